"""What came of an intent is noted once and heard, whatever breaks while it is being noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from bot.core import failpoints
from bot.core.intents import Post
from bot.core.tokens import Token
from bot.ports.chat import Found, Uncertain
from bot.ports.ledger import DROPPED, OutState
from bot.ports.store import StoreBusy, StoreFull, UnitOfWork
from tests.app.rig import GENERAL, HERE, Rig
from tests.app.stage import AMINA, JOAO, Stage
from tests.app.tiny import TOLD


@dataclass
class _Breaking:
    """Raises the first time that it is reached."""

    problem: Exception
    reached: int = 0

    def once(self) -> None:
        self.reached += 1
        if self.reached == 1:
            raise self.problem


@contextmanager
def hearing_fails(problem: Exception) -> Iterator[_Breaking]:
    """Have the next handler fail, once."""
    breaking = _Breaking(problem)
    failpoints.arm("dispatch.handler", breaking.once)
    try:
        yield breaking
    finally:
        failpoints.disarm()


@pytest.mark.parametrize("trouble", [StoreBusy("busy"), StoreFull("full")])
async def test_a_result_that_the_store_could_not_take_is_heard_later_and_nothing_is_sent_twice(
    rig: Rig, trouble: Exception
) -> None:
    await rig.post("a1", then=TOLD.name)
    with hearing_fails(trouble) as breaking:
        await rig.works()
        assert (await rig.row("a1")).state is OutState.LEASED
        await rig.works(minutes=2)
        assert breaking.reached == 2
    assert rig.port.carried_out == ["a1"]
    assert rig.port.looked == ["a1"]
    assert await rig.state("a1") is OutState.SENT


async def test_what_a_busy_store_could_not_hear_is_heard_by_the_feature_in_the_end(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.bot.settle()
    await stage.presses(JOAO, Token("favours.grant", favour))
    with hearing_fails(StoreBusy("busy")):
        await stage.bot.settle()
        assert "favour:told" not in await stage.log(favour)
        stage.clock.moves(minutes=2)
        await stage.bot.settle()
    assert (await stage.log(favour)).count("favour:told") == 1
    assert len(stage.direct(AMINA)) == 1


async def test_what_follows_from_an_intent_and_breaks_is_told_to_the_stewards(rig: Rig) -> None:
    await rig.post("a1", then=TOLD.name)
    with hearing_fails(RuntimeError("secret")):
        await rig.works()
    assert await rig.state("a1") is OutState.SENT
    (notice,) = [delivery for delivery in rig.port.done if delivery.key.startswith("notice:")]
    assert TOLD.name in str(notice.intent)
    assert "ecret" not in str(notice.intent)


async def lease_and_die(rig: Rig) -> None:
    """Lease what is due, and never be heard of again."""
    now = rig.clock.now()
    taken = await rig.bot.storage.write(lambda uow: list(uow.outbox.lease("dies", now, 60, 10)), []).result
    assert taken


async def test_a_doubt_is_told_though_the_process_died_in_the_very_look_after_which_it_would_have_been(
    rig: Rig,
) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    rig.port.look = Found.UNKNOWN
    await rig.post("a1")
    while (await rig.row("a1")).attempts < 8:
        await rig.works(minutes=16)
    assert rig.notices() == []
    rig.clock.moves(minutes=16)
    await lease_and_die(rig)
    await rig.works(minutes=16)
    assert len(rig.notices()) == 1


async def test_what_a_person_dropped_is_over_though_the_process_died_before_that_was_noted(rig: Rig) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    rig.port.look = Found.UNKNOWN
    await rig.post("a1")
    await rig.works()

    def drop(uow: UnitOfWork) -> None:
        (held,) = uow.deliveries.held(HERE)
        assert uow.deliveries.drop(held, rig.clock.now())

    await rig.bot.storage.write(drop, []).result
    await lease_and_die(rig)
    await rig.post("a2", GENERAL)
    await rig.works(minutes=2)
    row = await rig.row("a1")
    assert (row.state, row.why) == (OutState.DEAD, DROPPED)
    assert await rig.state("a2") is OutState.SENT
