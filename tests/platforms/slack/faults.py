"""Scripted faults: what the fake does to the next calls of a method instead of simply answering."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import web

from .state import Json, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>Server Error</h1></body></html>"


class ConnectionDropped(Exception):
    """The fake closes the connection instead of answering."""


@dataclass
class Faulty:
    """What a fault may touch: the server, the workspace, and the call's own effect and answer."""

    server: FakeSlack
    workspace: Workspace | None
    apply: Callable[[], web.Response]


class Fault(Protocol):
    """One way to go wrong."""

    async def strike(self, call: Faulty) -> web.Response:
        """Answer in the call's place; `call.apply()` gives the proper effect and answer."""
        ...


@dataclass
class RateLimited:
    """429 with a Retry-After of seconds, of any other text (malformed), or none at all.

    With `lasting`, every matching call is refused until the server's clock moved on by the seconds.
    """

    retry_after: float | str | None = 1
    lasting: bool = False
    _until: float | None = field(default=None, repr=False)

    async def strike(self, call: Faulty) -> web.Response:
        retry_after = self.retry_after
        if self.lasting and isinstance(retry_after, (int, float)):
            now = call.server.clock()
            self._until = now + retry_after if self._until is None else self._until
            if now >= self._until:
                return call.apply()
            retry_after = max(1, round(self._until - now))
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)


@dataclass
class ServerError:
    """A 5xx answer, or with another status simply an answer that is no JSON."""

    status: int = 500
    html: bool = False

    async def strike(self, call: Faulty) -> web.Response:
        del call
        if self.html:
            return web.Response(text=HTML, status=self.status, content_type="text/html")
        return web.json_response({"ok": False, "error": "internal_error"}, status=self.status)


@dataclass
class ApiError:
    """Any refusal of the Web API by its name, e.g. `ApiError("restricted_action")`."""

    error: str
    details: Json = field(default_factory=dict)

    async def strike(self, call: Faulty) -> web.Response:
        del call
        return web.json_response({"ok": False, "error": self.error, **self.details})


@dataclass
class AuthRevoked:
    """From now on every call with this token is refused: token_revoked, account_inactive or invalid_auth."""

    error: str = "token_revoked"

    async def strike(self, call: Faulty) -> web.Response:
        if call.workspace is not None:
            call.workspace.token_error = self.error
        return web.json_response({"ok": False, "error": self.error})


@dataclass
class Drop:
    """The connection is closed without an answer; with `applied`, after the effect happened."""

    applied: bool = False

    async def strike(self, call: Faulty) -> web.Response:
        if self.applied:
            call.apply()
        raise ConnectionDropped


def DropAfterApply() -> Drop:  # noqa: N802 - reads as the fault's name where it is scripted
    """The effect happens, then the connection is closed before any answer."""
    return Drop(applied=True)


@dataclass
class Slow:
    """The answer comes late: when the test calls `release()`, or after the seconds.

    With `applied` the effect happens before the wait, else after it. Closing the server releases all.
    """

    seconds: float | None = None
    applied: bool = False
    released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    waiting: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    """Set as soon as a call is being kept waiting."""

    def release(self) -> None:
        """Let the waiting calls, and any later ones, go on."""
        self.released.set()

    async def wait(self, server: FakeSlack) -> None:
        """Wait for the release, the seconds or the end of the server, whichever comes first."""
        self.waiting.set()
        ends = [asyncio.ensure_future(event.wait()) for event in (self.released, server.closing)]
        try:
            await asyncio.wait(ends, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()

    async def strike(self, call: Faulty) -> web.Response:
        if self.applied:
            answer = call.apply()
            await self.wait(call.server)
            return answer
        await self.wait(call.server)
        return call.apply()


@dataclass
class Silence(Slow):
    """No answer ever: at the release, or after the seconds, the connection is closed."""

    async def strike(self, call: Faulty) -> web.Response:
        if self.applied:
            call.apply()
        await self.wait(call.server)
        raise ConnectionDropped


@dataclass
class Script:
    """A fault and the calls it strikes."""

    method: str
    fault: Fault
    times: int | None
    where: dict[str, Any]
    struck: int = 0

    def matches(self, method: str, args: Json, team: str | None) -> bool:
        """Whether it strikes this call; `team` in `where` means the workspace, a callable is asked about the value."""
        if self.times is not None and self.struck >= self.times:
            return False
        known = {**args, "team": team}
        return self.method in {"*", method} and all(
            value(known.get(key)) if callable(value) else known.get(key) == value for key, value in self.where.items()
        )


class Faults:
    """The faults scripted on one server; the first that matches a call strikes it."""

    def __init__(self) -> None:
        self.scripts: list[Script] = []

    def script(self, method: str, fault: Fault, *, times: int | None = 1, **where: Any) -> Script:
        """Strike the next calls of a method (`*`: of any) whose arguments have these values.

        Besides Web API methods: `response_url`, `upload`, `socket` (a socket being opened).
        """
        script = Script(method, fault, times, where)
        self.scripts.append(script)
        return script

    def clear(self) -> None:
        """Forget all scripts."""
        self.scripts.clear()

    def take(self, method: str, args: Json, team: str | None) -> Fault | None:
        """The fault for this call, counted as struck."""
        for script in self.scripts:
            if script.matches(method, args, team):
                script.struck += 1
                return script.fault
        return None
