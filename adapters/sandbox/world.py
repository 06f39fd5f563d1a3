"""The sandbox's state and who may read it: one store, one clock, one line to the core."""

from dataclasses import dataclass

from adapters.sandbox.changes import Changes
from adapters.sandbox.messages import Messages
from adapters.sandbox.people import BOT, BOT_NAME, PLATFORM, Message, NoSuch, Person, Room, RoomKind
from adapters.sandbox.store import Store
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Words
from bot.ports.clock import Clock

Who = str | MemberRef
"""A person, by id where it is one community's only, or by reference."""

Which = str | RoomRef
"""A room, by its name or id, or by reference."""


@dataclass(frozen=True, slots=True)
class World:
    """What all parts of the sandbox share."""

    store: Store
    messages: Messages
    clock: Clock
    words: Words
    changes: Changes

    @classmethod
    def at(cls, path: str, clock: Clock, words: Words) -> "World":
        """Open the world kept in a file."""
        store = Store(path)
        return cls(store, Messages(store), clock, words, Changes())

    def person(self, who: Who) -> Person:
        """Find a person; NoSuch if there is none, or several of that id."""
        if isinstance(who, MemberRef):
            return self.store.person(who)
        found = [person for person in self.store.people() if person.id == who]
        if len(found) != 1:
            raise NoSuch(f"{who}: {'nobody' if not found else 'in several communities, say which'}")
        return found[0]

    def named(self, community: CommunityRef, text: str) -> Person | None:
        """Find a person as people write one: a reference, ``@amina``, or the whole name."""
        tidy = text.strip().removeprefix("@").casefold()
        for person in self.store.people(community):
            if tidy in {person.id.casefold(), person.name.casefold(), str(person.ref).casefold()}:
                return person
        return None

    def name_of(self, reference: str) -> str:
        """Give the display name of a member reference's text; the bot's own, or the id where nobody is known."""
        try:
            ref = MemberRef.parse(reference)
            return BOT_NAME if ref.user == BOT else self.store.person(ref).name
        except (ValueError, NoSuch):
            return reference.rpartition(":")[2]

    def may_read(self, person: Person, room: Room) -> bool:
        """Tell whether a person can read a room."""
        if person.gone or room.ref.community != person.ref.community:
            return False
        match room.kind:
            case RoomKind.OPEN:
                return not person.guest or person.id in self.store.members(room.ref)
            case RoomKind.CLOSED:
                return person.id in self.store.members(room.ref)
            case RoomKind.DIRECT:
                return room.owner == person.id

    def rooms_of(self, person: Person) -> list[Room]:
        """Give the rooms that a person can read, their direct conversation among them."""
        return [room for room in self.store.rooms(person.ref.community) if self.may_read(person, room)]

    def room_for(self, person: Person, which: Which) -> Room:
        """Find a room that this person can read; NoSuch for all others, as if they were not there."""
        name = which.room if isinstance(which, RoomRef) else which.removeprefix("#")
        if isinstance(which, RoomRef) and (which.community != person.ref.community):
            raise NoSuch(str(which))
        rooms = self.rooms_of(person)
        by_id = [room for room in rooms if room.id == name]
        by_name = [] if isinstance(which, RoomRef) else [room for room in rooms if room.name == name]
        if not (found := by_id or by_name):
            raise NoSuch(name)
        return found[-1]

    def room_name(self, reference: str, person: Person | None) -> str:
        """Give the name of a room reference's text for a person; empty where they cannot read it."""
        try:
            room = self.store.room(RoomRef.parse(reference))
        except (ValueError, NoSuch):
            return ""
        if person is not None and not self.may_read(person, room):
            return ""
        return room.name

    def message_named(self, person: Person, reference: str) -> tuple[Message, Room] | None:
        """Give the message of a reference's text and its room; None where this person cannot read it."""
        try:
            ref = MessageRef.parse(reference)
            room = self.store.room(ref.room)
            return self.message_for(person, room, ref.message), room
        except (ValueError, NoSuch):
            return None

    def direct(self, person: Person) -> Room:
        """Give a person's conversation with the bot, made if it is not there yet."""
        ref = RoomRef(person.ref.community, f"dm-{person.id}")
        try:
            return self.store.room(ref)
        except NoSuch:
            room = Room(ref=ref, name=BOT_NAME, kind=RoomKind.DIRECT, owner=person.id)
            self.store.put_room(room)
            return room

    def message_for(self, person: Person, room: Room, message_id: str) -> Message:
        """Give a message that this person can read in this room; NoSuch for all others."""
        if not self.may_read(person, room):
            raise NoSuch(message_id)
        found = self.messages.get(MessageRef(room.ref, message_id))
        if found.only_for not in {"", person.id}:
            raise NoSuch(message_id)
        return found


def bot_of(community: CommunityRef) -> MemberRef:
    """Name the bot as a member of a community."""
    return MemberRef(community, BOT)


def community_ref(community_id: str) -> CommunityRef:
    """Name a community of the sandbox."""
    return CommunityRef(PLATFORM, community_id)
