"""The line between the sandbox and the core: gestures wait for an answer, happenings are told until they are stored."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from pydantic import TypeAdapter

from adapters.sandbox.answers import Answers
from adapters.sandbox.world import World
from bot.core.inbound import (
    FromPeople,
    FromRooms,
    MemberJoined,
    MemberLeft,
    MemberSeen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RolesChanged,
    RoomChanged,
)
from bot.ports.chat import Answer, Deliver, Menus

AGAIN: Final = (0.2, 1.0, 5.0, 30.0)
"""Seconds after which a happening that was not stored is told again; then with the next one, or the next start."""

_KINDS: Final[dict[str, TypeAdapter[FromRooms]]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        MemberJoined,
        MemberLeft,
        MemberSeen,
        MessageDeleted,
        MessageEdited,
        MessagePosted,
        ReactionAdded,
        ReactionRemoved,
        RolesChanged,
        RoomChanged,
    )
}

log = structlog.get_logger()


class NotConnected(Exception):
    """The bot does not listen at this moment."""


class Connection:
    """What the sandbox tells the core. Happenings stand in the file until the core has stored them."""

    def __init__(self, world: World) -> None:
        self._store = world.store
        self._answers = Answers(world)
        self._deliver: Deliver | None = None
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self.menus = Menus(())

    @property
    def connected(self) -> bool:
        """Tell whether the core listens."""
        return self._deliver is not None

    @contextmanager
    def open(self, menus: Menus, deliver: Deliver) -> Iterator[None]:
        """Connect for a while."""
        self.menus, self._deliver = menus, deliver
        try:
            yield
        finally:
            self._deliver = None

    def connect(self, menus: Menus, deliver: Deliver) -> None:
        """Connect for good."""
        self.menus, self._deliver = menus, deliver

    async def close(self) -> None:
        """Stop telling."""
        self._deliver = None
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def ask(self, inbound: FromPeople) -> Answer:
        """Give the core a gesture and wait for its answer; NotConnected when nobody listens."""
        if self._deliver is None:
            raise NotConnected
        return await self._deliver(inbound)

    def note(self, inbound: FromRooms) -> None:
        """Write a happening down, to be told; stored together with what happened."""
        kind = type(inbound).__name__
        self._store.run(
            "INSERT INTO pending (kind, body) VALUES (?, ?)", kind, _KINDS[kind].dump_json(inbound).decode()
        )

    def tell_soon(self) -> None:
        """Tell what was noted without waiting for it."""
        self._later(self.tell())

    async def tell(self) -> None:
        """Tell the core what was noted, in order; what it does not store is told again after a while."""
        async with self._turn:
            if not await self._round():
                self._later(self._tell_again())

    async def settled(self) -> None:
        """Wait until everything was told and stored, or given up for now."""
        await self.tell()
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def _tell_again(self) -> None:
        for seconds in AGAIN:
            await asyncio.sleep(seconds)
            async with self._turn:
                if await self._round():
                    return

    async def _round(self) -> bool:
        """Go once through what is noted; give whether all of it is stored by now."""
        last, whole = 0, True
        while self._deliver is not None:
            row = self._store.run("SELECT * FROM pending WHERE seq > ? ORDER BY seq LIMIT 1", last).fetchone()
            if row is None:
                return whole
            last = row["seq"]
            if await self._told(_KINDS[row["kind"]].validate_json(row["body"])):
                self._store.run("DELETE FROM pending WHERE seq = ?", last)
            else:
                whole = False
        return True

    async def _told(self, inbound: FromRooms) -> bool:
        deliver = self._deliver
        if deliver is None:
            return False
        try:
            answer = await deliver(inbound)
        except Exception:  # whatever it was, the happening is told again, as the real platforms do.
            log.exception("happening_not_taken", kind=type(inbound).__name__)
            return False
        if answer.stored and isinstance(inbound, MessagePosted):
            self._answers.to_words(inbound, answer)
        return answer.stored

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
