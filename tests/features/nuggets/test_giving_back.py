"""Whoever told something, was quoted, or saved it for somebody else hears what became of it, once and without names."""

from dataclasses import replace

import pytest

from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.questions import ASKED
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import CHANGE, Told, quoting
from tests.features.world import Person


@pytest.fixture
async def saved(told: Told) -> Person:
    """Give who saves Amina's story for her; she has said yes to it."""
    await told.pod.facilitator.harvests(told.messages[0], text=CHANGE, author=told.amina)
    await told.pod.facilitator.presses("Ask them")
    await told.amina.presses("Yes, without a name")
    return told.pod.facilitator


async def tells_the_rest(told: Told, nugget: Nugget) -> None:
    """Let a nugget need nothing more to be read beyond its pod."""

    def write(uow: UnitOfWork) -> None:
        found = uow.nuggets.get(nugget.id)
        assert found is not None
        uow.nuggets.save(replace(found, skipped=ASKED))

    await told.world.bot.storage.write(write, [told.world.community]).result


async def test_whoever_saved_it_for_somebody_else_hears_once_that_it_is_published(told: Told, saved: Person) -> None:
    assert saved.times_told("What you saved is published") == 1
    (heard,) = [words for words in saved.told().split("\n---\n") if "What you saved" in words]
    assert "Amina" not in heard
    assert "hand rub" not in heard
    await told.amina.uses("/nugget edit", nugget=(await told.nugget()).id)
    await told.amina.fills(outcome="Better still.")

    assert saved.times_told("What you saved is published") == 1


async def test_whoever_saved_their_own_is_told_nothing_they_know(told: Told) -> None:
    await told.publishes()

    assert told.amina.times_told("What you saved is published") == 0


async def test_those_quoted_hear_when_it_is_read_more_widely(told: Told) -> None:
    nugget = await quoting(told)
    await told.bintou.presses("Yes, without a name")
    await tells_the_rest(told, nugget)
    await told.amina.uses("/nugget share", nugget=nugget.id)
    await told.amina.fills(scope="community")
    await told.bintou.presses("Yes, without a name")
    assert told.bintou.times_told("is read more widely") == 0
    await told.pod.facilitator.presses("Yes, pass it on to the stewards")
    await told.pod.steward.presses("Yes, publish")

    assert told.bintou.times_told("is read more widely now: by everybody in this community") == 1
    assert "hand rub" not in told.bintou.last_told()
    assert told.amina.times_told("is read more widely") == 0
