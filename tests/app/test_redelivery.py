"""What comes twice is done once, and answered with what is true by now."""

import asyncio
from dataclasses import replace

from bot.core.intents import Compute
from bot.core.outcome import Reply, UpdateCard
from bot.core.refs import CommunityRef, MemberRef
from bot.core.tokens import Token
from bot.domain.access import Role
from bot.domain.pods.resources import SupportState
from tests.app import tiny
from tests.app.reading import plain
from tests.app.stage import AMINA, JOAO, LEILA, OMAR, Stage


async def test_a_redelivered_press_does_nothing_and_is_answered_with_the_card_as_it_is_now(stage: Stage) -> None:
    favour = await stage.asks()
    press = stage.press(JOAO, Token("favours.grant", favour))
    first = (await stage.deliver(press)).outcome
    before = await stage.log(favour)
    again = await stage.deliver(press)
    assert isinstance(first, UpdateCard)
    assert isinstance(again.outcome, Reply)
    assert again.stored
    assert "State: taken" in plain(again.outcome)
    assert await stage.log(favour) == before


async def test_s13_a_redelivery_shows_no_more_than_the_presser_may_see_by_then(stage: Stage) -> None:
    favour = await stage.asks(what="A secret wish")
    press = stage.press(JOAO, Token("favours.grant", favour))
    assert "secret" in plain((await stage.deliver(press)).outcome)
    await stage.revokes(JOAO, Role.FACILITATOR, tiny.NEAR)
    again = plain((await stage.deliver(press)).outcome)
    assert "secret" not in again
    assert "not open to you" in again


async def test_a_redelivered_command_that_made_something_makes_nothing_more(stage: Stage) -> None:
    command = stage.command(AMINA, "favour ask", what="Chairs", details="Ten")
    first, second, third = [await stage.deliver(command) for _ in range(3)]
    assert first.stored
    assert second == third
    assert "nothing was done twice" in plain(second.outcome)
    assert len(await stage.favours()) == 1


async def test_a_refused_gesture_may_be_tried_again_with_the_same_key(stage: Stage) -> None:
    favour = await stage.asks()
    press = stage.press(OMAR, Token("favours.grant", favour))
    assert "find" in plain((await stage.deliver(press)).outcome)
    await stage.grants(OMAR, Role.FACILITATOR, tiny.NEAR)
    assert isinstance((await stage.deliver(press)).outcome, UpdateCard)


async def test_a_button_pressed_twice_and_by_two_people_acts_once(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.grants(LEILA, Role.FACILITATOR, tiny.NEAR)
    token = Token("favours.grant", favour)
    presses = [stage.press(who, token) for who in (JOAO, LEILA, JOAO, LEILA)]
    answers = await asyncio.gather(*map(stage.deliver, presses))
    assert all(isinstance(answer.outcome, UpdateCard) for answer in answers)
    assert (await stage.log(favour)).count("favour:granted") == 1


async def test_s21_the_same_key_of_two_communities_is_two_happenings(stage: Stage) -> None:
    other = MemberRef(CommunityRef("sandbox", "other"), "amina")
    one = replace(stage.command(AMINA, "profile export"), key="Ev1")
    two = replace(stage.command(other, "profile export"), key="Ev1")
    assert "gathering" in plain((await stage.deliver(one)).outcome)
    assert "gathering" in plain((await stage.deliver(two)).outcome)
    for who in (AMINA, other):
        rows = await stage.waiting_to_leave(who.community)
        assert [row.about for row in rows if isinstance(row.intent, Compute)] == [str(who)]


async def test_a_state_that_was_reached_is_told_and_not_done_again(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.presses(JOAO, Token("favours.grant", favour))
    outcome = await stage.presses(JOAO, Token("favours.grant", favour))
    assert "State: taken" in plain(outcome)
    assert (await stage.favour(favour)).state is SupportState.TAKEN


async def test_a_query_that_takes_too_long_is_answered_with_the_truth_about_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In memory, who reads waits for the writer.
    with stalled("writer.before_seal") as stall:
        writing = asyncio.create_task(stage.deliver(stage.command(OMAR, "favour ask", what="Rain", details="much")))
        await stall.reached()
        monkeypatch.setattr(dispatch, "PATIENCE_SECONDS", 0.05)
        assert "very busy" in plain(await stage.uses(AMINA, "favour list", word="chairs"))
    await writing


async def test_who_cannot_be_told_whether_it_was_saved_is_told_to_look(stage: Stage) -> None:
    def lose() -> None:
        raise StoreInDoubt

    failpoints.arm("dispatch.handler", lose)
    try:
        answer = await stage.deliver(stage.command(AMINA, "profile export"))
        event = await stage.deliver(stage.message(AMINA, "a favour"))
    finally:
        failpoints.disarm()
    assert "look before you do it again" in plain(answer.outcome)
    assert not event.stored


async def test_a_refused_form_is_answered_in_time_though_what_was_typed_cannot_be_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "DRAFT_PATIENCE_SECONDS", 0.05)
    step = shown(await stage.uses(AMINA, "favour ask"))
    step = shown(await stage.submits(AMINA, step, {"what": "Chairs"}))
    released, batches = threading.Event(), iter(range(100))

    def hold_all_but_the_first() -> None:
        if next(batches):
            released.wait(30)

    failpoints.arm("writer.before_seal", hold_all_but_the_first)
    try:
        refused = await stage.submits(AMINA, step, {"details": "nameless"})
    finally:
        failpoints.disarm()
        released.set()
    assert isinstance(refused, Reply)
    assert plain(refused) == "Something about this is wrong."
