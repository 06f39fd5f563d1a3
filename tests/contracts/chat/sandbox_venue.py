"""The sandbox as a venue."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from adapters.sandbox.adapter import SandboxAdapter
from adapters.sandbox.engine import Sandbox
from bot.core.intents import Direct, Intent, OpenRoom, Post, SendFile
from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.core.text import t
from bot.locales import words
from bot.ports.chat import ChatPort, Disconnected, Failure, Postponed, Rejected, Scope, Uncertain, Unreachable
from tests.contracts.chat.venue import WAIT, Trouble
from tests.support.clock import FrozenClock

FAILURES: Final[Mapping[Trouble, Failure]] = {
    Trouble.REFUSED: Rejected("no_permission", t("Move the bot's role up.")),
    Trouble.HURRIED: Postponed(WAIT),
    Trouble.HURRIED_EVERYWHERE: Postponed(WAIT, Scope.PLATFORM),
    Trouble.LOGGED_OUT: Disconnected("logged_out"),
}


class SandboxVenue:
    """Implements ``Venue``. Its troubles are said, since nothing lies between it and the bot."""

    platform = "sandbox"

    def __init__(self, sandbox: Sandbox, amina: MemberRef, joao: MemberRef) -> None:
        self._sandbox = sandbox
        self.port: ChatPort = SandboxAdapter(sandbox)
        self.community = sandbox.communities()[0]
        self.amina, self.joao = amina, joao
        self.general = sandbox.add_room("general", members=[amina, joao])

    async def says(self, room: RoomRef, text: str, *, under: MessageRef | None = None) -> MessageRef:
        return await self._sandbox.says(self.amina, room, text, thread=under)

    async def loses(self, room: RoomRef) -> None:
        await self._sandbox.archives(self.amina, room)

    async def leaves(self, member: MemberRef) -> None:
        await self._sandbox.leaves(member, None)

    async def shuts_door(self, member: MemberRef) -> None:
        self._sandbox.closes_dms(member)

    def said_in(self, room: RoomRef) -> Sequence[str]:
        found = self._sandbox.world.store.room(room)
        return [seen.text for seen in self._sandbox.sees(self.amina).messages(found)]

    def told(self, member: MemberRef) -> Sequence[str]:
        seen = self._sandbox.sees(member).direct
        files = [self._sandbox.world.messages.attached(one.message.id).body for one in seen if one.message.file]
        return [*(one.text for one in seen), *files]

    def pinned(self, room: RoomRef) -> Sequence[str]:
        found = self._sandbox.world.store.room(room)
        return [seen.text for seen in self._sandbox.sees(self.amina).messages(found) if seen.message.pinned]

    def threads(self, room: RoomRef) -> Sequence[str]:
        found = self._sandbox.world.store.room(room)
        return [seen.message.thread_name for seen in self._sandbox.sees(self.amina).messages(found)]

    def rooms_named(self, name: str) -> Sequence[RoomRef]:
        rooms = self._sandbox.world.store.rooms(self.community)
        return [room.ref for room in rooms if room.name.startswith(name)]

    def is_inside(self, room: RoomRef, member: MemberRef) -> bool:
        return room in {place.ref for place in self._sandbox.sees(member).places}

    def is_open(self, room: RoomRef) -> bool:
        return not self._sandbox.world.store.room(room).archived

    def page_of(self, member: MemberRef) -> str:
        return self._sandbox.sees(member).home

    def planned(self) -> Sequence[str]:
        return [event.title for event in self._sandbox.sees(self.amina).calendar if not event.cancelled]

    def expects(self, trouble: Trouble, intent: type[Intent]) -> None:
        lost = Uncertain if intent in {Post, Direct, OpenRoom, SendFile} else Unreachable
        failure = FAILURES.get(trouble) or lost("no_answer")
        self._sandbox.refuse_next(intent, failure, done_first=trouble is Trouble.CUT_OFF)

    def blinds(self) -> None:
        """Nothing hides what the sandbox holds from itself."""

    def recovers(self) -> None:
        self._sandbox.performer.scripts.clear()

    @contextlib.asynccontextmanager
    async def nowhere(self) -> AsyncIterator[ChatPort]:
        raise AssertionError("ask for Capability.CREDENTIALS first")
        yield self.port


@contextlib.asynccontextmanager
async def sandbox_venue() -> AsyncIterator[SandboxVenue]:
    sandbox = Sandbox("quality", clock=FrozenClock(), words=words)
    try:
        amina, joao = await sandbox.add_person("Amina"), await sandbox.add_person("João")
        yield SandboxVenue(sandbox, amina, joao)
    finally:
        await sandbox.close()
