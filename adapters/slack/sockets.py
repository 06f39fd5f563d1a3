"""Socket Mode: one connection at a time, the next one opened before the last is left.

The SDK's own client closes the old connection before it opens the next, tries one expired address for ever, and
asks again at a fixed pace whatever Slack answers. Here a refresh leaves no gap, every attempt asks for a fresh
address, waits longer each time with chance in it, and stops when the credentials are refused. An envelope is
acknowledged on the connection that brought it (https://docs.slack.dev/apis/events-api/using-socket-mode).
"""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import aiohttp
import structlog

from adapters.slack.tasks import ACKNOWLEDGED
from bot.ports.chat import Disconnected, Failure, Postponed

LONGEST_PAUSE: Final = 60.0
SETTLED_SECONDS: Final = 10.0
"""A connection that lasted so long was a good one: the next failure is the first again."""
LINGER_SECONDS: Final = 10.0
"""For so long a connection that is being replaced may still acknowledge what it brought."""
LARGEST_FRAME: Final = 16 * 1024 * 1024

Json = Mapping[str, Any]
OpenUrl = Callable[[], Awaitable[str]]
Take = Callable[[Json], Awaitable[Json | None]]
"""Takes an envelope's payload; gives what to say in the acknowledgement, or None to leave it unacknowledged."""

log = structlog.get_logger()


class Socket:
    """The way in for one app. ``ping_seconds`` is how long silence is believed before the connection is tried."""

    def __init__(
        self, session: aiohttp.ClientSession, open_url: OpenUrl, take: Take, team: str, ping_seconds: float = 10.0
    ) -> None:
        self._session = session
        self._open_url = open_url
        self._take = take
        self._team = team
        self._ping_seconds = ping_seconds
        self._failures = 0
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def is_open(self) -> bool:
        """Tell whether there is a connection now, a lingering one included."""
        return bool(self._connections)

    async def run(self) -> None:
        """Stay connected until cancelled; Disconnected when Slack refuses the app's token."""
        try:
            while True:
                began = time.monotonic()
                await self._one_connection()
                if time.monotonic() - began >= SETTLED_SECONDS:
                    self._failures = 0
                else:
                    await asyncio.sleep(self._pause())
        finally:
            await self._leave_all()

    def _pause(self) -> float:
        self._failures += 1
        longest = min(LONGEST_PAUSE, 0.1 * 2.0 ** min(self._failures, 12))
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreading load needs no secrecy

    async def _one_connection(self) -> None:
        """Open a connection and stay until it ends or is to be replaced; then it lingers beside the next."""
        try:
            url = await self._open_url()
            ws = await self._session.ws_connect(
                url,
                heartbeat=self._ping_seconds,
                max_msg_size=LARGEST_FRAME,
                timeout=aiohttp.ClientWSTimeout(ws_close=1.0),
            )
        except Disconnected:
            raise
        except Postponed as wait:
            await asyncio.sleep(wait.seconds)
            return
        except (Failure, aiohttp.ClientError, TimeoutError, OSError) as problem:
            # The message of the original may hold the address, which is a ticket.
            log.warning("slack_socket_not_opened", team=self._team, problem=type(problem).__name__)
            return
        connection = _Connection(ws, self._take, self._team)
        reading = asyncio.create_task(connection.read(), name="slack socket")
        self._connections.add(reading)
        reading.add_done_callback(self._connections.discard)
        told = asyncio.create_task(connection.told.wait(), name="slack socket told to go")
        try:
            await asyncio.wait({reading, told}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            told.cancel()
        log.info("slack_socket_left", team=self._team, reason=connection.reason or "closed")

    async def _leave_all(self) -> None:
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)


class _Connection:
    """One open connection."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, take: Take, team: str) -> None:
        self._ws = ws
        self._take = take
        self._team = team
        self._answering: set[asyncio.Task[None]] = set()
        self.reason = ""
        self.told = asyncio.Event()

    async def read(self) -> None:
        """Take what comes until the connection ends; once told to go, for a little while more."""
        try:
            await self._until_told()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LINGER_SECONDS):
                    await self._until_closed()
        finally:
            if self._answering:
                await asyncio.wait(set(self._answering), timeout=1.0)
            for task in self._answering:
                task.cancel()
            await self._ws.close()

    async def _until_told(self) -> None:
        while not self.told.is_set() and await self._next():
            pass

    async def _until_closed(self) -> None:
        while await self._next():
            pass

    async def _next(self) -> bool:
        message = await self._ws.receive()
        if message.type is aiohttp.WSMsgType.TEXT:
            self._frame(message.data)
            return True
        # Binary frames are nothing of Slack's; the others say that it is over.
        return message.type is aiohttp.WSMsgType.BINARY

    def _frame(self, text: str) -> None:
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            frame = None
        if not isinstance(frame, dict):
            log.warning("slack_frame_unreadable", team=self._team, size=len(text))
            return
        match frame.get("type"):
            case "hello":
                log.info("slack_socket_open", team=self._team, connections=frame.get("num_connections"))
            case "disconnect":
                self.reason = str(frame.get("reason") or "disconnect")
                self.told.set()
            case _ if isinstance(frame.get("envelope_id"), str):
                task = asyncio.create_task(self._answer(frame), name="slack envelope")
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
            case kind:
                log.info("slack_frame_unknown", team=self._team, kind=str(kind)[:40])

    async def _answer(self, frame: Json) -> None:
        payload, sent = frame.get("payload"), asyncio.Event()
        ACKNOWLEDGED.set(sent)
        said = await self._take(payload if isinstance(payload, dict) else {})
        if said is None:
            return
        answer: dict[str, Any] = {"envelope_id": frame["envelope_id"]}
        if said and frame.get("accepts_response_payload"):
            answer["payload"] = said
        try:
            await self._ws.send_str(json.dumps(answer))
        except (ConnectionError, aiohttp.ClientError):
            # An event comes again; what a person did is stored, and doing it again tells how it stands.
            log.warning("slack_acknowledgement_lost", team=self._team, kind=str(frame.get("type"))[:40])
        finally:
            sent.set()
