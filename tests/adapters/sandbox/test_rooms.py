"""What happens in rooms: who reads what, what the core hears, and what survives."""

from pathlib import Path

import pytest

from adapters.sandbox.engine import NoSuch, NotAllowed
from bot.core.content import content
from bot.core.inbound import (
    MemberJoined,
    MemberLeft,
    MemberSeen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RolesChanged,
    RoomChanged,
)
from bot.core.intents import Post
from bot.core.text import t
from tests.adapters.sandbox.demo import Stage, set_up


async def test_the_core_hears_who_people_are_and_which_roles_they_hold(stage: Stage) -> None:
    seen = {told.member.user: told for told in stage.core.heard if isinstance(told, MemberSeen)}
    assert (seen["leila"].display_name, seen["leila"].locale, seen["leila"].zone) == (
        "Leila Haddad",
        "ar",
        "Africa/Tunis",
    )
    [changed] = stage.core.of(RolesChanged)
    assert isinstance(changed, RolesChanged)
    assert changed.held == {"stewards"}


async def test_talk_is_heard_with_its_thread_and_whether_the_bot_is_meant(stage: Stage) -> None:
    first = await stage.sandbox.says("amina", "general", "Hello")
    await stage.sandbox.says("joão", "general", "Hello @Podkeeper", thread=first)
    await stage.sandbox.says("joão", None, "A word in private")
    said = [told for told in stage.core.heard if isinstance(told, MessagePosted)]
    assert [(told.thread, told.mentions_bot, told.direct) for told in said] == [
        (None, False, False),
        (first, True, False),
        (None, False, True),
    ]


async def test_an_answer_to_what_was_said_to_the_bot_is_private_and_in_its_place(stage: Stage) -> None:
    first = await stage.sandbox.says("amina", "general", "Hello @podkeeper")
    await stage.sandbox.says("amina", "general", "@podkeeper again", thread=first)
    answers = stage.sandbox.sees("amina").private
    assert [(seen.text, seen.thread) for seen in answers] == [("I heard you.", 0), ("I heard you.", int(first.message))]
    assert not stage.sandbox.sees("joão").private


async def test_edits_deletions_and_reactions_are_heard(stage: Stage) -> None:
    await stage.sandbox.says("amina", "general", "A draft")
    await stage.sandbox.reacts("joão", "A draft", "👍")
    await stage.sandbox.reacts("joão", "A draft", "👍")
    await stage.sandbox.edits("amina", "A draft", "The text")
    await stage.sandbox.deletes("amina", "The text")
    kinds = (ReactionAdded, ReactionRemoved, MessageEdited, MessageDeleted)
    assert [type(told) for told in stage.core.heard if isinstance(told, kinds)] == list(kinds)
    assert "The text" not in stage.sandbox.sees("joão")


async def test_nobody_changes_what_another_said(stage: Stage) -> None:
    await stage.sandbox.says("amina", "general", "Mine")
    with pytest.raises(NotAllowed):
        await stage.sandbox.edits("joão", "Mine", "Yours")
    with pytest.raises(NotAllowed):
        await stage.sandbox.deletes("joão", "Mine")


async def test_a_closed_room_is_there_for_its_members_alone(stage: Stage) -> None:
    stage.sandbox.add_room("secret", closed=True, members=["amina"], purpose="hidden purpose")
    await stage.sandbox.says("amina", "secret", "canary")
    assert "canary" in stage.sandbox.sees("amina")
    others = stage.sandbox.sees("joão")
    assert "canary" not in others
    assert "hidden purpose" not in others
    assert "secret" not in others.rooms
    with pytest.raises(NoSuch):
        await stage.sandbox.says("joão", "secret", "Hello?")
    with pytest.raises(NoSuch):
        await stage.sandbox.joins("joão", "secret")


async def test_adding_somebody_by_hand_is_heard_with_who_did_it(stage: Stage) -> None:
    stage.sandbox.add_room("secret", closed=True, members=["amina"])
    await stage.sandbox.adds("amina", "joão", "secret")
    assert "secret" in stage.sandbox.sees("joão").rooms
    await stage.sandbox.leaves("joão", "secret")
    assert "secret" not in stage.sandbox.sees("joão").rooms
    [joined] = stage.core.of(MemberJoined)
    assert isinstance(joined, MemberJoined)
    assert joined.by is not None
    assert (joined.member.user, joined.by.user) == ("joão", "amina")
    [left] = stage.core.of(MemberLeft)
    assert isinstance(left, MemberLeft)
    assert left.room == joined.room


async def test_one_who_leaves_the_community_reads_nothing_more(stage: Stage) -> None:
    await stage.sandbox.says("amina", "general", "canary")
    await stage.sandbox.leaves("joão")
    assert stage.sandbox.sees("joão").rooms == {}
    [left] = stage.core.of(MemberLeft)
    assert isinstance(left, MemberLeft)
    assert left.room is None


async def test_an_archived_room_takes_no_more_words(stage: Stage) -> None:
    await stage.sandbox.archives("amina", "general")
    [changed] = stage.core.of(RoomChanged)
    assert isinstance(changed, RoomChanged)
    assert changed.gone
    with pytest.raises(NotAllowed):
        await stage.sandbox.says("amina", "general", "Anybody here?")


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\u200b", "a" * 4001])
async def test_nothing_and_too_much_are_not_said(stage: Stage, text: str) -> None:
    with pytest.raises(ValueError, match=r"nothing was said|over 4000"):
        await stage.sandbox.says("amina", "general", text)
    assert not stage.core.of(MessagePosted)


async def test_half_a_character_becomes_a_question_mark(stage: Stage) -> None:
    await stage.sandbox.says("amina", "general", "broken \ud800 text\x00")
    assert "broken ? text" in stage.sandbox.sees("joão")


async def test_what_the_core_could_not_store_is_told_again_until_it_is(stage: Stage) -> None:
    stage.core.busy = 2
    await stage.sandbox.says("amina", "general", "Hello")
    assert not stage.core.of(MessagePosted)
    await stage.sandbox.settled()
    assert len(stage.core.of(MessagePosted)) == 1


async def test_everything_is_still_there_after_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "sandbox.db")
    before = await set_up(path)
    await before.sandbox.uses("amina", "/pod join NQPS", room="general")
    await before.sandbox.uses("amina", "/pod propose")
    await before.sandbox.opens_home("amina")
    await before.sandbox.says("amina", "general", "Hello")
    await before.sandbox.reacts("joão", "Hello", "👍")
    made = await before.carries_out(Post(before.sandbox.add_room("news"), content(t("News"))), key="once")
    seen = before.sandbox.sees("amina").text
    await before.sandbox.close()

    after = await set_up(path)
    assert after.sandbox.sees("amina").text == seen
    assert after.sandbox.sees("joão").saying("Hello").author == "amina"
    assert await after.carries_out(Post(after.sandbox.add_room("news"), content(t("News"))), key="once") == made
    await after.sandbox.presses("amina", "Approve")
    await after.sandbox.close()


async def test_what_was_said_while_the_bot_was_away_is_heard_when_it_is_back(tmp_path: Path) -> None:
    path = str(tmp_path / "sandbox.db")
    before = await set_up(path)
    await before.sandbox.connection.close()
    await before.sandbox.says("amina", "general", "Is anybody there?")
    await before.sandbox.close()

    after = await set_up(path)
    [told] = after.core.of(MessagePosted)
    assert isinstance(told, MessagePosted)
    assert told.text == "Is anybody there?"
    await after.sandbox.close()
