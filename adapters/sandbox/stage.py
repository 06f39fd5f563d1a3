"""The sandbox's stage: its communities, people and rooms, the line to the core, and what each person sees."""

from collections.abc import Sequence

from adapters.sandbox.connection import Connection
from adapters.sandbox.gestures import Gestures
from adapters.sandbox.happenings import Happenings
from adapters.sandbox.people import Community, Message, NoSuch, Person, Room, RoomKind
from adapters.sandbox.perform import Performer, Script
from adapters.sandbox.schema import IN_MEMORY
from adapters.sandbox.sight import SeenMessage, Sight
from adapters.sandbox.world import Which, Who, World, community_ref
from bot.core.intents import Intent
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Deliver, Failure, Menus, Words
from bot.ports.clock import Clock

On = SeenMessage | Message | MessageRef | str
"""A message: one that was seen, its reference, or words that stand in it (the newest such message is meant)."""


class Stage:
    """A platform of our own. ``community`` is made if the file has none; more can be added."""

    def __init__(self, community: str = "quality", *, path: str = IN_MEMORY, clock: Clock, words: Words) -> None:
        self.world = World.at(path, clock, words)
        self.connection = Connection(self.world)
        self.happenings = Happenings(self.world, self.connection)
        self.gestures = Gestures(self.world, self.connection)
        self.performer = Performer(self.world, self.happenings)
        self.fresh = not self.world.store.communities()
        if self.fresh:
            self.add_community(community)

    def connect(self, menus: Menus, deliver: Deliver) -> None:
        """Let the core listen; the adapter's ``run`` does this for as long as it runs."""
        self.connection.connect(menus, deliver)

    async def close(self) -> None:
        """Stop, and close the file."""
        await self.gestures.close()
        await self.connection.close()
        self.world.store.close()

    async def settled(self) -> None:
        """Wait until every happening was told and every promised truth shown."""
        await self.connection.settled()
        await self.gestures.settled()

    def communities(self) -> tuple[CommunityRef, ...]:
        """Give the communities, the first one made first."""
        return tuple(community.ref for community in self.world.store.communities())

    def add_community(self, name: str, *, title: str = "", locale: str = "en", zone: str = "UTC") -> CommunityRef:
        """Make a community."""
        community = Community(ref=community_ref(name), name=title or name.capitalize(), locale=locale, zone=zone)
        self.happenings.found(community)
        return community.ref

    def person(self, who: Who) -> Person:
        """Find a person by id or reference."""
        return self.world.person(who)

    async def meets(self, person: Person) -> MemberRef:
        """Bring a person into their community, or change what is told of them; the core hears it."""
        self.happenings.meet(person)
        await self.connection.tell()
        return person.ref

    async def add_person(
        self,
        name: str,
        community: str = "",
        *,
        locale: str = "en",
        zone: str = "UTC",
        roles: Sequence[str] = (),
        guest: bool = False,
    ) -> MemberRef:
        """Bring a person in, with their first name in small letters as id."""
        where = community_ref(community) if community else self.communities()[0]
        ref = MemberRef(where, name.split(maxsplit=1)[0].casefold())
        person = Person(ref=ref, name=name, locale=locale, zone=zone, roles=frozenset(roles), guest=guest)
        return await self.meets(person)

    def add_room(
        self, name: str, community: str = "", *, closed: bool = False, members: Sequence[Who] = (), purpose: str = ""
    ) -> RoomRef:
        """Make a room by hand."""
        where = community_ref(community) if community else self.communities()[0]
        kind = RoomKind.CLOSED if closed else RoomKind.OPEN
        room = Room(ref=RoomRef(where, name), name=name, kind=kind, purpose=purpose)
        self.happenings.make_room(room, [self.person(who).ref for who in members])
        return room.ref

    def sees(self, who: Who) -> Sight:
        """Give all that a person can read now."""
        return Sight(self.world, self.person(who))

    def refuse_next(self, kind: type[Intent], failure: Failure, *, done_first: bool = False) -> None:
        """Let the next intent of a kind fail; with ``done_first`` it was carried out all the same."""
        self.performer.scripts.append(Script(kind, failure, done_first))

    def _room(self, person: Person, which: Which | None) -> Room:
        """Find a room that the person can read; their conversation with the bot where none is named."""
        return self.world.direct(person) if which is None else self.world.room_for(person, which)

    def _message(self, person: Person, on: On) -> Message:
        """Find a message that the person can read."""
        match on:
            case str():
                return self.sees(person.ref).saying(on)
            case MessageRef(room, message):
                return self.world.message_for(person, self.world.room_for(person, room), message)
            case SeenMessage(message=message) | (Message() as message):
                return self._message(person, message.ref)
            case _:
                raise NoSuch(repr(on))
