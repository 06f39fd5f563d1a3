"""Opening and closing a door."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from adapters.web.serve import Door, PortInUse, listen
from tests.adapters.web.doors import app


def test_a_taken_port_is_known_before_anything_begins() -> None:
    with listen(0) as first:
        port = first.getsockname()[1]
        with pytest.raises(PortInUse, match=f"127.0.0.1:{port} is taken"):
            listen(port)


async def test_a_door_serves_until_it_is_closed() -> None:
    door = Door(app(), listen(0))
    serving = asyncio.create_task(door.serve())
    async with ClientSession() as asking, asking.get(f"{door.address}/healthz") as answer:
        assert answer.status == 200
        assert "server" not in answer.headers
    await door.close()
    async with asyncio.timeout(10):
        await serving


async def test_a_long_answer_ends_when_the_door_is_closed() -> None:
    closing = asyncio.Event()

    async def forever() -> AsyncIterator[str]:
        yield "first"
        await closing.wait()

    async def long(_request: Request) -> Response:
        return StreamingResponse(forever())

    door = Door(Starlette(routes=[Route("/long", long)]), listen(0), closing.set)
    serving = asyncio.create_task(door.serve())
    async with ClientSession() as asking, asking.get(f"{door.address}/long") as answer:
        assert await answer.content.readany() == b"first"
        await door.close()
        assert await answer.content.read() == b""
    async with asyncio.timeout(10):
        await serving
