"""A step is drafted from the tables themselves."""

import importlib.util
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Index, MetaData, Table, Text, inspect, literal_column, text

from storage import upgrade
from storage.migrate import steps
from storage.migrations.__main__ import draft, main
from storage.tables import base, metadata
from tests.storage.databases import linked


def with_a_new_table() -> MetaData:
    """Give the tables of the program and one more, and one more column."""
    more = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(more)
    seats = Table("seats", more, base.order(), base.text("id"), base.text("owner"), base.flag("shown"))
    base.by_reference(seats)
    paired = "owner <> ''"
    Index(
        "uq_seats_owner",
        seats.c.owner,
        unique=True,
        sqlite_where=literal_column(paired),
        postgresql_where=literal_column(paired),
    )
    more.tables["due"].append_column(Column("why", Text))
    return more


def run(path: Path, url: str) -> dict[str, str]:
    """Run a drafted step; gives what was made, by name."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    step = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(step)
    upgrade(url)
    with linked(url) as link:
        with Operations.context(MigrationContext.configure(link.core)):
            step.upgrade()
        link.core.commit()
        assert "why" in {column["name"] for column in inspect(link.core).get_columns("due")}
        made = {
            "sqlite": "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'seats' AND sql IS NOT NULL",
            "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'seats'",
        }
        return {str(row[0]): str(row[1]) for row in link.core.execute(text(made[link.dialect.name]))}


def test_a_drafted_step_makes_what_is_new(fresh: str, tmp_path: Path) -> None:
    path = draft("Seats.", tmp_path, with_a_new_table())
    assert path is not None
    assert path.read_text("utf-8").startswith('"""Seats."""\n')
    assert f'down_revision = "{steps()[0]}"' in path.read_text("utf-8")

    made = run(path, fresh)

    assert "substr" in made["uq_seats_reference"]
    assert "UNIQUE" in made["uq_seats_reference"]
    assert "WHERE" in made["uq_seats_owner"]


def test_there_is_nothing_to_draft_where_the_steps_make_all_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft("Nothing.", tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    assert main(["Nothing."]) == 0
    assert "make all" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], [" "], ["two", "words"]])
def test_a_step_says_what_it_is_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "What the step is for" in capsys.readouterr().out
