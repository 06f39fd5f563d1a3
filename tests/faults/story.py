"""A short day of the bot, told with the same keys each time, and what must be true of it however often it was cut off.

Told again after a crash it is what the platforms do: everything that was not acknowledged is delivered again, and so
is much that was.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from adapters.sandbox.adapter import SandboxAdapter
from bot.core.inbound import Inbound
from bot.core.tokens import Token
from bot.domain.pods.resources import SupportState
from bot.ports.chat import Delivery, Receipt
from bot.ports.ledger import OutState
from tests.app.stage import AMINA, COMMUNITY, JOAO, OMAR, Stage, set_stage
from tests.support.clock import FrozenClock

BEGINS = FrozenClock().now()
AGAIN_AFTER = timedelta(minutes=2)
"""Leases of a process that died have run out by then."""


class Watchful(SandboxAdapter):
    """The sandbox, which also notes whenever it is given something that it has done already."""

    def __init__(self, inner: SandboxAdapter, notes: Path) -> None:
        super().__init__(inner.sandbox)
        self._notes = notes

    async def perform(self, delivery: Delivery) -> Receipt:
        if self.sandbox.world.store.performed(delivery.key) is not None:
            with self._notes.open("a") as notes:
                notes.write(f"{delivery.key}\n")
        return await super().perform(delivery)


@dataclass(frozen=True)
class Place:
    """Where one story leaves its traces."""

    folder: Path

    @property
    def acknowledged(self) -> Path:
        return self.folder / "acknowledged"

    @property
    def sent_blind(self) -> Path:
        return self.folder / "sent_blind"


async def tell(place: Place, run: int, arm: Callable[[], None] = lambda: None) -> None:
    """Tell the story; ``run`` is 0 the first time, and each later run begins some minutes after."""
    start = BEGINS + run * AGAIN_AFTER
    clock = FrozenClock(start)
    adapted = partial(Watchful, notes=place.sent_blind)
    async with set_stage(folder=place.folder, clock=clock, adapted=adapted) as stage:
        await stage.sandbox.settled()
        arm()
        await _gesture(
            stage, place, replace(stage.command(AMINA, "favour ask", what="Chairs", details="x"), key="in-1")
        )
        await _gesture(stage, place, replace(stage.command(OMAR, "favour ask", what="Tables", details="y"), key="in-2"))
        await stage.bot.settle()
        chairs = await favour_of(stage, "Chairs")
        if chairs is not None:
            press = replace(stage.press(JOAO, Token("favours.grant", chairs)), key="in-3")
            await _gesture(stage, place, press)
        await _gesture(stage, place, stage.message(AMINA, "A favour was done", key="in-4"))
        await stage.bot.settle()
        clock.moves(days=1)
        await stage.bot.settle()


async def _gesture(stage: Stage, place: Place, inbound: Inbound) -> None:
    answer = await stage.deliver(inbound)
    if answer.stored:
        with place.acknowledged.open("a") as notes:
            notes.write(f"{json.dumps([inbound.key, type(answer.outcome).__name__])}\n")


async def favour_of(stage: Stage, what: str) -> str | None:
    """Give the id of the one favour that asks for this."""
    found = await stage.bot.storage.read(
        lambda uow: [
            line.about for line in uow.events.about(uow.support.open_in(COMMUNITY)) if line.tag == "favour:asked"
        ]
    )
    ids = [one for one in found if (await stage.favour(one)).text.startswith(what)]
    return ids[0] if ids else None


async def check_after_a_crash(place: Place) -> None:
    """Right after the crash: what was acknowledged is stored, and nothing is there by halves."""
    async with set_stage(folder=place.folder, clock=FrozenClock(BEGINS + AGAIN_AFTER)) as stage:
        favours = await stage.favours()
        for one in favours:
            tags = await stage.log(one)
            assert tags[:2] == ["favour:asked", "favour:counted"], tags
            taken = (await stage.favour(one)).state is not SupportState.ASKED
            assert taken == ("favour:granted" in tags), tags
        acknowledged = _acknowledged(place)
        texts = [(await stage.favour(one)).text for one in favours]
        assert ("in-1" not in acknowledged) or any(text.startswith("Chairs") for text in texts)
        assert ("in-2" not in acknowledged) or any(text.startswith("Tables") for text in texts)
        if "in-3" in acknowledged:
            chairs = await favour_of(stage, "Chairs")
            assert chairs is not None
            assert (await stage.favour(chairs)).state is SupportState.TAKEN
        assert await _problems(stage) == []


async def check_in_the_end(place: Place, run: int) -> None:
    """After it was told to the end: every effect once, one visible message for each, nothing left over."""
    async with set_stage(folder=place.folder, clock=FrozenClock(BEGINS + timedelta(days=2, minutes=2 * run))) as stage:
        for _ in range(5):
            await stage.bot.settle()
            stage.clock.moves(minutes=20)
        texts = sorted([(await stage.favour(one)).text for one in await stage.favours()])
        assert texts == ["Chairs: x", "Tables: y"], texts
        chairs, tables = await favour_of(stage, "Chairs"), await favour_of(stage, "Tables")
        assert chairs is not None
        assert tables is not None
        tags = await stage.log(chairs)
        for tag in ("favour:asked", "favour:counted", "favour:granted", "favour:told"):
            assert tags.count(tag) == 1, tags
        assert (await stage.log(tables)).count("favour:asked") == 1
        assert await stage.log(str(AMINA)) == ["favour:spoken_of"]
        await _check_messages(stage, chairs, tables)
        for state in (OutState.PENDING, OutState.LEASED, OutState.UNCERTAIN, OutState.PARKED, OutState.DEAD):
            assert await stage.rows(state) == []
        assert await stage.bot.storage.read(lambda uow: uow.due.next_due()) is None
        waits = await stage.bot.storage.read(lambda uow: [about for _, about, _ in uow.waiting.of(JOAO)])
        assert waits == [tables]
        assert await _problems(stage) == []
    assert not place.sent_blind.exists(), place.sent_blind.read_text()
    assert {"in-1", "in-2", "in-3", "in-4"} <= _acknowledged(place)


async def _check_messages(stage: Stage, chairs: str, tables: str) -> None:
    to_joao, to_amina = stage.direct(JOAO), stage.direct(AMINA)
    cards = [text for text in to_joao if "A favour for" in text]
    assert len(cards) == 2, to_joao
    assert [chairs[:7] in text and "taken" in text for text in cards].count(True) == 1, cards
    assert [tables[:7] in text and "asked" in text for text in cards].count(True) == 1, cards
    assert ["still waits" in text for text in to_joao].count(True) == 1, to_joao
    assert ["There is news of" in text for text in to_amina].count(True) == 1, to_amina


async def _problems(stage: Stage) -> list[str]:
    return await stage.bot.storage.read(lambda uow: list(uow.events.verify()))


def _acknowledged(place: Place) -> set[str]:
    if not place.acknowledged.exists():
        return set()
    return {json.loads(line)[0] for line in place.acknowledged.read_text().splitlines()}
