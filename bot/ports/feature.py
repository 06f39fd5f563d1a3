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
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.content import Block, Button, Content, Option
from bot.core.forms import Form
from bot.core.ids import read_reference
from bot.core.inbound import Inbound, JobDue, Result, ShortcutUsed
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.core.tokens import Token
from bot.domain.access import Rule
from bot.domain.events import Event
from bot.ports.context import Context, Creating, Reading, Telling
from bot.ports.repositories import Noun, Repository
from bot.ports.store import Reads

T = TypeVar("T")
V = TypeVar("V", bound=BaseModel)
N = TypeVar("N", bound=Noun)

MORE: Final = t("More")
H = TypeVar("H", bound=Inbound | Event)


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of object that people can name. ``param`` is what commands call it (``pod``).

    ``find`` reads what a person typed (a reference, or a name) as an id, within what the viewer may see. ``only`` gives
    the one there is, if there is but one: then nobody has to say which.
    """

    letter: str
    param: str
    description: Msg
    get: Callable[[Reads, str], T | None]
    find: Callable[[str, Reading], str | None]
    completes: str = ""
    only: Callable[[Reading], str | None] | None = None


def named_by_reference(
    letter: str, param: str, description: Msg, nouns: Callable[[Reads], Repository[N]], may_see: Rule[N]
) -> Kind[N]:
    """Declare a kind whose objects people name by their reference, each found by whoever may see it."""

    def get(store: Reads, object_id: str) -> N | None:
        return nouns(store).get(object_id)

    def find(typed: str, reading: Reading) -> str | None:
        reference = read_reference(typed)
        found = nouns(reading.store).by_reference(reference) if reference else None
        return found.id if found is not None and may_see(reading.viewer, found) else None

    return Kind(letter, param, description, get, find)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came with a query: its parameters, and the page wanted (from 0).

    ``state`` is all that the button remembered, which anybody may have made up.
    """

    values: Mapping[str, str]
    page: int = 0
    state: str = ""

    def window(self, size: int) -> dict[str, int]:
        """Give what to ask the store for: this page, and one thing more, by which ``cut`` knows that it goes on."""
        return {"limit": size + 1, "offset": self.page * size}

    def onwards(self, found: Sequence[T], size: int) -> Sequence[T]:
        """Give what ``cut`` takes of a list that was read whole: this page and what follows."""
        return found[self.page * size :]

    def cut(
        self, found: Sequence[T], size: int, query: str, object_id: str = "", label: Msg = MORE
    ) -> tuple[Sequence[T], tuple[Button, ...]]:
        """Give the things of this page, and the button to the next one, if there is one."""
        further = Button(label, Token(query, object_id, str(self.page + 1)))
        return found[:size], (further,) if len(found) > size else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """What actions, submits and queries share. With ``on`` None the object given to the handler is None.

    ``command`` is the full command name, ``help`` its one line in menus. What everybody needs is ``basic``: it stands
    first in ``/help``. What ``minds_door`` is told who gets into the room where it is used.
    """

    name: str
    may: Rule[Any]
    on: Kind[T] | None = None
    command: str = ""
    help: Msg | None = None
    params: Sequence[Param] = ()
    basic: bool = False
    minds_door: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Way[T]):
    """One press."""

    run: Callable[[T, Context], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Way[T], Generic[T, V]):
    """A form. ``model`` reads its values; ``creates`` is the letter of the object it makes.

    The id of what a form creates is chosen when the form opens, so sending it twice makes it once: the handler
    gets the id in ``ctx.creating``. ``under`` gives the handle under which it is filled in where nobody may know
    whose the object is, else None: what is typed is kept under that name. ``keeps`` gives what of a text may be kept
    before it is sent, and what its writer is told where that is not all of it.
    """

    form: Callable[[T, Reading], Form]
    model: type[V]
    run: Callable[[T, V, Creating], Outcome]
    creates: str = ""
    under: Callable[[T], MemberRef | None] = lambda _: None
    keeps: Callable[[str], tuple[str, Msg | None]] = lambda text: (text, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Way[T]):
    """A question that changes nothing."""

    run: Callable[[T, Asked, Reading], Reply]


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """A card of an object, rendered for one viewer.

    A view is also rendered for people who could see the object once: under ``/waiting``, for a redelivery, and when
    copies are brought up to date. So ``render`` looks at the viewer itself, and shows neutral words to who may not.
    """

    name: str
    on: Kind[T]
    render: Callable[[T, Reading], Content]


@dataclass(frozen=True, slots=True)
class Listener(Generic[H]):
    """Something to do in the same transaction when a happening comes in or an event is recorded.

    With ``last`` it hears after all others, and only what none of them took (``ctx.take``).
    """

    to: type[H]
    run: Callable[[H, Context], None]
    last: bool = False


def on(to: type[H], run: Callable[[H, Context], None], *, last: bool = False) -> Listener[H]:
    """Declare a listener."""
    return Listener(to, run, last)


@dataclass(frozen=True, slots=True)
class Hears(Generic[T]):
    """Who is told what came of an intent: named by the intent's ``then``, on the object in its ``about``."""

    name: str
    on: Kind[T]
    run: Callable[[T, Result, Context], None]


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """What runs when a promise falls due. It may run late; the object may have moved on.

    With ``on`` None it is the whole community's, promised about nothing, and the object given to the handler is None.
    """

    name: str
    on: Kind[T] | None
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
class Tells(Generic[T]):
    """What was told in objects of a kind, as far as its reader may make something of it; None where that is nothing.

    The object is one that its reader may see.
    """

    on: Kind[T]
    told: Callable[[T, Reading], Telling | None]


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
class Feed:
    """A text that a member subscribes to at a private address, whose last part is ``name`` (``labs.ics``).

    ``render`` writes it as the member may read it at that moment, at each fetch anew.
    """

    name: str
    media_type: str
    render: Callable[[Reading], str]


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
    tells: Sequence[Tells[Any]] = ()
    completions: Sequence[Completion] = ()
    home: Sequence[HomeSection] = ()
    feeds: Sequence[Feed] = ()
    erasure: Erasure | None = None
