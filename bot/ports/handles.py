"""Who is behind a handle, sealed with a key that lies elsewhere."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.refs import MemberRef


class NoKey(Exception):
    """There is no key to seal with, so that nobody can be hidden."""


class Sealer(Protocol):
    """Seals texts, and marks them: a mark tells that two texts are the same, and neither of them."""

    def seal(self, secret: str, about: str) -> str:
        """Seal a text; it opens with what it is ``about`` alone."""
        ...

    def open(self, sealed: str, about: str) -> str | None:
        """Give the text; None if no key opens it."""
        ...

    def marks(self, text: str) -> Sequence[str]:
        """Give the text's mark under each key, that of the newest first."""
        ...


class Handles(Protocol):
    """Whose handles are whose, as far as a handler may know."""

    def of(self, member: MemberRef) -> frozenset[MemberRef]:
        """Give all the handles of a member."""
        ...

    def mark(self, text: str) -> str:
        """Give a text's mark, by which it is known again and not told; NoKey without a key."""
        ...


class SealedHandles(Handles, Protocol):
    """The handles themselves; only what leaves and what is forgotten goes through here."""

    def put(self, handle: MemberRef, member: MemberRef) -> None:
        """Keep who is behind a new handle; NoKey without a key."""
        ...

    def behind(self, handle: MemberRef) -> MemberRef | None:
        """Give who is behind a handle; None once they are forgotten."""
        ...

    def seal(self, text: str, handle: MemberRef) -> str:
        """Seal what would tell who is behind a handle, or what is for a member alone."""
        ...

    def open(self, sealed: str, handle: MemberRef) -> str:
        """Give what was sealed so; empty if it does not open."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Let nobody be behind a member's handles any more."""
        ...
