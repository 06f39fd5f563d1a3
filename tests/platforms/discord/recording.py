"""Everything the fake received, kept so that a test can search it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .errors import Json


@dataclass
class Received:
    """One request as it came, and how it was answered (status 0 while it was not)."""

    method: str
    path: str
    route: str
    query: dict[str, str]
    body: Any
    files: list[tuple[str, bytes]] = field(default_factory=list)
    reason: str | None = None
    status: int = 0
    answer: Any = None

    @property
    def code(self) -> int | None:
        """Discord's error code of the answer, if it was a refusal."""
        return self.answer.get("code") if self.status >= 400 and isinstance(self.answer, dict) else None

    def texts(self) -> Iterator[str]:
        """Every text in it: path, query, audit reason, body and files."""
        yield self.path
        yield from self.query.values()
        if self.reason:
            yield self.reason
        yield from strings_in(self.body)
        for name, content in self.files:
            yield name
            yield content.decode(errors="replace")


@dataclass(frozen=True)
class Breach:
    """A body that Discord would have refused as invalid (50035), and where."""

    method: str
    route: str
    body: Any
    errors: Json


class Recording:
    """All requests, oldest first."""

    def __init__(self) -> None:
        self.requests: list[Received] = []

    def sent_to(self, route: str) -> list[Received]:
        """The requests to a route, written as `POST /channels/{channel_id}/messages`."""
        return [r for r in self.requests if f"{r.method} {r.route}" == route]

    @property
    def invalid(self) -> int:
        """How many answers count towards the ban for 10,000 invalid requests in 10 minutes: 401, 403 and 429.

        Source: developers/topics/rate-limits, "Invalid Request Limit".
        """
        return sum(1 for request in self.requests if request.status in {401, 403, 429})

    def texts(self) -> list[str]:
        """Every text in every request, for canary searches."""
        return [text for request in self.requests for text in request.texts()]

    def clear(self) -> None:
        """Forget what came so far."""
        self.requests.clear()


def strings_in(node: Any) -> Iterator[str]:
    """Go through every string in a JSON value, keys included."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from strings_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings_in(value)
