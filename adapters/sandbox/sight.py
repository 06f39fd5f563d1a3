"""Everything that one person can read, as values: what a test asks and what the page draws."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from adapters.sandbox.people import BOT, Message, NoSuch, Person, Planned, Room, RoomKind
from adapters.sandbox.plain import Looker, message_text, sheet_text
from adapters.sandbox.tree import Asked, Card, Control, Sheet
from adapters.sandbox.world import World
from bot.core.refs import MessageRef
from bot.core.tokens import Token


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as its reader sees it. ``private`` says that nobody else does; ``thread`` is 0 outside threads."""

    message: Message
    author: str
    text: str
    reactions: Mapping[str, list[str]]

    @property
    def ref(self) -> MessageRef:
        """The reference under which the core knows it."""
        return self.message.ref

    @property
    def private(self) -> bool:
        """Tell whether only its reader sees it."""
        return bool(self.message.only_for)

    @property
    def by_bot(self) -> bool:
        """Tell whether the bot said it."""
        return self.message.author == BOT

    @property
    def thread(self) -> int:
        """The id of the message that began its thread, or 0."""
        return self.message.thread

    @property
    def controls(self) -> tuple[Control, ...]:
        """Its buttons, menus and ways out."""
        return self.message.card.controls if self.message.card else ()

    @property
    def labels(self) -> list[str]:
        """What its buttons and menus say."""
        return [control.label for control in self.controls]


@dataclass(frozen=True, slots=True)
class SeenForm:
    """An open form as the person filling it in sees it."""

    sheet: Sheet
    text: str

    @property
    def title(self) -> str:
        """Its title."""
        return self.sheet.title

    @property
    def step(self) -> tuple[int, int]:
        """Which step of how many."""
        return self.sheet.number, self.sheet.count

    @property
    def inputs(self) -> dict[str, Asked]:
        """Its inputs by name."""
        return {asked.name: asked for asked in self.sheet.inputs}

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by input; "" is the form's own."""
        return self.sheet.wrong


@dataclass(frozen=True, slots=True)
class Found:
    """A button or menu that a person can use, and where it stands; on the home page there is no message."""

    control: Control
    message: Message | None

    @property
    def token(self) -> Token:
        """What comes back when it is used."""
        return Token.parse(self.control.token)


class Sight:
    """What one person can read at the moment of asking; each part is read when it is first looked at."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person

    @cached_property
    def places(self) -> list[Room]:
        """The rooms that they can read, without their direct conversation."""
        return [room for room in self._world.rooms_of(self.person) if room.kind is not RoomKind.DIRECT]

    @cached_property
    def rooms(self) -> dict[str, list[SeenMessage]]:
        """What they read in each room, by its name, oldest first, private answers among it."""
        return {room.name: self.messages(room) for room in self.places}

    @cached_property
    def direct(self) -> list[SeenMessage]:
        """Their conversation with the bot, private answers given there among it."""
        return self.messages(self._world.direct(self.person))

    @cached_property
    def all(self) -> list[SeenMessage]:
        """All messages that they can read anywhere, oldest first."""
        found = [seen for messages in (*self.rooms.values(), self.direct) for seen in messages]
        return sorted(found, key=lambda seen: seen.message.id)

    @property
    def private(self) -> list[SeenMessage]:
        """All private answers, oldest first."""
        return [seen for seen in self.all if seen.private]

    @cached_property
    def form(self) -> SeenForm | None:
        """The form that stands open before them."""
        form = self._world.messages.form(self.person.ref)
        return SeenForm(form.sheet, sheet_text(form.sheet, self.person, self._world)) if form else None

    @cached_property
    def home_card(self) -> Card | None:
        """Their own page, as it was last published."""
        return self._world.messages.home(self.person.ref)

    @property
    def home(self) -> str:
        """Their own page in plain words; empty before it was published."""
        card = self.home_card
        return Looker.at(card, self.person, self._world).text(card) if card else ""

    @property
    def calendar(self) -> list[Planned]:
        """The community's events."""
        return self._world.store.calendar(self.person.ref.community)

    @property
    def text(self) -> str:
        """All of it in plain words, room names and files among it: nothing else reaches this person's eyes."""
        parts = [f"{room.name} {room.purpose}" for room in self.places]
        parts.extend(f"{seen.author}: {seen.text} {seen.message.thread_name}" for seen in self.all)
        parts.extend(self._files())
        parts.extend(f"{event.title} {event.description}" for event in self.calendar)
        parts.append(self.home)
        if self.form:
            parts.append(self.form.text)
        return "\n".join(parts)

    def __contains__(self, text: str) -> bool:
        """Tell whether a text can be read anywhere."""
        return text in self.text

    def messages(self, room: Room, limit: int = -1) -> list[SeenMessage]:
        """What they read in one room, oldest first."""
        messages = self._world.messages.of_room(room.ref, self.person.id, limit)
        reactions = self._world.messages.reactions([message.id for message in messages])
        return [self._seen(message, reactions.get(message.id, {})) for message in messages]

    def controls(self) -> Iterator[Found]:
        """All that they can press or choose from, the newest first, the home page last."""
        for seen in reversed(self.all):
            for control in seen.controls:
                yield Found(control, seen.message)
        for control in self.home_card.controls if self.home_card else ():
            yield Found(control, None)

    def saying(self, text: str) -> Message:
        """Give the newest message with this text in it; NoSuch if they see none."""
        for seen in reversed(self.all):
            if text in seen.text:
                return seen.message
        raise NoSuch(f"{self.person.name} sees nothing that says {text!r}")

    def _seen(self, message: Message, reactions: Mapping[str, list[str]]) -> SeenMessage:
        author = self._world.name_of(f"{message.room.community}:{message.author}")
        return SeenMessage(message, author, message_text(message, self.person, self._world), reactions)

    def _files(self) -> Iterator[str]:
        for seen in self.all:
            if seen.message.file:
                file = self._world.messages.attached(seen.message.id)
                yield f"{file.name} {file.body}"
