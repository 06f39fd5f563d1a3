"""The way of every inbound: once, whole, and answered with what is stored."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core import failpoints
from bot.core.inbound import CompletionAsked, HomeOpened, MemberLeft, MemberSeen
from bot.core.outcome import Done, Suggestions
from bot.core.refs import MemberRef
from bot.core.tokens import Token
from tests.app import tiny
from tests.app.reading import plain, text_of
from tests.app.stage import AMINA, COMMUNITY, JOAO, OMAR, SARA, Stage, set_stage
from tests.app.stall import stalled


async def test_what_a_listener_does_is_part_of_the_same_transaction(stage: Stage) -> None:
    favour = await stage.asks()
    assert await stage.log(favour) == ["favour:asked", "favour:counted"]


async def test_a_listener_that_breaks_takes_everything_back_and_the_person_gets_only_a_number(stage: Stage) -> None:
    answer = await stage.uses(AMINA, "favour ask", what="Chairs", details=tiny.CURSED)
    assert "Something went wrong here, and nothing was done" in plain(answer)
    assert "Zero" not in plain(answer)
    assert await stage.favours() == []
    assert await stage.bot.storage.read(lambda uow: list(uow.waiting.of(JOAO))) == []
    await stage.bot.settle()
    assert stage.direct(JOAO) == []


async def test_a_query_is_answered_beside_a_writer_that_stands_still(tmp_path: Path) -> None:
    async with set_stage(folder=tmp_path) as stage:
        await stage.asks()
        with stalled("writer.before_seal") as stall:
            writing = asyncio.create_task(stage.deliver(stage.command(OMAR, "favour ask", what="Rain", details="much")))
            await stall.reached()
            answer = await stage.uses(AMINA, "favour list", word="chairs")
            assert not writing.done()
        assert plain(answer).splitlines() == ["Page 0 for {'word': 'chairs'}", "Chairs: ten of them"]
        assert "Asked" in plain((await writing).outcome)


async def test_a_query_turns_its_pages_by_its_own_button(stage: Stage) -> None:
    assert plain(await stage.presses(AMINA, Token("favours.list", "", "3"))).startswith("Page 3")
    assert plain(await stage.presses(AMINA, Token("favours.list", "", "x"))).startswith("Page 0")


async def test_a_query_leaves_nothing_behind_even_when_it_is_asked_twice(stage: Stage) -> None:
    command = stage.command(AMINA, "favour list")
    first, second = await stage.deliver(command), await stage.deliver(command)
    assert first == second


async def test_what_completes_a_parameter_is_what_its_writer_may_see(stage: Stage) -> None:
    await stage.asks(what="Chairs")
    asked = CompletionAsked(
        key="c1", community=COMMUNITY, at=stage.clock.now(), actor=AMINA, source="favours.open", typed="Chai"
    )
    assert "Chairs" in plain((await stage.deliver(asked)).outcome)
    assert (await stage.deliver(replace(asked, actor=OMAR))).outcome == Suggestions(())
    assert (await stage.deliver(replace(asked, source="no.such"))).outcome == Suggestions(())


async def test_an_unknown_command_or_shortcut_says_where_help_is(stage: Stage) -> None:
    assert "/help" in plain(await stage.uses(AMINA, "favour burn"))
    await stage.sandbox.says("amina", "general", "hello")
    seen = await stage.sandbox.shortcut("amina", "no.such", "hello")
    assert "/help" in seen.private[-1].text


async def test_the_answer_is_for_the_language_and_zone_of_the_one_who_asked(stage: Stage) -> None:
    chosen = await stage.member(AMINA)
    await stage.change(replace(chosen, locale="fr", zone="Africa/Nairobi"))
    await stage.change(replace(await stage.member(OMAR), platform_locale="pt", platform_zone="Africa/Maputo"))

    async def reader_of(who: MemberRef, hint: str = "") -> tuple[str, str]:
        command = replace(stage.command(who, "favour list"), locale=hint)
        reader = (await stage.deliver(command)).reader
        return reader.locale, reader.zone

    assert await reader_of(AMINA, "es") == ("fr", "Africa/Nairobi")
    assert await reader_of(OMAR, "es") == ("pt", "Africa/Maputo")
    assert await reader_of(MemberRef(COMMUNITY, "stranger"), "es") == ("es", "UTC")
    assert await reader_of(MemberRef(COMMUNITY, "another")) == ("en", "UTC")


async def test_s35_what_a_bot_says_is_heard_by_nobody(stage: Stage) -> None:
    robot = MemberRef(COMMUNITY, "robot")
    seen = MemberSeen(
        key="seen", community=COMMUNITY, at=stage.clock.now(), member=robot, display_name="Robot", bot=True
    )
    assert (await stage.deliver(seen)).outcome == Done()
    for who in (robot, AMINA):
        answer = await stage.deliver(stage.message(who, "a favour, please"))
        assert (answer.outcome, answer.stored) == (Done(), True)
    assert await stage.log(str(robot)) == []
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_r33_who_left_the_community_holds_no_role_until_they_are_seen_again(stage: Stage) -> None:
    left = MemberLeft(key="left", community=COMMUNITY, at=stage.clock.now(), member=JOAO)
    favour = await stage.asks(what="A secret wish")

    async def seen_by_joao() -> str:
        content = await stage.as_reader(JOAO, lambda reading: reading.render("favours.card", favour))
        assert content is not None
        return text_of(content)

    assert "secret" in await seen_by_joao()
    await stage.deliver(left)
    assert "secret" not in await seen_by_joao()
    back = MemberSeen(key="back", community=COMMUNITY, at=stage.clock.now(), member=JOAO, display_name="Joao")
    await stage.deliver(back)
    assert "secret" in await seen_by_joao()


async def test_leaving_a_room_is_not_leaving_the_community(stage: Stage) -> None:
    await stage.sandbox.joins("joao", "general")
    await stage.sandbox.leaves("joao", "general")
    assert not (await stage.member(JOAO)).gone


async def test_what_a_member_chose_is_not_overwritten_by_what_the_platform_tells(stage: Stage) -> None:
    await stage.change(replace(await stage.member(AMINA), locale="fr", zone="Africa/Nairobi"))
    told = MemberSeen(
        key="told",
        community=COMMUNITY,
        at=stage.clock.now(),
        member=AMINA,
        display_name="Amina Y",
        locale="de",
        zone="UTC",
    )
    await stage.deliver(told)
    member = await stage.member(AMINA)
    assert (member.locale, member.zone, member.platform_locale, member.platform_zone) == (
        "fr",
        "Africa/Nairobi",
        "de",
        "UTC",
    )


@pytest.mark.parametrize(("extra", "page"), [("9" * 25, 0), ("9" * 9, 9999), ("-1", 0), ("x", 0), ("", 0)])
async def test_a_page_that_no_button_asked_for_breaks_nothing(stage: Stage, extra: str, page: int) -> None:
    assert f"Page {page} for" in plain(await stage.presses(AMINA, Token("favours.list", "", extra)))


async def test_the_home_page_is_put_together_from_what_features_have_to_say(stage: Stage) -> None:
    favour = await stage.asks()
    for who in (AMINA, OMAR, JOAO):
        opened = HomeOpened(key=f"home:{who}", community=COMMUNITY, at=stage.clock.now(), actor=who)
        assert (await stage.deliver(opened)).outcome == Done()
    await stage.bot.settle()
    assert favour in stage.sandbox.sees(AMINA).home
    assert "Nothing waits for you" in stage.sandbox.sees(OMAR).home
    home = stage.sandbox.sees(JOAO).home
    assert home.index("What awaits you") < home.rindex(favour)


async def test_s48_an_error_tells_a_person_a_number_and_no_trace_no_words_of_the_store(stage: Stage) -> None:
    def explode() -> None:
        raise RuntimeError("SELECT secret FROM members WHERE token = 'xoxb-1'")

    failpoints.arm("dispatch.handler", explode)
    try:
        answer = await stage.deliver(stage.command(AMINA, "profile export"))
    finally:
        failpoints.disarm()
    assert not answer.stored
    text = plain(answer.outcome)
    assert "Tell your steward this number" in text
    for leak in ("SELECT", "secret", "xoxb", "RuntimeError", "Traceback"):
        assert leak not in text


async def test_a_broken_event_is_left_to_come_again(stage: Stage) -> None:
    def explode() -> None:
        raise RuntimeError

    message = stage.message(AMINA, "a favour")
    failpoints.arm("dispatch.handler", explode)
    try:
        assert not (await stage.deliver(message)).stored
    finally:
        failpoints.disarm()
    assert (await stage.deliver(message)).stored
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_once_the_store_is_closed_people_are_told_and_events_left_to_come_again(stage: Stage) -> None:
    await stage.bot.storage.close()
    answer = await stage.deliver(stage.command(AMINA, "profile export"))
    assert "Nothing was done" in plain(answer.outcome)
    assert not (await stage.deliver(stage.message(AMINA, "x"))).stored


@pytest.mark.parametrize("who", [AMINA, SARA])
async def test_stewards_and_members_get_what_is_held_about_themselves(stage: Stage, who: MemberRef) -> None:
    favour = await stage.asks(who)
    await stage.uses(who, "profile export")
    await stage.bot.settle()
    files = stage.sandbox.sees(who).text
    assert "held-about-me.json" in files
    assert (await stage.favour(favour)).text in files
