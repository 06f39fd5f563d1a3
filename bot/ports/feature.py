"""How a feature is declared. The app runs features by these values and knows none by name.

Three kinds of thing can be asked of a feature, each on an object of a ``Kind`` or on none:

- an **Action** is one press: it changes something at once;
- a **Submit** is a form that is filled in: its button and its command open the form, or, when the command
  already gave every value, send it at once;
- a **Query** only reads: it runs beside the writer.

Each has a name (``pods.approve``, in every button's token), a rule saying who may, and can have a command.
Whatever a button does a command does too, because it is one declaration.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.content import Block, Button, Content, Option
from bot.core.forms import Form, FormValues
from bot.core.inbound import Computed, Delivered, Inbound, JobDue, Refused, ShortcutUsed, ThreadRead
from bot.core.intents import Intent
from bot.core.outcome import Outcome, Reply, ShowForm, UpdateCard
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import Msg
from bot.domain.access import Rule, Viewer
from bot.domain.communities import Community
from bot.domain.events import Event
from bot.ports.chat import Menus, Reader
from bot.ports.store import Reads, Store

T = TypeVar("T")
V = TypeVar("V", bound=BaseModel)
H = TypeVar("H", bound=Inbound | Event)


class Reading(Protocol):
    """What a query and a view may use. ``viewer`` is who will read the result."""

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

    def render(self, view: str, about: str) -> Content | None:
        """Render a view of an object for this viewer; None when it is gone or not theirs to see."""
        ...

    def offers(self, subject: str, object_id: str) -> list[Button]:
        """Give the buttons that features offer on this kind of subject, those this viewer may press."""
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

    @property
    def inbound(self) -> Inbound:
        """What came in."""
        ...

    def new_id(self, kind: str) -> str:
        """Make an id of this kind."""
        ...

    def record(self, event: Event) -> None:
        """Write an event to the log and run its listeners, now."""
        ...

    def send(self, intent: Intent, *, key: str = "", then: str = "", about: str = "") -> str:
        """Put an intent in the outbox, and give its key. One key is sent once, however often it is asked for."""
        ...

    def card(self, view: str, about: str, to: MemberRef | RoomRef) -> str:
        """Send a view of an object as a card and remember the copy; gives the outbox key."""
        ...

    def refresh(self, about: str) -> None:
        """Bring every copy of every card of this object up to date, as its own reader sees it."""
        ...

    def await_from(self, member: MemberRef, view: str, about: str) -> None:
        """Note that this awaits this member, and send them the card; it stands under ``/waiting`` until settled."""
        ...

    def settle(self, about: str, member: MemberRef | None = None) -> None:
        """Note that nothing about this object awaits this member, or anybody, any more."""
        ...

    def promise(self, job: str, about: str, at: datetime) -> None:
        """Have a job run at a moment (UTC). A second promise of the same job and object replaces the first."""
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


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of object that people can name. ``param`` is what commands call it (``pod``).

    ``find`` reads what a person typed (a reference, or a name) as an id, within what the viewer may see.
    """

    letter: str
    param: str
    description: Msg
    get: Callable[[Reads, str], T | None]
    find: Callable[[str, Reading], str | None]
    completes: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with a query: its parameters, and the page wanted (from 0)."""

    values: Mapping[str, str]
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """What actions, submits and queries share. With ``on`` None the object given to the handler is None.

    ``command`` is the full command name, ``help`` its one line in menus.
    """

    name: str
    may: Rule[Any]
    on: Kind[T] | None = None
    command: str = ""
    help: Msg | None = None
    params: Sequence[Param] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Way[T]):
    """One press."""

    run: Callable[[T, Context], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Way[T], Generic[T, V]):
    """A form. ``model`` reads its values; ``creates`` is the letter of the object it makes.

    The id of what a form creates is chosen when the form opens, so sending it twice makes it once: the handler
    gets the id in ``ctx.creating``. ``form`` sees the values so far.
    """

    form: Callable[[T, Reading], Form]
    model: type[V]
    run: Callable[[T, V, Creating], Outcome]
    creates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Way[T]):
    """A question that changes nothing."""

    run: Callable[[T, Asked, Reading], Reply]


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """A card of an object, rendered for one viewer."""

    name: str
    on: Kind[T]
    render: Callable[[T, Reading], Content]


@dataclass(frozen=True, slots=True)
class Listener(Generic[H]):
    """Something to do in the same transaction when a happening comes in or an event is recorded."""

    to: type[H]
    run: Callable[[H, Context], None]


def on(to: type[H], run: Callable[[H, Context], None]) -> Listener[H]:
    """Declare a listener."""
    return Listener(to, run)


@dataclass(frozen=True, slots=True)
class Hears(Generic[T]):
    """Who is told what came of an intent: named by the intent's ``then``, on the object in its ``about``."""

    name: str
    on: Kind[T]
    run: Callable[[T, Delivered | Refused | ThreadRead | Computed, Context], None]


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """What runs when a promise falls due. It may run late; the object may have moved on."""

    name: str
    on: Kind[T]
    run: Callable[[T, JobDue, Context], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A computation done beside the writer: JSON in, JSON out, reading what it needs. Nobody in particular reads it."""

    name: str
    run: Callable[[str, Reading], str]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in a message's menu."""

    name: str
    label: Msg
    run: Callable[[ShortcutUsed, Context], Outcome]


@dataclass(frozen=True, slots=True)
class Offer:
    """A button this feature puts on another feature's subject; ``action`` is one of its own ways."""

    subject: str
    label: Msg
    action: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A source of suggestions for what is being typed."""

    source: str
    run: Callable[[str, Reading], Sequence[Option]]


@dataclass(frozen=True, slots=True)
class HomeSection:
    """A part of a member's own page; ``order`` from 0, empty when there is nothing to say."""

    order: int
    render: Callable[[Reading], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class Erasure:
    """How a feature gives out and forgets what it holds of a member. ``keep_anonymised`` is the member's choice."""

    export: Callable[[MemberRef, Reads], Mapping[str, object]]
    erase: Callable[[MemberRef, bool, Context], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """All that one feature brings."""

    name: str
    actions: Sequence[Action[Any]] = ()
    submits: Sequence[Submit[Any, Any]] = ()
    queries: Sequence[Query[Any]] = ()
    views: Sequence[View[Any]] = ()
    kinds: Sequence[Kind[Any]] = ()
    listeners: Sequence[Listener[Any]] = ()
    hears: Sequence[Hears[Any]] = ()
    jobs: Sequence[Job[Any]] = ()
    works: Sequence[Work] = ()
    shortcuts: Sequence[Shortcut] = ()
    offers: Sequence[Offer] = ()
    completions: Sequence[Completion] = ()
    home: Sequence[HomeSection] = ()
    erasure: Erasure | None = None
    summary: Msg | None = field(default=None)
