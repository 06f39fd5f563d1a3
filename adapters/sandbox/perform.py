"""From what the core wants to what happens in the sandbox; each key is carried out once."""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, assert_never

from adapters.sandbox import limits
from adapters.sandbox.happenings import Happenings
from adapters.sandbox.inbound import seen, thread_of
from adapters.sandbox.people import BOT, Attached, Message, NoSuch, Person, Planned, Room, RoomKind
from adapters.sandbox.render import Renderer
from adapters.sandbox.threads import read_thread
from adapters.sandbox.tree import Card
from adapters.sandbox.world import World, bot_of
from bot.core.content import Content
from bot.core.inbound import ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Compute,
    Direct,
    Edit,
    Expel,
    Intent,
    LookUpMember,
    OpenRoom,
    Pin,
    Post,
    PublishHome,
    ReadThread,
    Retract,
    ScheduleEvent,
    SendFile,
    StartThread,
)
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.safety import shorten
from bot.core.text import t
from bot.ports.chat import NEVER_SENT, Delivery, Disconnected, Failure, Found, Receipt, Rejected, Settled, Unsupported

ROOM_GONE: Final = t("The room is gone. Make it again, or close what belonged to it.")
DMS_CLOSED: Final = t("They do not take direct messages from me. They can find what waits for them under /waiting.")
NOT_A_MEMBER: Final = t("They are not in this community, or not any more. Ask them to come in first.")
NO_ROOMS_LEFT: Final = t("This community has as many rooms as it can hold. Archive one, then try again.")


@dataclass(slots=True)
class Script:
    """What is to go wrong next, for tests: the kind of intent, the failure, and whether it is carried out before."""

    kind: type[Intent]
    failure: Failure
    done_first: bool = False


@dataclass(frozen=True, slots=True)
class Performer:
    """Carries intents out."""

    world: World
    happenings: Happenings
    scripts: list[Script] = field(default_factory=list)

    def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent, or give its receipt again if it was carried out before; raises a ``Failure``."""
        if (made := self.world.store.performed(delivery.key)) is not None:
            return Receipt(made)
        script = self._next_script(delivery.intent)
        if script is not None and not script.done_first:
            raise script.failure
        with self.world.store.whole():
            receipt = self._do(delivery)
            if receipt.heard is None:
                self.world.store.put_performed(delivery.key, receipt.made)
        self.world.changes.note()
        if script is not None:
            raise script.failure
        return receipt

    def settle(self, delivery: Delivery) -> Settled:
        """Look whether an intent was carried out."""
        made = self.world.store.performed(delivery.key)
        return Settled(Found.NOT_DONE) if made is None else Settled(Found.DONE, Receipt(made))

    def _next_script(self, intent: Intent) -> Script | None:
        for script in self.scripts:
            if isinstance(intent, script.kind):
                self.scripts.remove(script)
                return script
        return None

    def _do(self, delivery: Delivery) -> Receipt:
        intent = delivery.intent
        match intent:
            case Post(room, content, thread):
                return self._post(self._room(room), content, thread, delivery)
            case Direct(member, content):
                return Receipt(str(self._direct(member, content, delivery).ref))
            case SendFile(member, name, media_type, body, note):
                message = self._direct(member, note, delivery)
                self.world.messages.attach(message.id, Attached(name, media_type, body))
                return Receipt(str(message.ref))
            case Edit(content=content):
                message = self._message(_target(delivery))
                self.world.messages.put(replace(message, card=self._card(content, delivery, message.room), edited=True))
                return Receipt(str(message.ref))
            case Retract():
                return self._retract(delivery)
            case Pin():
                message = self._message(_target(delivery))
                self.world.messages.put(replace(message, pinned=True))
                return Receipt()
            case StartThread(name=name):
                message = self._message(_target(delivery))
                self.world.messages.put(replace(message, thread_name=name))
                return Receipt(str(thread_of(message)))
            case OpenRoom(community, name, purpose):
                return Receipt(str(self._open_room(community, name, purpose)))
            case Admit(room, member):
                self.happenings.enter(self._person(member).ref, self._room(room).ref, bot_of(room.community))
                return Receipt()
            case Expel(room, member):
                self.happenings.leave(member, self._room(room).ref)
                return Receipt()
            case CloseRoom(room):
                return self._close_room(room)
            case ReadThread():
                return Receipt(heard=self._read(delivery, intent))
            case LookUpMember(member):
                return Receipt(heard=seen(self._person(member), self.world.clock.now()))
            case PublishHome(member, content):
                self.world.messages.put_home(self._person(member).ref, self._card(content, delivery))
                return Receipt()
            case ScheduleEvent(community, uid, title, starts, ends, description, cancelled):
                event = Planned(
                    uid=uid, title=title, starts=starts, ends=ends, description=description, cancelled=cancelled
                )
                self.world.store.put_planned(community, event)
                return Receipt()
            case Compute():
                raise Unsupported("computations are the core's own")
            case _:
                assert_never(intent)

    def _post(self, room: Room, content: Content, thread: MessageRef | None, delivery: Delivery) -> Receipt:
        first = 0
        if thread is not None:
            first = int(thread_of(self._message(thread)).message)
        return Receipt(str(self._add(room, self._card(content, delivery, room.ref), first).ref))

    def _direct(self, member: MemberRef, content: Content, delivery: Delivery) -> Message:
        person = self._person(member)
        if not person.dms_open:
            raise Rejected("dm_closed", DMS_CLOSED)
        return self._add(self.world.direct(person), self._card(content, delivery), 0)

    def _add(self, room: Room, card: Card, thread: int) -> Message:
        message = Message(id=0, room=room.ref, author=BOT, at=self.world.clock.now(), card=card, thread=thread)
        return self.world.messages.add(message)

    def _card(self, content: Content, delivery: Delivery, room: RoomRef | None = None) -> Card:
        shared = room is not None and self.world.store.room(room).kind is not RoomKind.DIRECT
        return Renderer.of(delivery.reader, self.world.words, shared=shared).card(content)

    def _retract(self, delivery: Delivery) -> Receipt:
        """Take a post back, out of an archived room too; what is gone already is as it was wanted."""
        with suppress(NoSuch):
            self.world.messages.drop(self.world.messages.get(_target(delivery)).id)
        return Receipt()

    def _close_room(self, ref: RoomRef) -> Receipt:
        """Archive a room; one that is archived already is as it was wanted."""
        try:
            room = self.world.store.room(ref)
        except NoSuch as wrong:
            raise Rejected("room_not_found", ROOM_GONE, room_gone=True) from wrong
        self.world.store.put_room(replace(room, archived=True))
        return Receipt()

    def _open_room(self, community: CommunityRef, name: str, purpose: str) -> RoomRef:
        if all(found.ref != community for found in self.world.store.communities()):
            raise Disconnected("no_such_community")
        rooms = [room for room in self.world.store.rooms(community) if room.kind is not RoomKind.DIRECT]
        if sum(not room.archived for room in rooms) >= limits.ROOMS:
            raise Rejected("too_many_rooms", NO_ROOMS_LEFT)
        ids = {room.id for room in rooms}
        ref = RoomRef(community, next(wish for number in count(1) if (wish := f"room-{number}") not in ids))
        taken = {room.name for room in rooms}
        shaped = wanted = shape_name(name)
        number = 2
        while shaped in taken:
            shaped, number = f"{wanted[: limits.ROOM_NAME - 4]}-{number}", number + 1
        self.world.store.put_room(Room(ref=ref, name=shaped, kind=RoomKind.CLOSED, purpose=purpose))
        return ref

    def _read(self, delivery: Delivery, asked: ReadThread) -> ThreadRead:
        """Read a thread, in an archived room too: there people still read it."""
        reader = None if asked.reader is None else self._person(asked.reader)
        try:
            return read_thread(self.world, delivery, asked.thread, reader)
        except NoSuch as wrong:
            raise Rejected("room_not_found", ROOM_GONE, room_gone=True) from wrong

    def _message(self, ref: MessageRef) -> Message:
        self._room(ref.room)
        try:
            return self.world.messages.get(ref)
        except NoSuch as wrong:
            raise Rejected("message_not_found") from wrong

    def _room(self, ref: RoomRef) -> Room:
        try:
            room = self.world.store.room(ref)
        except NoSuch as wrong:
            raise Rejected("room_not_found", ROOM_GONE, room_gone=True) from wrong
        if room.archived:
            raise Rejected("is_archived", ROOM_GONE, room_gone=True)
        return room

    def _person(self, ref: MemberRef) -> Person:
        try:
            person = self.world.store.person(ref)
        except NoSuch as wrong:
            raise Rejected("user_not_found", NOT_A_MEMBER) from wrong
        if person.gone:
            raise Rejected("user_gone", NOT_A_MEMBER)
        return person


def _target(delivery: Delivery) -> MessageRef:
    try:
        return MessageRef.parse(delivery.target)
    except ValueError as wrong:
        raise Rejected(NEVER_SENT) from wrong


def shape_name(wish: str) -> str:
    """Shape a room's name as the real platforms do: small letters and digits of any script, dashes between."""
    letters = (
        char if unicodedata.category(char)[0] in "LMN" else "-"
        for char in unicodedata.normalize("NFC", wish).casefold()
    )
    words = [word for word in "".join(letters).split("-") if word]
    return shorten("-".join(words), limits.ROOM_NAME).rstrip("…") or "room"
