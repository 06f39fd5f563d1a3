"""What happens in rooms without waiting for an answer: talk, reactions, people coming and going, rooms changing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.sandbox import inbound, limits
from adapters.sandbox.connection import Connection
from adapters.sandbox.people import BOT, BOT_NAME, Community, Message, NoSuch, Person, Room, RoomKind
from adapters.sandbox.world import World
from bot.core.inbound import FromRooms
from bot.core.refs import MemberRef, RoomRef
from bot.core.safety import clean


class NotAllowed(Exception):
    """A person may not do this to what others said or made."""


@dataclass(frozen=True, slots=True)
class Happenings:
    """Changes the world and notes what the core is to hear, in one go; the connection tells it."""

    world: World
    connection: Connection

    def post(self, person: Person, room: Room, text: str, thread: int = 0, at: datetime | None = None) -> Message:
        """Say something; NotAllowed in an archived room, ValueError for nothing or too much."""
        if room.archived:
            raise NotAllowed(f"{room.name} is archived")
        message = Message(
            id=0, room=room.ref, author=person.id, at=at or self.world.clock.now(), text=_text(text), thread=thread
        )
        with self.world.store.whole():
            message = self.world.messages.add(message)
            self._note(inbound.posted(message, direct=room.kind is RoomKind.DIRECT, names=(BOT, BOT_NAME)))
        return message

    def edit(self, person: Person, message: Message, text: str) -> None:
        """Change one's own words."""
        _own(person, message)
        changed = replace(message, text=_text(text), edited=True)
        with self.world.store.whole():
            self.world.messages.put(changed)
            self._note(inbound.edited(changed, self.world.clock.now()))

    def delete(self, person: Person, message: Message) -> None:
        """Take one's own words back."""
        _own(person, message)
        with self.world.store.whole():
            self.world.messages.drop(message.id)
            self._note(inbound.deleted(message, self.world.clock.now()))

    def react(self, person: Person, message: Message, emoji: str) -> None:
        """React, or take the same reaction back."""
        if not emoji or len(emoji) > limits.REACTION or message.only_for:
            raise ValueError("no such reaction")
        now = self.world.clock.now()
        with self.world.store.whole():
            if self.world.messages.react(message.id, person.id, emoji):
                self._note(inbound.reacted(person, message, emoji, now))
            else:
                self.world.messages.unreact(message.id, person.id, emoji)
                self._note(inbound.unreacted(person, message, emoji, now))

    def enter(self, member: MemberRef, room: RoomRef, by: MemberRef | None) -> None:
        """Come into a room, by oneself or added by another; nothing for one who is there."""
        with self.world.store.whole():
            if member.user not in self.world.store.members(room):
                self.world.store.put_member(room, member.user)
                self._note(inbound.joined(member, room, by, self.world.clock.now()))

    def leave(self, member: MemberRef, room: RoomRef) -> None:
        """Go out of a room; nothing for one who is not there."""
        with self.world.store.whole():
            if member.user in self.world.store.members(room):
                self.world.store.drop_member(room, member.user)
                self._note(inbound.left(member, room, self.world.clock.now()))

    def leave_community(self, person: Person) -> None:
        """Go out of the community and all its rooms."""
        with self.world.store.whole():
            for room in self.world.store.rooms(person.ref.community):
                self.world.store.drop_member(room.ref, person.id)
            self.world.store.put_person(replace(person, gone=True))
            self._note(inbound.left(person.ref, None, self.world.clock.now()))

    def meet(self, person: Person) -> None:
        """Bring a person into the community, or change what the sandbox tells of them."""
        if person.id == BOT:
            raise ValueError("that is the bot's own name")
        try:
            before: Person | None = self.world.store.person(person.ref)
        except NoSuch:
            before = None
        now = self.world.clock.now()
        with self.world.store.whole():
            self.world.store.put_person(person)
            self._note(inbound.seen(person, now))
            if person.roles != (before.roles if before else frozenset()):
                self._note(inbound.roles_changed(person, now))

    def found(self, community: Community) -> None:
        """Make a community."""
        self.world.store.put_community(community)

    def make_room(self, room: Room, members: Iterable[MemberRef] = ()) -> None:
        """Make a room by hand."""
        with self.world.store.whole():
            self.world.store.put_room(room)
            for member in members:
                self.world.store.put_member(room.ref, member.user)
        self.world.changes.note()

    def change_room(self, room: Room, *, archived: bool | None = None, name: str = "") -> None:
        """Archive or rename a room from outside the bot."""
        changed = replace(room, archived=room.archived if archived is None else archived, name=name or room.name)
        with self.world.store.whole():
            self.world.store.put_room(changed)
            now = self.world.clock.now()
            self._note(inbound.room_changed(room.ref, now, gone=changed.archived, name=changed.name))

    def _note(self, happening: FromRooms) -> None:
        self.connection.note(happening)
        self.world.changes.note()


def _own(person: Person, message: Message) -> None:
    if message.author != person.id:
        raise NotAllowed("only one's own words can be changed")


def _text(text: str) -> str:
    """Take what a person typed to the letter, without what no platform lets through."""
    text = text.replace("\x00", "").encode("utf-8", "replace").decode()
    if not clean(text).strip():
        raise ValueError("nothing was said")
    if len(text) > limits.MESSAGE:
        raise ValueError(f"over {limits.MESSAGE} characters")
    return text
