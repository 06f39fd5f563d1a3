"""Draft the next step: ``python -m storage.migrations "What it is for."``, for what no step makes yet.

A draft is read before it is kept: what was renamed looks as if it were dropped and added, and what stands in rows is
moved by hand.
"""

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import CreateIndexOp, CreateTableOp, UpgradeOps
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, MetaData, create_engine

from storage.migrate import steps
from storage.migrations.full_text import made_alike
from storage.tables import metadata
from storage.upkeep import upgrade

VERSIONS: Final = Path(__file__).parent / "versions"
_STEP: Final = '''"""{words}"""

import sqlalchemy as sa
from alembic import op

revision = "{step}"
down_revision = "{before}"


def upgrade() -> None:
    """Make what is new."""
    {code}
'''


def draft(words: str, folder: Path = VERSIONS, tables: MetaData = metadata) -> Path | None:
    """Write the step that is missing, with these words at its head; None where the steps make all there is."""
    changes = _missing(tables)
    if changes.is_empty():
        return None
    before = steps()[0]
    step = f"{int(before) + 1:04}"
    lines = render_python_code(changes, render_as_batch=True).splitlines()
    code = "\n".join(line for line in lines if not line.lstrip().startswith("# ###")).strip()
    path = folder / f"step_{step}.py"
    path.write_text(_STEP.format(words=words, step=step, before=before, code=code), encoding="utf-8")
    return path


def _missing(tables: MetaData) -> UpgradeOps:
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/steps.db"
        upgrade(url)
        engine = create_engine(url)
        with engine.connect() as connection, warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*expression-based index")
            changes = produce_migrations(
                MigrationContext.configure(connection, opts={"include_name": made_alike}), tables
            ).upgrade_ops
        engine.dispose()
    changes = changes or UpgradeOps()
    made = [change.table_name for change in changes.ops if isinstance(change, CreateTableOp)]
    for name in made:
        changes.ops.extend(_on_expressions(name, tables))
    return changes


def _on_expressions(name: str, tables: MetaData) -> Iterator[CreateIndexOp]:
    """Give the indexes that Alembic leaves out, as SQLite gives no account of them."""
    for index in tables.tables[name].indexes:
        if not all(isinstance(part, Column) for part in index.expressions):
            yield CreateIndexOp.from_index(index)


def main(arguments: list[str]) -> int:
    """Draft a step for the words given."""
    match arguments:
        case [words] if words.strip():
            path = draft(words.strip())
            sys.stdout.write(f"{path}\n" if path else "The steps make all that the tables have.\n")
            return 0
        case _:
            sys.stdout.write('python -m storage.migrations "What the step is for."\n')
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
