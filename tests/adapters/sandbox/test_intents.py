"""What the core wants done, done once, and refused where the real platforms refuse."""

import asyncio

import pytest

from bot.core.content import Content, content
from bot.core.inbound import Inbound, MemberJoined, ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Direct,
    Expel,
    Intent,
    LookUpMember,
    OpenRoom,
    Post,
    ReadThread,
    Retract,
    SendFile,
)
from bot.core.outcome import Done
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Moment, Number, t
from bot.ports.chat import Answer, Delivery, Found, Reader, Rejected, Uncertain
from tests.adapters.sandbox.demo import NOON, Stage

QUALITY = CommunityRef("sandbox", "quality")
GENERAL = RoomRef(QUALITY, "general")
AMINA, JOAO = MemberRef(QUALITY, "amina"), MemberRef(QUALITY, "joão")


def says(text: str) -> Content:
    return content(t(text))


async def test_a_doubt_is_settled_by_the_key(stage: Stage) -> None:
    delivery = Delivery("k", Post(GENERAL, says("Perhaps")), Reader())
    assert (await stage.adapter.settle(delivery)).found is Found.NOT_DONE
    stage.sandbox.refuse_next(Post, Uncertain("no answer"), done_first=True)
    with pytest.raises(Uncertain):
        await stage.adapter.perform(delivery)
    settled = await stage.adapter.settle(delivery)
    assert settled.found is Found.DONE
    assert MessageRef.parse(settled.receipt.made).room == GENERAL


async def test_a_closed_room_opens_and_lets_in_only_whom_the_core_admits(stage: Stage) -> None:
    room = RoomRef.parse(await stage.carries_out(OpenRoom(QUALITY, "Newborn care: حديثي الولادة हिन्दी!", "Purpose")))
    await stage.carries_out(Post(room, says("canary")))
    assert "canary" not in stage.sandbox.sees("amina")
    await stage.carries_out(Admit(room, AMINA))
    await stage.carries_out(Admit(room, AMINA))
    assert list(stage.sandbox.sees("amina").rooms) == ["general", "newborn-care-حديثي-الولادة-हिन्दी"]
    assert "canary" in stage.sandbox.sees("amina")
    assert "canary" not in stage.sandbox.sees("joão")
    await stage.sandbox.settled()
    [joined] = stage.core.of(MemberJoined)
    assert isinstance(joined, MemberJoined)
    assert joined.by == MemberRef(QUALITY, "podkeeper")
    await stage.carries_out(Expel(room, AMINA))
    await stage.carries_out(Expel(room, AMINA))
    assert "canary" not in stage.sandbox.sees("amina")


async def test_two_rooms_of_one_name_can_be_told_apart(stage: Stage) -> None:
    for _ in range(2):
        room = RoomRef.parse(await stage.carries_out(OpenRoom(QUALITY, "Flow", "")))
        await stage.carries_out(Admit(room, AMINA))
    assert list(stage.sandbox.sees("amina").rooms) == ["general", "flow", "flow-2"]


async def test_an_archived_room_refuses_everything_but_taking_back(stage: Stage) -> None:
    made = await stage.carries_out(Post(GENERAL, says("Old news")), key="old")
    await stage.carries_out(CloseRoom(GENERAL))
    await stage.carries_out(CloseRoom(GENERAL))
    with pytest.raises(Rejected) as refused:
        await stage.carries_out(Post(GENERAL, says("New")))
    assert refused.value.room_gone
    with pytest.raises(Rejected):
        await stage.carries_out(Admit(GENERAL, AMINA))
    await stage.carries_out(Retract("old"), target=made)
    assert "Old news" not in stage.sandbox.sees("amina")


@pytest.mark.parametrize(
    ("intent", "code", "gone"),
    [
        (Post(RoomRef(QUALITY, "nowhere"), says("x")), "room_not_found", True),
        (Post(RoomRef(CommunityRef("sandbox", "other"), "general"), says("x")), "room_not_found", True),
        (Post(GENERAL, says("x"), MessageRef(GENERAL, "999")), "message_not_found", False),
        (Post(GENERAL, says("x"), MessageRef(GENERAL, "abc")), "message_not_found", False),
        (Direct(MemberRef(QUALITY, "nobody"), says("x")), "user_not_found", False),
        (Admit(GENERAL, MemberRef(QUALITY, "nobody")), "user_not_found", False),
        (LookUpMember(MemberRef(QUALITY, "nobody")), "user_not_found", False),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str | bool) else str(value),
)
async def test_what_is_not_there_is_refused(stage: Stage, intent: Intent, code: str, *, gone: bool) -> None:
    with pytest.raises(Rejected) as refused:
        await stage.carries_out(intent)
    assert (refused.value.code, refused.value.room_gone) == (code, gone)


async def test_a_direct_message_reaches_one_person_unless_they_take_none(stage: Stage) -> None:
    await stage.carries_out(Direct(AMINA, says("canary")))
    assert [seen.text for seen in stage.sandbox.sees("amina").direct] == ["canary"]
    assert "canary" not in stage.sandbox.sees("joão")
    stage.sandbox.closes_dms("amina")
    for intent in (Direct(AMINA, says("x")), SendFile(AMINA, "a.csv", "text/csv", "a,b", says("x"))):
        with pytest.raises(Rejected) as refused:
            await stage.carries_out(intent)
        assert refused.value.code == "dm_closed"
    stage.sandbox.closes_dms("amina", closed=False)
    await stage.carries_out(Direct(AMINA, says("Welcome back")))


async def test_a_thread_is_read_whole_without_private_answers(stage: Stage) -> None:
    first = await stage.sandbox.says("amina", "general", "We tried it")
    await stage.sandbox.says("joão", "general", "And? @podkeeper", thread=first)
    receipt = await stage.adapter.perform(Delivery("k", ReadThread(first), Reader(), then="n.read", about="N-1"))
    assert isinstance(receipt.heard, ThreadRead)
    assert (receipt.heard.intent, receipt.heard.then, receipt.heard.about) == ("k", "n.read", "N-1")
    assert [(said.text, said.author) for said in receipt.heard.messages] == [
        ("We tried it", AMINA),
        ("And? @podkeeper", JOAO),
    ]


async def test_a_room_message_is_in_the_rooms_language_with_each_lookers_own_time(stage: Stage) -> None:
    reader = Reader("ar-EG", "UTC")
    await stage.carries_out(Post(GENERAL, content(t("{n} at {at}", n=Number(12345), at=Moment(NOON)))), reader=reader)
    three, two = "\u0663:\u0660\u0660", "\u0662:\u0660\u0660"
    assert "\u0661\u0662\u066c\u0663\u0664\u0665" in stage.sandbox.sees("amina")
    assert three in stage.sandbox.sees("amina")
    assert two in stage.sandbox.sees("joão")


async def test_a_private_message_is_in_its_readers_own_zone(stage: Stage) -> None:
    await stage.carries_out(Direct(AMINA, content(t("At {at}", at=Moment(NOON)))), reader=Reader("fr", "Asia/Tokyo"))
    assert "21:00" in stage.sandbox.sees("amina")


async def test_the_adapter_connects_for_as_long_as_it_runs(stage: Stage) -> None:
    await stage.sandbox.connection.close()
    await stage.sandbox.says("amina", "general", "Is anybody there?")
    heard = asyncio.Event()

    async def deliver(_inbound: Inbound) -> Answer:
        heard.set()
        return Answer(Done())

    running = asyncio.create_task(stage.adapter.run(stage.sandbox.connection.menus, deliver))
    async with asyncio.timeout(5):
        await heard.wait()
    assert stage.adapter.ready
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not stage.adapter.ready
