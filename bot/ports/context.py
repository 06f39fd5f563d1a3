"""What a handler, a view and a query are given to work with."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.commands import CommandSpec
from bot.core.content import Button, Content, Option
from bot.core.forms import FormValues
from bot.core.inbound import Inbound, ThreadMessage
from bot.core.intents import Intent
from bot.core.outcome import ShowForm, UpdateCard
from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.core.text import Msg
from bot.core.tokens import Token
from bot.domain.access import Viewer
from bot.domain.communities import Community
from bot.domain.events import Event
from bot.ports.chat import Menus, Reader
from bot.ports.repositories import Repository
from bot.ports.store import Reads, Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that somebody began: what it is called, the button that goes on with it, and when it was left."""

    title: Msg
    resume: Token
    since: datetime


@dataclass(frozen=True, slots=True)
class Awaited:
    """A card that awaits somebody, as they see it, and since when."""

    card: Content
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was told in one place: each thing with who said it, when, and where it stands, in order.

    It is what one reader may read. ``place`` is where it began; ``pod`` the one that it is closed in, or empty.
    """

    place: MessageRef
    pod: str = ""
    said: Sequence[ThreadMessage]


class Reading(Protocol):
    """What a query and a view may use. ``viewer`` is who will read the result."""

    @property
    def moment(self) -> datetime:
        """This very moment, for what is decided by the clock and not kept; ``now`` is what may be kept of it."""
        ...

    @property
    def now(self) -> datetime:
        """The moment of this transaction (aware, UTC)."""
        ...

    @property
    def viewer(self) -> Viewer:
        """Who reads, with their roles at this moment."""
        ...

    @property
    def community(self) -> Community:
        """The community this happens in."""
        ...

    @property
    def reader(self) -> Reader:
        """The viewer's language and zone."""
        ...

    @property
    def store(self) -> Reads:
        """What may be read."""
        ...

    @property
    def menus(self) -> Menus:
        """All commands and shortcuts there are."""
        ...

    @property
    def address(self) -> str:
        """Where the bot is reached from outside, such as ``https://bot.example.org``; empty if it is not."""
        ...

    def commands(self) -> tuple[Sequence[CommandSpec], Sequence[CommandSpec]]:
        """Give the commands that may be of use to the viewer: what everybody needs, and the others."""
        ...

    def render(self, view: str, about: str) -> Content | None:
        """Render a view of an object for this viewer; None when it is gone. The view minds its reader."""
        ...

    def offers(self, subject: str, object_id: str) -> list[Button]:
        """Give the buttons that features offer on this kind of subject, those this viewer may press."""
        ...

    def told_in(self, named: str) -> Telling | None:
        """Give what was told in an object, by its id or its reference, as far as this viewer may make something of it.

        None where that is nothing, and where there is no such object to them.
        """
        ...

    def awaited(self) -> Iterator[Awaited]:
        """Give what awaits the viewer, oldest first: the cards on which there is something that they can do."""
        ...

    def unfinished(self) -> Sequence[Unfinished]:
        """Give the viewer's half-filled forms that they may still send, newest first."""
        ...

    def held_about(self, member: MemberRef) -> Mapping[str, object]:
        """Give all that every feature holds about a member, by feature."""
        ...

    def completions(self, source: str, typed: str) -> tuple[Option, ...]:
        """Give what completes the typed text from a named source, for this viewer."""
        ...


class Context(Reading, Protocol):
    """What a handler may use. All it does is one transaction, stored before anybody is answered."""

    @property
    def store(self) -> Store:
        """What may be read and written; it has no commit."""
        ...

    @property
    def actor(self) -> MemberRef:
        """Who acts; a job has none, and asking is an error."""
        ...

    def hide(self) -> MemberRef:
        """Let whoever acts do so under a new handle from here on, and give it; NoKey where nobody can be hidden.

        From here on ``actor`` is the handle, nothing that is kept of this inbound tells who it was, and ``now`` is the
        hour: a moment would tell.
        """
        ...

    def act_as(self, handle: MemberRef) -> None:
        """Let whoever acts do so under one of their own handles from here on; Hidden if it is not theirs.

        Where what came in tells nobody who acts, it counts as done by whoever the handle stands for.
        """
        ...

    def acting_as(self, name: MemberRef) -> AbstractContextManager[None]:
        """Let whoever acts do so under this handle of theirs in a block alone; their own name changes nothing."""
        ...

    @property
    def inbound(self) -> Inbound:
        """What came in."""
        ...

    @property
    def taken(self) -> bool:
        """Whether somebody took what came in as meant for them."""
        ...

    def take(self) -> None:
        """Take what came in as meant for oneself: who answers what is meant for nobody keeps silent then."""
        ...

    def new_id(self, kind: str) -> str:
        """Make an id of this kind."""
        ...

    def record(self, event: Event) -> None:
        """Write an event to the log and run its listeners, now."""
        ...

    def keep(self, nouns: Repository[T], before: T | None, change: tuple[T, tuple[Event, ...]]) -> T:
        """Store what a rule made of an object, or a new one (``before`` None), and record what happened."""
        ...

    def send(self, intent: Intent, *, key: str = "", then: str = "", about: str = "") -> str:
        """Put an intent in the outbox, and give its key. One key is sent once, however often it is asked for."""
        ...

    def card(
        self, view: str, about: str, to: MemberRef | RoomRef, *, under: MessageRef | None = None, then: str = ""
    ) -> str:
        """Send a view of an object as a card and remember the copy; gives the outbox key.

        A room's card can stand ``under`` a message there, in its thread. ``then`` hears what came of it.
        """
        ...

    def refresh(self, about: str, reader: MemberRef | None = None) -> None:
        """Bring every copy of every card of this object up to date, as its own reader sees it; or only one reader's."""
        ...

    def await_from(self, member: MemberRef, view: str, about: str) -> None:
        """Note that this awaits this member, and send them the card; it stands under ``/waiting`` until settled."""
        ...

    def settle(self, about: str, member: MemberRef | None = None, *, view: str = "") -> None:
        """Note that nothing about this object awaits this member, or anybody, any more; ``view``: only this of it."""
        ...

    def promise(self, job: str, about: str, at: datetime) -> None:
        """Have a job run at a moment (UTC). A second promise of the same job and object replaces the first.

        A job of the whole community is promised about "".
        """
        ...

    def withdraw_promise(self, about: str, job: str = "") -> None:
        """Drop the promised jobs about an object: all, or one."""
        ...

    def show(self, view: str, about: str) -> UpdateCard:
        """Answer with a view of an object as the actor sees it now; on a card it takes the card's place."""
        ...

    def form(self, submit: str, about: str = "", values: FormValues | None = None) -> ShowForm:
        """Answer with the first section of a form."""
        ...

    def erase(self, member: MemberRef, *, keep_anonymised: bool) -> None:
        """Have every feature forget a member, then forget what the core itself holds of them."""
        ...

    def viewer_of(self, member: MemberRef) -> Viewer:
        """Load another member's roles, to render or decide as they."""
        ...


class Creating(Context, Protocol):
    """A submit's context: ``creating`` is the id chosen for the new object, or empty."""

    @property
    def creating(self) -> str:
        """The id of the object to be made."""
        ...
