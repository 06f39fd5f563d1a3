"""The guard that keeps every test on this machine."""

import asyncio
import socket

import pytest
from aiohttp import ClientSession

# RFC 5737 and RFC 2606 keep these for documents: nobody answers there.
ELSEWHERE = "192.0.2.1"
NAME = "podkeeper.example"


@pytest.mark.parametrize("host", [ELSEWHERE, "::ffff:192.0.2.1", "2001:db8::1", NAME])
def test_a_connection_beyond_loopback_is_refused(host: str) -> None:
    with pytest.raises(RuntimeError, match=r"socket\.(connect|getaddrinfo)"):
        socket.create_connection((host, 80), timeout=5)


def test_a_datagram_beyond_loopback_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(RuntimeError, match=r"socket\.sendto"),
    ):
        sender.sendto(b"hello", (ELSEWHERE, 53))


@pytest.mark.parametrize("host", ["0.0.0.0", ""])  # noqa: S104 - it is refused
def test_listening_on_every_address_is_refused(host: str) -> None:
    with socket.socket() as listener, pytest.raises(RuntimeError, match=r"socket\.bind"):
        listener.bind((host, 0))


async def test_an_asynchronous_client_is_refused_beyond_loopback() -> None:
    async with ClientSession() as session:
        with pytest.raises(RuntimeError, match=r"socket\.(connect|getaddrinfo)"):
            await session.get(f"http://{NAME}/")


async def test_a_conversation_on_loopback_is_allowed() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        writer.write(b"hello\n")
        async with asyncio.timeout(5):
            assert await reader.readline() == b"hello\n"
        writer.close()
        await writer.wait_closed()
