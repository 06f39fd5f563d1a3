"""The one table that knows who is behind a handle; what stands in it opens only with a key that lies elsewhere."""

from typing import Final

from sqlalchemy import bindparam, delete, insert, select

from bot.core.refs import MemberRef
from bot.ports.handles import NoKey, Sealer
from storage.mapping import text_of
from storage.run import Fixed, Run
from storage.tables.handles import handles

_behind: Final = Fixed(lambda _: select(handles.c.sealed).where(handles.c.handle == bindparam("by_handle")))
_of: Final = Fixed(lambda _: select(handles.c.handle).where(handles.c.mark == bindparam("by_mark")))


class SqlHandles:
    """Implements ``bot.ports.handles.SealedHandles``; without a sealer nobody has a handle."""

    def __init__(self, run: Run, sealer: Sealer | None) -> None:
        self.run = run
        self._sealer = sealer

    def put(self, handle: MemberRef, member: MemberRef) -> None:
        """Keep who is behind a new handle."""
        row = {"handle": text_of(handle), "mark": self.mark(str(member)), "sealed": self.seal(str(member), handle)}
        self.run.change(insert(handles).values(**row))

    def of(self, member: MemberRef) -> frozenset[MemberRef]:
        """Give all the handles of a member."""
        marks = self._sealer.marks(str(member)) if self._sealer else ()
        return frozenset(MemberRef.parse(row[0]) for mark in marks for row in self.run.rows(_of, by_mark=mark))

    def behind(self, handle: MemberRef) -> MemberRef | None:
        """Give who is behind a handle."""
        row = self.run.one(_behind, by_handle=text_of(handle))
        opened = self.open(row[0], handle) if row else ""
        return MemberRef.parse(opened) if opened else None

    def mark(self, text: str) -> str:
        """Give a text's mark."""
        return self._key.marks(text)[0]

    def seal(self, text: str, handle: MemberRef) -> str:
        """Seal what would tell who is behind a handle."""
        return self._key.seal(text, str(handle))

    def open(self, sealed: str, handle: MemberRef) -> str:
        """Give what was sealed so."""
        return (self._sealer.open(sealed, str(handle)) if self._sealer and sealed else None) or ""

    def forget(self, member: MemberRef) -> None:
        """Let nobody be behind a member's handles any more."""
        for mark in self._sealer.marks(str(member)) if self._sealer else ():
            self.run.change(delete(handles).where(handles.c.mark == mark))

    @property
    def _key(self) -> Sealer:
        if self._sealer is None:
            raise NoKey
        return self._sealer
