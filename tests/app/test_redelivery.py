"""What comes twice is done once, and answered with what is true by now."""

import asyncio
from dataclasses import replace

from bot.app.bookmarks import StoredBookmarks
from bot.core.intents import Compute
from bot.core.outcome import Reply, UpdateCard
from bot.core.refs import Bookmark, CommunityRef, MemberRef
from bot.core.tokens import Token
from bot.domain.access import Role
from bot.domain.pods.resources import SupportState
from tests.app import tiny
from tests.app.reading import plain
from tests.app.stage import AMINA, COMMUNITY, JOAO, LEILA, OMAR, Stage


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


async def test_a_bookmark_is_stored_with_what_was_heard_and_not_without_it(stage: Stage) -> None:
    bookmarks = StoredBookmarks(stage.bot.storage)
    await bookmarks.begin(COMMUNITY, 1)
    heard = replace(stage.message(AMINA, "a favour"), bookmark=Bookmark("general", 5))
    assert (await stage.deliver(heard)).stored
    assert await bookmarks.reached(COMMUNITY, "general") == 5
    broken = replace(stage.message(AMINA, tiny.CURSED), bookmark=Bookmark("general", 6))
    assert not (await stage.deliver(broken)).stored
    assert await bookmarks.reached(COMMUNITY, "general") == 5
    assert (await stage.deliver(replace(heard, bookmark=Bookmark("general", 7)))).stored
    assert await bookmarks.reached(COMMUNITY, "general") == 7
