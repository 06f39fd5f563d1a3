"""A platform that keeps rooms, members and messages in memory and refuses what a test tells it to."""

from collections.abc import Sequence

from bot.core.content import Content
from bot.core.inbound import Inbound, MemberJoined, MemberLeft, ThreadMessage, ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Direct,
    Edit,
    Expel,
    Intent,
    OpenRoom,
    Pin,
    Post,
    ReadThread,
    Retract,
)
from bot.core.outcome import Reply
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Msg
from bot.ports.chat import Answer, Deliver, Delivery, Found, Menus, Receipt, Rejected, Settled
from bot.ports.clock import Clock
from bot.ports.health import Finding
from tests.features.plain import lines

TRIES = 5


async def delivered(deliver: Deliver, inbound: Inbound) -> Answer:
    """Deliver until it is stored, as people and platforms do when a busy machine was too slow for them."""
    for _ in range(TRIES):
        answer = await deliver(inbound)
        if answer.later is not None:
            answer = await answer.later
        if answer.stored:
            return answer
        said = lines(answer.outcome.content) if isinstance(answer.outcome, Reply) else ""
        assert "went wrong" not in said, f"{inbound}: {said}"
    raise AssertionError(f"never stored: {inbound}")


class RememberingPlatform:
    """Implements ``ChatPort``. ``messages`` maps an outbox key to (to whom, content) as it looks now."""

    def __init__(self, community: CommunityRef, clock: Clock) -> None:
        self.platform = community.platform
        self.ready = False
        self.rooms: dict[RoomRef, set[MemberRef]] = {}
        self.archived: set[RoomRef] = set()
        self.messages: dict[str, tuple[MemberRef | RoomRef, Content]] = {}
        self.pinned: list[str] = []
        self.done: list[Intent] = []
        self.threads: dict[MessageRef, list[ThreadMessage]] = {}
        self.echoes = True
        self._community = community
        self._clock = clock
        self._refusals: list[tuple[type, Rejected]] = []
        self._deliver: Deliver | None = None
        self._count = 0

    def refuses(self, kind: type, code: str, fix: Msg | None = None, *, times: int = 1) -> None:
        """Refuse the next intents of this kind."""
        self._refusals += [(kind, Rejected(code, fix))] * times

    def again(self, clock: Clock) -> "RememberingPlatform":
        """Give another platform with the same people in its rooms, and the same messages."""
        other = RememberingPlatform(self._community, clock)
        other.rooms = {room: set(members) for room, members in self.rooms.items()}
        other.messages = dict(self.messages)
        other._count = self._count
        return other

    def communities(self) -> tuple[CommunityRef, ...]:
        return (self._community,)

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        self._deliver = deliver
        self.ready = bool(menus.commands)

    async def examine(self) -> Sequence[Finding]:
        return ()

    async def settle(self, delivery: Delivery) -> Settled:
        return Settled(Found.UNKNOWN if delivery.key else Found.NOT_DONE)

    async def perform(self, delivery: Delivery) -> Receipt:
        intent = delivery.intent
        for at, (kind, refusal) in enumerate(self._refusals):
            if isinstance(intent, kind):
                del self._refusals[at]
                raise refusal
        self.done.append(intent)
        match intent:
            case Direct(member, content):
                self.messages[delivery.key] = (member, content)
                return self._made(f"D-{member.user}")
            case Post(room, content):
                self.messages[delivery.key] = (room, content)
                return self._made(room.room)
            case Edit(post, content):
                self.messages[post] = (self.messages[post][0], content)
            case Retract(post):
                del self.messages[post]
            case Pin(post):
                self.pinned.append(post)
            case OpenRoom(name=name):
                room = RoomRef(self._community, f"{name.split()[0].lower()}-{len(self.rooms) + 1}")
                self.rooms[room] = set()
                return Receipt(str(room))
            case Admit(room, member):
                await self.comes_in(member, room)
            case Expel(room, member):
                await self.goes_out(member, room)
            case CloseRoom(room):
                self.archived.add(room)
            case ReadThread(thread):
                return Receipt(heard=self._read(delivery, thread))
            case _:
                pass
        return Receipt()

    async def comes_in(self, member: MemberRef, room: RoomRef, by: MemberRef | None = None) -> None:
        """Let a member be in a room, and tell the bot, as platforms do of anybody's doing."""
        if member not in self.rooms[room]:
            self.rooms[room].add(member)
            await self._tell(
                MemberJoined(
                    key=self._key(), community=self._community, at=self._clock.now(), member=member, room=room, by=by
                )
            )

    async def goes_out(self, member: MemberRef, room: RoomRef) -> None:
        """Let a member not be in a room, and tell the bot."""
        if member in self.rooms[room]:
            self.rooms[room].discard(member)
            await self._tell(
                MemberLeft(key=self._key(), community=self._community, at=self._clock.now(), member=member, room=room)
            )

    async def _tell(self, inbound: MemberJoined | MemberLeft) -> None:
        if self.echoes and self._deliver is not None:
            await delivered(self._deliver, inbound)

    def _read(self, delivery: Delivery, thread: MessageRef) -> ThreadRead:
        said = next((said for said in self.threads.values() if any(one.message == thread for one in said)), [])
        return ThreadRead(
            key=f"read:{delivery.key}",
            community=self._community,
            at=self._clock.now(),
            intent=delivery.key,
            then=delivery.then,
            about=delivery.about,
            messages=tuple(said),
        )

    def _made(self, room: str) -> Receipt:
        return Receipt(f"{self._community}:{room}:{self._number()}")

    def _key(self) -> str:
        return f"platform/{self._number()}"

    def _number(self) -> int:
        self._count += 1
        return self._count
