"""Everything the fake ever received, for assertions and for searches of what must not be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .state import Json


@dataclass(eq=False)
class Recorded:
    """One request to the Web API, an upload URL or a response URL."""

    method: str
    args: Json
    raw: str
    token: str | None
    headers: dict[str, str]
    at: float
    team: str | None = None
    status: int = 0
    answer: Json | None = None
    """What was answered; None where nothing was (silence, a dropped connection) or it was no JSON."""


@dataclass(eq=False)
class Frame:
    """One text that came over a socket, or as the body of an HTTP answer to a delivery."""

    text: str
    at: float
    content: Any = None


@dataclass
class Recording:
    """All requests and frames, in order of arrival."""

    requests: list[Recorded] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def calls(self, method: str | None = None, **where: Any) -> list[Recorded]:
        """The requests of one method whose arguments have these values."""
        return [
            request
            for request in self.requests
            if method in {None, request.method} and all(request.args.get(key) == value for key, value in where.items())
        ]

    def texts(self) -> list[str]:
        """Every string received: bodies raw and unpacked, header values (but Authorization), frames."""
        found: list[str] = []
        for request in self.requests:
            found.append(request.raw)
            found.extend(strings(request.args))
            found.extend(value for name, value in request.headers.items() if name.lower() != "authorization")
        for frame in self.frames:
            found.append(frame.text)
            found.extend(strings(frame.content))
        return found

    def holding(self, marker: str) -> list[Recorded]:
        """The requests in which a marker stands anywhere."""
        return [
            request
            for request in self.requests
            if marker in request.raw or any(marker in text for text in strings(request.args))
        ]


def strings(value: Any) -> Iterator[str]:
    """Every string inside a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
