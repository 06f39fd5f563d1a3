"""Tables come to be all at once, from any beginning; no version of the program opens what it does not know."""

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.core.ids import new_id
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.domain.nuggets.spread import Echo
from storage import StorageProblem, open_storage, upgrade
from storage.migrate import revision_of, steps
from storage.migrations.full_text import made_alike
from storage.repositories.nuggets import SqlNuggets
from storage.tables import metadata
from storage.tables.base import named
from tests.storage.crash import killed
from tests.storage.databases import HERE, linked, opened, written
from tests.storage.nouns import AMINA, NOW, Happened
from tests.support.clock import FrozenClock

ROOT = Path(__file__).parents[2]


def differences(url: str) -> list[Any]:
    with linked(url) as link, warnings.catch_warnings():
        # Indexes on expressions cannot be read back from SQLite; they have a test of their own below.
        warnings.filterwarnings("ignore", ".*expression-based index")
        return list(
            compare_metadata(MigrationContext.configure(link.core, opts={"include_name": made_alike}), metadata)
        )


def tables(url: str) -> set[str]:
    with linked(url) as link:
        return set(inspect(link.core).get_table_names())


def test_the_steps_make_the_tables_that_the_program_expects(fresh: str) -> None:
    upgrade(fresh)
    assert differences(fresh) == []
    with linked(fresh) as link:
        assert revision_of(link) == steps()[0]


def test_the_steps_are_known_by_the_names_of_their_files() -> None:
    walked = ScriptDirectory(str(ROOT / "storage" / "migrations")).walk_revisions()
    assert [script.revision for script in walked] == list(steps())


async def test_what_people_pressed_stays_when_an_echo_can_be_about_anything(
    fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_newest = command.upgrade
    with monkeypatch.context() as before:
        before.setattr(command, "upgrade", lambda config, _newest: to_the_newest(config, "0005"))
        upgrade(fresh)
    told = Nugget(
        id=new_id("N"), community=HERE, collector=AMINA, author=AMINA, state=NuggetState.PUBLISHED, captured_at=NOW
    )
    with linked(fresh) as link:
        link.core.execute(SqlNuggets.shape.table.insert().values(SqlNuggets.shape.mapper.dump(told)))
        pressed = {"nugget": told.id, "member": str(AMINA), "echo": "useful", "at": 7}
        insert = "INSERT INTO echoes (nugget, member, echo, at) VALUES (:nugget, :member, :echo, :at)"
        link.core.execute(text(insert), pressed)
        link.core.commit()
    upgrade(fresh)

    async with opened(fresh) as store:
        assert await store.read(lambda uow: uow.echoes.of_member(AMINA)) == [(told.id, Echo.USEFUL)]
        await written(store, lambda uow: uow.echoes.add("W-1", AMINA, Echo.USEFUL, NOW))
        assert await store.read(lambda uow: uow.echoes.count("W-1", Echo.USEFUL)) == 1


def test_upgrading_what_is_up_to_date_changes_nothing_and_needs_no_alembic(fresh: str) -> None:
    upgrade(fresh)
    again = f"import sys, storage; storage.upgrade({fresh!r}); assert 'alembic' not in sys.modules"
    subprocess.run([sys.executable, "-c", again], check=True, timeout=60, cwd=ROOT)
    assert differences(fresh) == []


@pytest.mark.parametrize(
    "table", [table.name for table in metadata.sorted_tables if {"seq", "id"} <= set(table.c.keys()) and named(table)]
)
def test_references_are_found_by_an_index_and_are_unique(fresh: str, table: str) -> None:
    upgrade(fresh)
    with linked(fresh) as link:
        query = {
            "sqlite": "SELECT sql FROM sqlite_master WHERE name = :name",
            "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = :name",
        }
        made = link.core.execute(text(query[link.dialect.name]), {"name": f"uq_{table}_reference"}).scalar_one()
    assert "UNIQUE" in made
    assert "substr" in made


def test_r35_a_migration_killed_in_the_middle_leaves_nothing_and_the_next_one_completes(fresh: str) -> None:
    assert killed("upgrade", fresh, "migration.step")
    assert tables(fresh) == set()
    upgrade(fresh)
    assert differences(fresh) == []


async def test_r35_a_version_that_is_older_than_the_database_refuses_it(fresh: str) -> None:
    upgrade(fresh)
    with linked(fresh) as link:
        link.tell("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (lambda: open_storage(fresh, FrozenClock()), lambda: upgrade(fresh)):
        with pytest.raises(StorageProblem, match="made by a newer version"):
            attempt()


def test_a_database_without_tables_is_not_opened_and_the_way_out_is_named(fresh: str) -> None:
    with pytest.raises(StorageProblem, match="db upgrade"):
        open_storage(fresh, FrozenClock())


def test_processes_that_upgrade_together_take_turns(fresh: str) -> None:
    script = "import sys, storage; storage.upgrade(sys.argv[1])"
    together = [subprocess.Popen([sys.executable, "-c", script, fresh], stderr=subprocess.PIPE) for _ in range(3)]
    ends = [process.communicate(timeout=60)[1].decode() for process in together]
    # On SQLite the one who waits too long is told so; nobody breaks anything.
    assert [process.returncode for process in together].count(0) >= 1, ends
    assert all(
        process.returncode == 0 or "Another process holds" in end for process, end in zip(together, ends, strict=True)
    )
    assert differences(fresh) == []


@pytest.mark.parametrize("change", ["UPDATE events SET tag = 'x'", "DELETE FROM events"])
async def test_s46_the_event_log_takes_rows_and_gives_none_back(fresh: str, change: str) -> None:

    upgrade(fresh)
    async with opened(fresh) as store:
        await written(store, lambda uow: uow.events.append(HERE, Happened(about=new_id("R")), AMINA, NOW))
    with linked(fresh) as link, pytest.raises(Exception, match="append-only"):
        link.tell(change)
