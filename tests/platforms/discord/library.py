"""Points discord.py at a fake, without changing the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .server import FakeDiscord


@contextmanager
def library_pointed_at(server: FakeDiscord) -> Iterator[None]:
    """Let every discord.py client of this process talk to the fake, and put the addresses back at the end.

    Both are class attributes of the library: `Route.BASE` for REST, `DiscordWebSocket.DEFAULT_GATEWAY` for the socket.
    """
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = server.api_url, yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
