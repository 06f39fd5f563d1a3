"""A gateway session: its numbers, its replay, and the socket it is on at the moment."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, web

from .errors import Json
from .state import Guild

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11


class Connection:
    """One socket; what is sent goes out in order from a task of its own."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.session: Session | None = None
        self._request = request
        self._outgoing: asyncio.Queue[Json | int | None] = asyncio.Queue()
        # A zstd-stream is answered in plain text, which clients take as well.
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._writer = asyncio.create_task(self._write())

    def send(self, frame: Json) -> None:
        """Queue a frame."""
        self._outgoing.put_nowait(frame)

    def close(self, code: int) -> None:
        """Close the socket with a code, after what is queued."""
        self._outgoing.put_nowait(code)

    def drop(self) -> None:
        """Cut the wire: no close frame, nothing queued goes out any more."""
        self._writer.cancel()
        if self._request.transport is not None:
            self._request.transport.abort()

    async def finish(self) -> None:
        """End the writer, once the socket is done."""
        self._outgoing.put_nowait(None)
        await asyncio.wait([self._writer])

    async def _write(self) -> None:
        while (item := await self._outgoing.get()) is not None:
            if self.socket.closed:
                return
            try:
                if isinstance(item, int):
                    await self.socket.close(code=item)
                    return
                await self._send_now(json.dumps(item))
            except (ConnectionError, RuntimeError):
                return  # the client went away in the middle: the session keeps what it missed

    async def _send_now(self, text: str) -> None:
        if self._deflate is None:
            await self.socket.send_str(text)
        else:
            packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(packed)

    async def shut(self) -> None:
        """Say goodbye when the server ends."""
        self._outgoing.put_nowait(int(WSCloseCode.GOING_AWAY))
        await asyncio.wait([self._writer], timeout=1)


@dataclass(eq=False)
class Session:
    """What an IDENTIFY started and a RESUME can continue."""

    intents: int
    shard: tuple[int, int]
    connection: Connection | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    sent: list[Json] = field(default_factory=list)

    def covers(self, guild: Guild | None) -> bool:
        """Tell whether a guild's events (or the direct ones) belong on this shard."""
        number, count = self.shard
        return number == 0 if guild is None else (guild.id >> 22) % count == number

    def dispatch(self, name: str, data: Json, *, silent: bool = False) -> None:
        """Number an event, keep it for a replay, and send it if the socket is there and not silent."""
        self.sequence += 1
        frame: Json = {"op": DISPATCH, "t": name, "s": self.sequence, "d": data}
        self.sent.append(frame)
        if self.connection is not None and not silent:
            self.connection.send(frame)

    def replay(self, after: int) -> None:
        """Send again everything later than a number, then say that the session goes on."""
        for frame in [f for f in self.sent if f["s"] > after]:
            if self.connection is not None:
                self.connection.send(frame)
        self.dispatch("RESUMED", {"_trace": []})
