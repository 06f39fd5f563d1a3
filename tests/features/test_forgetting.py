"""Whoever has themselves forgotten, after all that can happen in a community, stands in no table any more."""

from functools import partial

import pytest
from sqlalchemy import select

from bot.ports.store import UnitOfWork
from storage.tables import metadata
from storage.tables.ledger import outbox
from storage.unit_of_work import SqlUnitOfWork
from tests.features.world import Person
from tests.views.scenery import scenery


def places_that_hold(uow: UnitOfWork, words: str) -> list[str]:
    """Name the tables in which some row has these words; what is still on its way does not count."""
    assert isinstance(uow, SqlUnitOfWork)
    queries = {table.name: select(table) for table in metadata.sorted_tables}
    queries["outbox"] = queries["outbox"].where(~outbox.c.open)
    return [
        name
        for name, query in queries.items()
        if any(words in str(value) for row in uow.run.rows(query) for value in row)
    ]


async def forgotten(person: Person, published: str) -> None:
    await person.uses("/profile erase")
    await person.fills(published=published, sure="yes")
    assert not person.errors, person.errors
    await person.world.later(minutes=1)


@pytest.mark.parametrize("published", ["keep", "withdraw"])
async def test_s42_after_everything_that_can_happen_nothing_of_anybody_stays(published: str) -> None:
    async with scenery("sandbox") as scene:
        read = scene.world.bot.storage.read
        # The only steward has to find another one first.
        for person in (one for one in scene.people if one.ref.user != "Sara"):
            name = str(person.ref)
            look = partial(places_that_hold, words=name)
            assert await read(look)
            await forgotten(person, published)
            assert await read(look) == [], person.ref.user
