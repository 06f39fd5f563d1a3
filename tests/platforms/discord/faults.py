"""Troubles that a test can script into the REST API."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from .errors import ApiError, Json, refusal, unauthorized
from .state import Channel

AS_TOLD = "as told"


@dataclass(frozen=True)
class RateLimited:
    """A 429. `retry_after` may be anything, also nonsense or None (absent); `header` differs from it if given.

    Without `via` there is no Via header and the body is HTML: a ban by the network in front of Discord.
    """

    retry_after: object = 0.05
    scope: str = "user"
    header: str | None = AS_TOLD
    via: bool = True

    def body(self) -> Json | str:
        """Render the answer's body."""
        if not self.via:
            return "<html><body>error code: 1015</body></html>"
        body: Json = {"message": "You are being rate limited.", "global": self.scope == "global"}
        return body if self.retry_after is None else body | {"retry_after": self.retry_after}

    def headers(self) -> dict[str, str]:
        """Render the headers that come on top of the usual ones."""
        extra = {"X-RateLimit-Scope": self.scope, "X-RateLimit-Remaining": "0"}
        if self.via:
            extra["Via"] = "1.1 google"
        if self.scope == "global":
            extra["X-RateLimit-Global"] = "true"
        told = self.retry_after if self.header == AS_TOLD else self.header
        return extra if told is None else extra | {"Retry-After": str(told)}


@dataclass(frozen=True)
class ServerError:
    """A 500, 502, 503 … with an HTML page, or with JSON. Nothing is done."""

    status: int = 502
    html: bool = True


@dataclass(frozen=True)
class Refused:
    """A refusal with one of Discord's codes, such as 50001 or 10003."""

    code: int

    def error(self) -> ApiError:
        """Make the refusal."""
        return refusal(self.code)


@dataclass(frozen=True)
class Forbidden(Refused):
    """A 403: Missing Access, unless another code is given."""

    code: int = 50001


@dataclass(frozen=True)
class Unauthorized:
    """A 401, as for a token that was revoked."""

    def error(self) -> ApiError:
        """Make the refusal."""
        return unauthorized()


@dataclass(frozen=True)
class Silence:
    """No answer at all, and nothing is done."""


@dataclass(frozen=True)
class DropAfterApply:
    """The request is done, and the wire is cut before the answer."""


@dataclass(frozen=True)
class HoldAnswer:
    """The request is done, and its answer waits for `release.set()`."""

    release: asyncio.Event = field(default_factory=asyncio.Event)


Fault = RateLimited | ServerError | Refused | Unauthorized | Silence | DropAfterApply | HoldAnswer


@dataclass
class Scripted:
    """A fault in waiting: for which requests, for how many of them, and how many it has hit."""

    fault: Fault
    route: str | None
    channel_id: int | None
    times: int | None
    hits: int = 0

    def matches(self, route: str, channel_id: int | None) -> bool:
        """Tell whether the next such request is hit."""
        if self.times is not None and self.hits >= self.times:
            return False
        return self.route in {None, route} and self.channel_id in {None, channel_id}


class Faults:
    """The script."""

    def __init__(self) -> None:
        self._scripted: list[Scripted] = []

    def add(
        self, fault: Fault, route: str | None = None, *, channel: Channel | None = None, times: int | None = 1
    ) -> Scripted:
        """Let the next requests fail: of one route (`POST /channels/{channel_id}/messages`), in one channel, or all.

        `times=None` lasts until `clear`. Of several that match, the oldest comes first.
        """
        scripted = Scripted(fault, route, channel.id if channel else None, times)
        self._scripted.append(scripted)
        return scripted

    def clear(self) -> None:
        """Let everything work again."""
        self._scripted.clear()

    def take(self, route: str, channel_id: int | None) -> Fault | None:
        """Find the fault that hits a request, and count it."""
        for scripted in self._scripted:
            if scripted.matches(route, channel_id):
                scripted.hits += 1
                return scripted.fault
        return None
