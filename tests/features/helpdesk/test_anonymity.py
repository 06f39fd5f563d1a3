"""S41: nothing that staff, stewards or whoever holds the database can read links an asker to an anonymous question."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.founding import Founding
from bot.bootstrap import FEATURES
from bot.core.inbound import CommandUsed, HomeOpened, MessageEdited, MessagePosted
from bot.core.intents import Direct, LookUpMember, PublishHome, SendFile
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.domain.desk.question import Question
from bot.domain.handles import is_handle
from tests.features.helpdesk.rows import all_rows, linking
from tests.features.helpdesk.steps import OpenDesk, open_desk, ref
from tests.features.plain import lines
from tests.features.platform import RememberingPlatform, delivered
from tests.features.world import Person, World
from tests.storage.databases import new_file
from tests.support.bot import bot_under_test
from tests.support.clock import FrozenClock

CANARY = "canary-of-the-question"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Address of a database in a file, so that all of it can be looked at."""
    return new_file(tmp_path)


@pytest.fixture
async def world(url: str) -> AsyncIterator[World]:
    """Give a community whose database is a file."""
    clock, community = FrozenClock(), CommunityRef("slack", "C1")
    # Not a whole hour, so that a moment that is kept as it was can be told from one that is not.
    clock.moves(minutes=23, seconds=7)
    platform = RememberingPlatform(community, clock)
    async with bot_under_test(FEATURES, clock, {"slack": platform}, url=url, foundings=[Founding(community)]) as bot:
        yield World(bot, platform, clock, community)


async def a_long_talk(world: World, desk: OpenDesk, amina: Person) -> Question:
    """Let Amina ask without a name, be asked, write back, edit nothing, accept and rate."""
    question = await desk.asks(amina, CANARY, readers="anonymous")
    await desk.dina.presses("I'll take it")
    await desk.says_in_thread(desk.dina, question, "How many beds?")
    await world.says_to_the_bot(amina, "Twelve beds")
    await desk.dina.presses("Answer")
    await desk.dina.fills(text="Two cylinders.")
    await amina.presses("I'm still stuck")
    await desk.dina.uses("/triage answer", question=ref(question), text="Three cylinders.")
    await amina.presses("That solves it")
    await amina.presses("Yes, it helped")
    return await desk.now(question.id)


async def test_s41_no_row_of_any_table_links_the_asker_and_the_question(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await a_long_talk(world, desk, amina)
    of_question = {question.id, ref(question), question.asker.user, CANARY, "Twelve beds"}
    rows = all_rows(url)

    assert any("Amina" in row for row in rows["members"])
    assert linking(rows, "Amina", *of_question) == {}
    assert not any("Amina" in row or "D-Amina" in row for row in rows["handles"])


async def test_s41_what_they_did_stands_in_the_log_under_the_handle_and_at_the_hour(world: World) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await a_long_talk(world, desk, amina)
    logged = await world.bot.storage.read(lambda uow: uow.events.about([question.id], limit=100))

    theirs = [one for one in logged if one.actor != str(desk.dina.ref)]
    assert len(theirs) >= 4
    assert all(str(amina.ref) not in str(one) for one in logged)
    assert all(one.at.minute == 0 and one.at.second == 0 for one in theirs)
    assert is_handle(question.asker)
    assert all(entry.at.minute == 0 for entry in await desk.entries(question) if entry.by == question.asker)


async def test_s41_neither_the_journal_nor_the_log_tells(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await a_long_talk(world, desk, amina)

    await amina.uses("/questions rate", question=ref(question), useful="splendid")
    steps = [str(one) for one in world.bot.journal.recent()]
    assert not any("Amina" in one for one in steps)
    assert not any("questions rate" in one for one in steps)
    assert not any("desk.accept" in one or "desk.rate" in one for one in steps)
    assert not any("Amina" in line and ref(question) in line for line in caplog.text.splitlines())


async def test_s41_no_export_or_list_but_their_own_names_them(world: World) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    sara = await world.person("Sara", steward=True)
    question = await a_long_talk(world, desk, amina)

    for person in (desk.dina, sara):
        for command in ("/triage list", "/questions open", "/waiting", "/deliveries list"):
            assert "Amina" not in await person.uses(command)
        assert "Amina" not in await person.uses("/questions read", question=ref(question))
        assert "Amina" not in person.sees()
    assert ref(question) in await amina.uses("/questions mine")


async def test_s41_another_cannot_act_under_the_handle(world: World) -> None:
    desk, amina, zoe = await open_desk(world), await world.person("Amina"), await world.person("Zoe")
    question = await desk.asks(amina, CANARY, readers="anonymous")

    for command in ("/questions withdraw", "/questions write", "/questions details"):
        assert "I can't find that" in await zoe.uses(command, question=ref(question))


async def test_s41_staff_who_ask_without_a_name_see_their_question_as_its_asker_alone(world: World) -> None:
    desk = await open_desk(world)
    question = await desk.asks(desk.dina, CANARY, readers="anonymous")

    assert "for others to do" in await desk.dina.uses("/triage claim", question=ref(question))
    assert (await desk.now(question.id)).claimed_by is None


async def test_s42_once_forgotten_nobody_is_behind_the_question(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")
    assert all_rows(url)["handles"]

    await amina.uses("/profile erase")
    await amina.fills(published="withdraw", sure="yes")

    assert all_rows(url)["handles"] == []
    now = await desk.now(question.id)
    assert (now.text, now.over) == ("", True)
    assert CANARY not in str(all_rows(url))


async def test_s41_no_key_tells_where_they_write_also_once_they_change_it(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")
    await desk.dina.presses("I'll take it")
    await desk.says_in_thread(desk.dina, question, "How many beds?")
    message = MessageRef(RoomRef(world.community, "D-of-Amina"), "77")
    here, at = world.community, world.clock.now()
    said = MessagePosted(
        key="posted:D-of-Amina:77",
        community=here,
        at=at,
        author=amina.ref,
        message=message,
        text="Twelve beds",
        direct=True,
    )
    edited = MessageEdited(key="edited:D-of-Amina:77", community=here, at=at, message=message, text="Thirteen beds")
    for inbound in (said, edited):
        await delivered(world.bot.dispatcher.deliver, inbound)
        await world.settles()

    assert "Thirteen beds" in desk.in_room()
    assert [row for found in all_rows(url).values() for row in found if "D-of-Amina" in row] == []


async def test_s41_whether_a_question_can_be_merged_does_not_tell_whose_it_is(world: World) -> None:
    desk, amina, zoe = await open_desk(world), await world.person("Amina"), await world.person("Zoe")
    hidden = await desk.asks(amina, CANARY, readers="anonymous")
    for person in (amina, zoe):
        named = await desk.asks(person)
        refused = await desk.dina.uses("/triage duplicate", question=ref(named), other=ref(hidden))

        assert "may not read that question" in f"{refused}{desk.dina.errors}"


async def test_s41_what_may_be_about_a_question_without_a_name_is_never_said_under_it(world: World) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    for readers in ("anonymous", "private"):
        question = await desk.asks(amina, CANARY, readers=readers)
        await desk.dina.uses("/triage claim", question=ref(question))
        await desk.says_in_thread(desk.dina, question, "How many beds?")
        world.clock.moves(minutes=5)

    await world.says_to_the_bot(amina, "Twelve beds in the small ward")

    assert "Twelve beds" not in desk.in_room()
    assert "Nobody has read it" in amina.last_told()


async def test_s41_what_they_typed_and_could_not_send_is_kept_under_the_handle(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")
    await amina.uses("/questions write", question=ref(question), text="x" * 2100)

    assert linking(all_rows(url), "Amina", question.id, question.asker.user) == {}
    assert "Write to the desk" in await amina.uses("/waiting")
    await amina.uses("/questions write", question=ref(question))
    assert amina.form is not None
    await amina.fills(text="Twelve beds")
    assert all_rows(url)["drafts"] == []


async def test_s41_no_words_of_their_own_page_lie_about_before_it_leaves(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")
    opened = HomeOpened(key="home", community=world.community, at=world.clock.now(), actor=amina.ref)
    await delivered(world.bot.dispatcher.deliver, opened)

    assert linking(all_rows(url), "Amina", question.id, ref(question), CANARY) == {}
    await world.settles()
    pages = [done.content for done in world.platform.done if isinstance(done, PublishHome)]
    assert CANARY in lines(pages[-1])


async def test_s41_who_is_asked_to_answer_what_they_asked_is_shown_it_as_anybody(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    await desk.focal(amina)
    question = await desk.asks(amina, CANARY, readers="anonymous")

    assert [leg.who for leg in question.route] == [amina.ref]
    assert amina.times_told("Your question to the help desk") == 1
    assert amina.times_told("A question to the desk from somebody who asked anonymously") == 1
    assert all("Your question" not in row for row in all_rows(url)["outbox"])


async def test_s41_that_its_asker_is_forgotten_is_not_told_beside_a_question_without_a_name(world: World) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")

    await amina.uses("/profile erase")
    await amina.fills(published="keep", sure="yes")

    assert is_handle((await desk.now(question.id)).asker)
    assert "somebody who asked anonymously" in desk.in_room()
    assert "erased" not in desk.in_room()


async def test_s41_what_time_alone_brings_is_told_to_nobody_without_a_name_so_no_hour_tells_who_sleeps_when(
    world: World,
) -> None:
    desk, amina, emil = await open_desk(world), await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    question = await desk.asks(amina, CANARY, readers="anonymous")
    await desk.dina.uses("/triage claim", question=ref(question))
    before = amina.told()
    told = sum(isinstance(done, Direct) and done.member == amina.ref for done in world.platform.done)

    for _ in range(12):
        await world.later(hours=20)

    assert (await desk.now(question.id)).claimed_by is None
    assert sum(isinstance(done, Direct) and done.member == amina.ref for done in world.platform.done) == told
    assert amina.told() != before


async def test_s41_what_ends_as_its_asker_is_forgotten_is_logged_under_the_handle_and_at_the_hour(
    world: World, url: str
) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")
    named, asked = await desk.asks(amina, "Under my name: how many?"), world.unheard_of

    await amina.uses("/profile erase")
    await amina.fills(published="withdraw", sure="yes")

    logged = await world.bot.storage.read(lambda uow: uow.events.about([question.id], limit=100))
    assert (await desk.now(question.id)).over
    assert len({one.actor for one in logged}) == 1
    assert all((one.at.minute, one.at.second) == (0, 0) for one in logged)
    assert not any(
        ref(question) in str(step) or str(question.asker) in str(step) for step in world.bot.journal.recent()
    )
    await world.later(minutes=1)
    keys = [row for row in all_rows(url)["outbox"] if str(question.asker) in row or question.id in row]
    assert keys
    assert not any(f"/test/{number}/" in row for row in keys for number in range(asked, world.unheard_of + 1))
    # What they asked under their name ends at the moment at which they said so, and by another whom nobody can name.
    ended = await world.bot.storage.read(lambda uow: uow.events.about([named.id], limit=100))
    assert max(one.at for one in ended).minute != 0
    assert not {one.actor for one in ended} & {one.actor for one in logged}


async def test_s41_their_own_file_lies_sealed_until_it_leaves(world: World, url: str) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")
    question = await desk.asks(amina, CANARY, readers="anonymous")
    here, at = world.community, world.clock.now()
    used = CommandUsed(key="export", community=here, at=at, actor=amina.ref, name="profile export")
    await delivered(world.bot.dispatcher.deliver, used)
    await world.bot.relay.round()

    assert [row for row in all_rows(url)["outbox"] if "held-about-me" in row]
    assert linking(all_rows(url), "Amina", question.id, ref(question), CANARY) == {}
    await world.settles()

    files = [done.body for done in world.platform.done if isinstance(done, SendFile)]
    assert CANARY in files[-1]


async def test_s41_a_stranger_who_begins_with_such_a_question_is_helped_and_asked_about_before_it_is_sent(
    world: World, url: str
) -> None:
    desk = await open_desk(world)
    amina = Person(world, MemberRef(world.community, "Amina"))
    await amina.uses("/ask")
    assert LookUpMember(amina.ref) in world.platform.done
    question = await desk.asks(amina, CANARY, readers="anonymous")
    await desk.dina.presses("I'll take it")
    await desk.dina.uses("/triage answer", question=ref(question), text="Two cylinders.")

    assert "Two cylinders." in amina.told()
    assert linking(all_rows(url), "Amina", question.id, question.asker.user, CANARY) == {}
