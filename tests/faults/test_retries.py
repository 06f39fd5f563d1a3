"""What the platforms deliver again: events come at least once, at once, in any number, and sometimes only late."""

import asyncio
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from bot.app import carrying
from bot.core.inbound import Inbound, MessageDeleted, MessageEdited
from bot.core.outcome import Done
from bot.core.tokens import Token
from tests.app.conftest import rig, stage
from tests.app.reading import plain
from tests.app.rig import Rig
from tests.app.stage import AMINA, JOAO, Stage

__all__ = ["rig", "stage"]


async def test_r1_an_event_delivered_four_times_over_five_minutes_has_one_effect(stage: Stage) -> None:
    message = stage.message(AMINA, "a favour", key="posted:1")
    for pause in (0, 0, 60, 300):
        stage.clock.moves(seconds=pause)
        answer = await stage.deliver(message)
        assert (answer.outcome, answer.stored) == (Done(), True)
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_r2_when_only_a_retry_arrives_it_has_the_effect(stage: Stage) -> None:
    late = replace(stage.message(AMINA, "a favour", key="posted:1"), at=stage.clock.now())
    stage.clock.moves(minutes=6)
    assert (await stage.deliver(late)).stored
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_r3_one_message_told_as_eleven_events_has_one_effect(stage: Stage) -> None:
    first = stage.message(AMINA, "a favour", key="posted:C1:1700000000.000100")
    told = [replace(first, at=stage.clock.now()) for _ in range(11)]
    for event in told:
        assert (await stage.deliver(event)).stored
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_r4_fifty_copies_of_an_event_at_the_same_moment_have_one_effect(stage: Stage) -> None:
    message = stage.message(AMINA, "a favour", key="posted:1")
    answers = await asyncio.gather(*(stage.deliver(message) for _ in range(50)))
    assert all(answer.stored for answer in answers)
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_r32_a_message_its_edit_and_its_deletion_have_one_effect_each_in_any_order(
    stage: Stage, order: tuple[int, ...]
) -> None:
    posted = stage.message(AMINA, "a favour", key="posted:1")
    shared: dict[str, Any] = {"community": posted.community, "at": posted.at, "message": posted.message}
    told: list[Inbound] = [
        posted,
        MessageEdited(key="edited:1:2", text="two", **shared),
        MessageDeleted(key="deleted:1", **shared),
    ]
    for _ in range(2):
        for place in order:
            answer = await stage.deliver(told[place])
            assert (answer.outcome, answer.stored) == (Done(), True)
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_r4_fifty_presses_of_a_button_at_the_same_moment_act_once(stage: Stage) -> None:
    favour = await stage.asks()
    token = Token("favours.grant", favour)
    outcomes = await asyncio.gather(*(stage.presses(JOAO, token) for _ in range(50)))
    assert {"taken" in plain(outcome) for outcome in outcomes} == {True}
    assert (await stage.log(favour)).count("favour:granted") == 1


async def test_r10_a_post_that_is_answered_after_our_patience_is_not_sent_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "CALL_SECONDS", 0.05)
    arrived = asyncio.Event()

    async def answers_late(_delivery: object) -> None:
        if not arrived.is_set():
            arrived.set()
            rig.port.done.append(_delivery)  # type: ignore[arg-type] # it did arrive, whatever we hear of it
            await asyncio.get_running_loop().create_future()

    rig.port.before = answers_late
    await rig.post("a1")
    await rig.works()
    assert arrived.is_set()
    await rig.works(minutes=1)
    assert rig.port.carried_out == ["a1"]
    assert (await rig.row("a1")).made
