"""What members subscribe to at private addresses, and what is kept of those addresses."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from bot.core.refs import MemberRef

PATH: Final = "/feeds"
SECRET_BYTES: Final = 32
"""256 bits: an address is all that is asked of whoever fetches, so that nobody can guess one."""


def new_secret() -> str:
    """Make the unguessable part of an address, fit to stand in one."""
    return secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """Give all that is kept of a secret: whoever reads the store cannot fetch with it."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FeedKey:
    """That a member has an address of this name, and since when (UTC)."""

    member: MemberRef
    name: str
    digest: str
    at: datetime


class FeedKeys(Protocol):
    """Who fetches what. None of the addresses is kept itself."""

    def put(self, key: FeedKey) -> None:
        """Keep a member's address of this name in place of an earlier one, which leads nowhere from now on."""
        ...

    def of(self, member: MemberRef, name: str) -> FeedKey | None:
        """Give a member's, or None."""
        ...

    def behind(self, digest: str, name: str) -> MemberRef | None:
        """Give whose address this is, or None."""
        ...

    def drop(self, member: MemberRef, name: str) -> None:
        """Let a member's address of this name lead nowhere any more."""
        ...


@dataclass(frozen=True, slots=True)
class Fed:
    """What an address leads to: a text (UTF-8) of a media type."""

    media_type: str
    body: str


class FeedSource(Protocol):
    """Fetches what addresses lead to."""

    async def fetch(self, secret: str, name: str) -> Fed | None:
        """Give what this leads to now, as its member may read it at this moment; None where it leads nowhere."""
        ...
