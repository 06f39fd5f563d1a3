"""Brings a database's tables to the shape that this version of the program knows.

All steps that are missing run in one transaction: a process that dies in the middle leaves the tables as they were,
and the next one begins again. Alembic is told everything here and in ``migrations/env.py``, so that the steps travel
in the wheel and no configuration file is needed. It is loaded only where there is something to do: a start at which
nothing is missing is spared its time and its memory.
"""

from functools import cache
from importlib.resources import files
from typing import Final

from sqlalchemy import column, inspect, select, table

from storage.engine import Link

LOCK: Final = "podkeeper:migration"
"""The name under which processes that start together take turns."""

_VERSION: Final = "alembic_version"


@cache
def steps() -> tuple[str, ...]:
    """Give the steps that this version of the program knows, newest first: ``0002`` stands in ``step_0002.py``."""
    names = (file.name for file in files("storage.migrations.versions").iterdir())
    found = (name.removeprefix("step_").removesuffix(".py") for name in names if name.startswith("step_"))
    return tuple(sorted(found, reverse=True))


def revision_of(link: Link) -> str:
    """Give the step at which a database stands, or empty for a new one."""
    if not inspect(link.core).has_table(_VERSION):
        return ""
    return link.core.scalar(select(column("version_num")).select_from(table(_VERSION))) or ""


def migrate(link: Link) -> None:
    """Run the missing steps, all or none."""
    from alembic import command  # noqa: PLC0415 - as said above
    from alembic.config import Config  # noqa: PLC0415 - as said above

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = link.core
    link.begin([LOCK])
    if not link.core.in_transaction():
        # So Alembic sees that the transaction is ours, and ends none.
        link.core.begin()
    try:
        command.upgrade(config, "head")
        link.commit()
    except BaseException:
        link.rollback()
        raise
