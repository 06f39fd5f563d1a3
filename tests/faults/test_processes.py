"""Several processes on one database, one that is stopped for a while, and clocks that jump."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app.carrying import LEASE_SECONDS
from bot.core import failpoints
from bot.core.refs import RoomRef
from bot.core.tokens import Token
from bot.ports.chat import Delivery
from bot.ports.ledger import OutState
from storage import open_storage
from tests.app.conftest import rig, stage
from tests.app.platform import FakePlatform
from tests.app.rig import HERE, THERE, Rig, set_rig
from tests.app.stage import FEATURES, JOAO, Stage
from tests.support.bot import BotUnderTest

__all__ = ["rig", "stage"]


@dataclass
class Pair:
    """Two bots on one database: the second has a platform connection of its own."""

    first: Rig
    second: BotUnderTest
    port: FakePlatform

    @property
    def carried_out(self) -> list[str]:
        """Give what either carried out."""
        return [*self.first.port.carried_out, *self.port.carried_out]


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with set_rig(url) as first:
        port = FakePlatform("fake", HERE, THERE)
        # One record of what was done, as a platform has only one.
        port.done = first.port.done
        storage = open_storage(url, first.clock)
        try:
            yield Pair(first, BotUnderTest(storage, FEATURES, first.clock, {"fake": port}), port)
        finally:
            await storage.close()


async def test_r25_two_bots_on_one_database_send_everything_once_and_in_order(pair: Pair) -> None:
    for number in range(40):
        await pair.first.post(f"k{number}", room=RoomRef(HERE, f"room-{number % 4}"))
    await asyncio.gather(pair.first.bot.relay.drain(), pair.second.relay.drain())
    while await pair.first.bot.relay.round() + await pair.second.relay.round():
        pass
    done = pair.first.port.carried_out
    assert sorted(done) == sorted(f"k{number}" for number in range(40))
    for line in range(4):
        own = [key for key in done if int(key[1:]) % 4 == line]
        assert own == sorted(own, key=lambda key: int(key[1:]))


async def test_r25_two_bots_keep_a_promise_once(stage: Stage) -> None:
    await stage.asks()
    stage.clock.moves(days=1)
    other = BotUnderTest(stage.bot.storage, FEATURES, stage.clock, {})
    ran = await asyncio.gather(stage.bot.schedule.tick(), other.schedule.tick())
    assert sorted(ran) == [0, 1]
    await stage.bot.settle()
    assert sum("still waits" in text for text in stage.direct(JOAO)) == 1


async def test_r26_one_that_was_stopped_writes_nothing_over_what_another_did_meanwhile(pair: Pair) -> None:
    stopped, goes_on = asyncio.Event(), asyncio.Event()

    async def stop(_delivery: Delivery) -> None:
        stopped.set()
        await goes_on.wait()
        raise RuntimeError("its connection is long gone")

    pair.first.port.before = stop
    await pair.first.post("a1")
    asleep = asyncio.create_task(pair.first.bot.relay.round())
    async with asyncio.timeout(20):
        await stopped.wait()
    pair.first.clock.moves(seconds=LEASE_SECONDS + 1)
    await pair.second.relay.drain()
    before = await pair.first.row("a1")
    assert before.state is OutState.SENT
    with capture_logs():
        goes_on.set()
        await asleep
    assert await pair.first.row("a1") == before
    assert pair.port.looked == ["a1"]
    assert pair.first.port.carried_out == ["a1"]


async def test_r26_one_that_was_stopped_before_it_began_does_not_begin_any_more(rig: Rig) -> None:
    await rig.post("a1")
    failpoints.arm("relay.leased", lambda: rig.clock.moves(seconds=LEASE_SECONDS + 1))
    try:
        with capture_logs() as logs:
            await rig.bot.relay.round()
    finally:
        failpoints.disarm()
    assert rig.port.tried == []
    assert [line["event"] for line in logs] == ["lease_outlived"]
    await rig.works()
    assert rig.port.carried_out == ["a1"]


async def test_r27_a_clock_that_jumps_a_day_ahead_floods_nobody_and_back_repeats_nothing(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.bot.settle()
    before = len(stage.direct(JOAO))
    stage.clock.moves(days=1)
    await stage.bot.settle()
    assert len(stage.direct(JOAO)) == before + 1
    stage.clock.moves(days=-1)
    await stage.bot.settle()
    assert len(stage.direct(JOAO)) == before + 1
    await stage.presses(JOAO, Token("favours.grant", favour))
    await stage.bot.settle()
    assert (await stage.log(favour)).count("favour:granted") == 1
    stage.clock.moves(days=1)
    await stage.bot.settle()
    assert len(stage.direct(JOAO)) == before + 1


async def test_r27_a_clock_that_jumps_back_does_not_hold_up_what_is_due(stage: Stage) -> None:
    await stage.asks()
    stage.clock.moves(days=-1)
    await stage.asks(what="Tables")
    stage.clock.moves(days=1)
    await stage.bot.settle()
    assert sum("A favour for" in text for text in stage.direct(JOAO)) == 2
