"""What an open page is told as it happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, StreamReader

from adapters.sandbox.page import Page
from adapters.web.local import local_app
from adapters.web.serve import Door, listen
from bot.core.content import content
from bot.core.intents import Admit, Expel, OpenRoom, Post
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import t
from tests.adapters.sandbox.demo import Stage

QUALITY = CommunityRef("sandbox", "quality")
AMINA = MemberRef(QUALITY, "amina")


@pytest.fixture
async def door(stage: Stage) -> AsyncIterator[Door]:
    page = Page(stage.sandbox)
    served = Door(local_app(page.routes(), readiness=dict), listen(0), stage.sandbox.world.changes.close)
    serving = asyncio.create_task(served.serve())
    yield served
    await served.close()
    async with asyncio.timeout(10):
        await serving


@asynccontextmanager
async def open_page(door: Door, place: str) -> AsyncIterator[StreamReader]:
    async with ClientSession() as asking, asking.get(f"{door.address}/as/quality/amina/stream/{place}") as answer:
        assert answer.content_type == "text/event-stream"
        yield answer.content


async def event(told: StreamReader) -> str:
    async with asyncio.timeout(10):
        return (await told.readuntil(b"\n\n")).decode()


async def test_an_open_page_is_told_all_once_and_then_only_what_changed(stage: Stage, door: Door) -> None:
    async with open_page(door, "room/general") as told:
        whole = await event(told)
        assert all(f'hx-target="#{name}"' in whole for name in ("side-body", "place", "feed", "form", "notice"))
        await stage.sandbox.says("joão", "general", "Hello")
        change = await event(told)
        assert "Hello" in change
        assert 'hx-target="#feed"' in change
        assert 'hx-target="#form"' not in change


async def test_what_is_said_elsewhere_changes_the_list_of_rooms_alone(stage: Stage, door: Door) -> None:
    room = stage.sandbox.add_room("ipc")
    async with open_page(door, "room/general") as told:
        await event(told)
        await stage.carries_out(Post(room, content(t("News"))))
        change = await event(told)
        assert 'hx-target="#side-body"' in change
        assert 'hx-target="#feed"' not in change
        assert "News" not in change


async def test_one_who_is_taken_out_of_a_room_is_told_nothing_more_of_it(stage: Stage, door: Door) -> None:
    room = RoomRef.parse(await stage.carries_out(OpenRoom(QUALITY, "Secret", "")))
    await stage.carries_out(Admit(room, AMINA))
    async with open_page(door, f"room/{room.room}") as told:
        await event(told)
        await stage.carries_out(Expel(room, AMINA))
        await stage.carries_out(Post(room, content(t("canary"))))
        assert await event(told) == "event: gone\ndata: gone\n\n"
        async with asyncio.timeout(10):
            assert await told.read() == b""
