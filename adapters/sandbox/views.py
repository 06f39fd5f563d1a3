"""What the page's templates are given: one person's view of the sandbox, ready to be drawn."""

import hashlib
from datetime import datetime
from functools import cached_property
from typing import Final

from markupsafe import Markup

from adapters.sandbox import limits
from adapters.sandbox.chrome import Say
from adapters.sandbox.engine import Sandbox
from adapters.sandbox.markup import host_of, line_html, said_html
from adapters.sandbox.messages import OpenForm
from adapters.sandbox.people import BOT, BOT_NAME, Community, NoSuch, Person, Planned, Room, RoomKind
from adapters.sandbox.permalinks import address
from adapters.sandbox.plain import Looker
from adapters.sandbox.render import Renderer
from adapters.sandbox.say import clock_text, direction, moment_text
from adapters.sandbox.sight import SeenMessage, Sight
from adapters.sandbox.spot import Spot, base_of
from adapters.sandbox.timeline import Entry, Timeline
from adapters.sandbox.tree import Card, Line, Sheet
from adapters.sandbox.unread import unread
from bot.core.commands import CommandSpec
from bot.core.text import Inline
from bot.ports.chat import Reader
from bot.ports.journal import Journal

EMOJI: Final = ("🌱", "👍", "❤️", "🙏", "💡", "✅", "👀")


class PageView:
    """One person at one spot."""

    def __init__(self, sandbox: Sandbox, person: Person, spot: Spot, journal: Journal) -> None:
        self.world = world = sandbox.world
        self.person, self.spot = person, spot
        self.menus, self.connected = sandbox.connection.menus, sandbox.connection.connected
        self.steps = journal.recent() if spot.journal else ()
        self.renderer = Renderer.of(Reader(person.locale, person.zone), world.words)
        self.say = Say(self.renderer)
        self.sight = Sight(world, person)
        self.base = base_of(person)
        self.emoji = EMOJI
        self.bot, self.bot_name = BOT, BOT_NAME

    # Who and where.

    @property
    def lang(self) -> str:
        """The page's language tag."""
        return self.person.locale

    @property
    def dir(self) -> str:
        """The page's direction."""
        return direction(self.person.locale)

    @property
    def community(self) -> Community:
        """The person's community."""
        return next(c for c in self.world.store.communities() if c.ref == self.person.ref.community)

    @cached_property
    def room(self) -> Room | None:
        """The room looked at; None on the home page. NoSuch where this person may not read."""
        match self.spot.kind:
            case "home":
                return None
            case "direct":
                return self.world.direct(self.person)
            case "room":
                found = next((room for room in self.sight.places if room.id == self.spot.room), None)
                if found is None:
                    raise NoSuch(self.spot.room)
                return found

    @property
    def title(self) -> str:
        """What the place is called."""
        if self.room is None:
            return self.say("home")
        return BOT_NAME if self.room.kind is RoomKind.DIRECT else self.room.name

    @property
    def purpose(self) -> str:
        """What the place is for."""
        if self.room is None:
            return self.say("home_purpose")
        return self.say("direct_purpose") if self.room.kind is RoomKind.DIRECT else self.room.purpose

    @property
    def members(self) -> list[Person]:
        """Who is in the room."""
        if self.room is None or self.room.kind is RoomKind.DIRECT:
            return []
        people = self.people
        if self.room.kind is RoomKind.OPEN:
            return people
        inside = self.world.store.members(self.room.ref)
        return [person for person in people if person.id in inside]

    @property
    def communities(self) -> list[Community]:
        """All communities, the person's own first."""
        found = self.world.store.communities()
        return sorted(found, key=lambda community: community.ref != self.person.ref.community)

    def people_of(self, community: Community) -> list[Person]:
        """The people of any community, for whoever wants to be somebody else."""
        return [person for person in self.world.store.people(community.ref) if not person.gone]

    def person_url(self, person: Person) -> str:
        """Give the address under which one is somebody else."""
        return base_of(person)

    @property
    def events(self) -> list[Planned]:
        """The community's events that are not over."""
        return [event for event in self.sight.calendar if event.ends >= self.world.clock.now()]

    @cached_property
    def people(self) -> list[Person]:
        """The people of the community."""
        return [person for person in self.world.store.people(self.person.ref.community) if not person.gone]

    @cached_property
    def fresh(self) -> dict[str, int]:
        """How much is new for the person, by room."""
        return unread(self.world, self.person)

    def fresh_for(self, person: Person) -> int:
        """How much is new for somebody, anywhere."""
        return sum(unread(self.world, person).values())

    @property
    def rooms(self) -> list[Room]:
        """The open rooms, and those archived last."""
        return sorted((r for r in self.sight.places if r.kind is RoomKind.OPEN), key=lambda room: room.archived)

    @property
    def closed(self) -> list[Room]:
        """The closed rooms that the person is in."""
        return sorted((r for r in self.sight.places if r.kind is RoomKind.CLOSED), key=lambda room: room.archived)

    @property
    def direct_room(self) -> Room:
        """The conversation with the bot."""
        return self.world.direct(self.person)

    def url(self, spot: Spot) -> str:
        """Give the address of a spot."""
        return f"{self.base}/{spot}"

    def at_room(self, room: Room) -> Spot:
        """Give the spot of a room."""
        return Spot("room", room.id, journal=self.spot.journal)

    def at(self, kind: str) -> Spot:
        """Give the spot of the home page or the conversation with the bot."""
        return Spot("home" if kind == "home" else "direct", journal=self.spot.journal)

    def with_thread(self, seen: SeenMessage | None) -> Spot:
        """Give this place with a thread open, or none."""
        thread = (seen.thread or seen.message.id) if seen else 0
        return Spot(self.spot.kind, self.spot.room, thread, 0, self.spot.journal)

    def editing(self, seen: SeenMessage) -> Spot:
        """Give this place with a message open for editing."""
        return Spot(self.spot.kind, self.spot.room, self.spot.thread, seen.message.id, self.spot.journal)

    def link_to(self, seen: SeenMessage) -> str:
        """Give the address of a message, to be followed or pasted."""
        return address(seen.message, self.world.store.room(seen.message.room), self.person)

    def with_journal(self) -> Spot:
        """Give this place with the journal opened, or closed."""
        return Spot(self.spot.kind, self.spot.room, self.spot.thread, 0, not self.spot.journal)

    # What is said there.

    @cached_property
    def messages(self) -> list[SeenMessage]:
        """All that can be read in the room."""
        return self.sight.messages(self.room, limits.MESSAGES_SHOWN) if self.room else []

    @property
    def feed(self) -> list[Entry]:
        """The room's messages outside threads."""
        return self._timeline.entries([seen for seen in self.messages if not seen.thread], answered=True)

    @property
    def first(self) -> SeenMessage | None:
        """The message that began the open thread."""
        return next((seen for seen in self.messages if seen.message.id == self.spot.thread), None)

    @property
    def thread(self) -> list[Entry]:
        """The open thread with its beginning."""
        if not self.spot.thread:
            return []
        inside = [seen for seen in self.messages if self.spot.thread in {seen.message.id, seen.thread}]
        return self._timeline.entries(inside, answered=False)

    @property
    def _timeline(self) -> Timeline:
        return Timeline(self.messages, self.say, self.person, self.world.clock.now())

    # Words and times.

    def clock(self, at: datetime) -> str:
        """Say a time of day in the person's zone."""
        return clock_text(at, self.lang, self.person.zone)

    def moment(self, at: datetime) -> str:
        """Say a moment in full."""
        return moment_text(at, "date_time", self.lang, self.person.zone, self.world.clock.now())

    def local_time(self, person: Person) -> str:
        """Say what time it is where somebody is."""
        return clock_text(self.world.clock.now(), self.lang, person.zone)

    def text(self, words: Inline) -> str:
        """Say our own words in the person's language."""
        return self.renderer.text(words)

    def html(self, line: Line, shown: Card | Sheet) -> Markup:
        """Give a line of a card or a form as HTML."""
        return line_html(line, Looker.at(shown, self.person, self.world))

    def said(self, text: str) -> Markup:
        """Give a person's words as HTML."""
        return said_html(text)

    def direction_of(self, shown: Card | Sheet) -> str:
        """Give the direction of what is shown."""
        return direction(shown.locale)

    def host(self, url: str) -> str:
        """Tell where a link goes."""
        return host_of(url)

    def name(self, member: str) -> str:
        """Give a name by a person's id."""
        return self.world.name_of(f"{self.person.ref.community}:{member}")

    # What is open.

    @cached_property
    def form(self) -> OpenForm | None:
        """The form that stands open."""
        return self.world.messages.form(self.person.ref)

    @property
    def form_key(self) -> str:
        """What tells this form, as it stands, from any other."""
        return hashlib.sha256(repr(self.form).encode()).hexdigest()[:16]

    @property
    def commands(self) -> tuple[CommandSpec, ...]:
        """The commands there are."""
        return self.menus.commands

    def has_command(self, name: str) -> bool:
        """Tell whether there is a command of this name."""
        return any(spec.name == name for spec in self.menus.commands)
