"""Rich text as values: our words, other people's words, and the places where they meet.

Nothing here is a string with markup. A renderer walks the leaves, escapes each in its platform's way, and
decides what emphasis or a link looks like. Our words are looked up in the reader's language at that moment.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from operator import is_
from typing import Final, Protocol, TypeVar, cast

from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.core.safety import one_line


@dataclass(frozen=True, slots=True)
class Untrusted:
    """What a person typed, to the letter; inert wherever it is shown."""

    value: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasis."""

    text: "Inline"


@dataclass(frozen=True, slots=True)
class Code:
    """A fixed word shown as typed: a reference, a command. Never what a person wrote."""

    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A web address; with no label it shows where it goes. Only http, https and mailto are ever made live."""

    url: str
    label: "Msg | None" = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A member by name, as the platform shows one. ``notify`` says whether it may ping them."""

    member: MemberRef
    notify: bool = False


@dataclass(frozen=True, slots=True)
class RoomLink:
    """A room, as the platform links one."""

    room: RoomRef


@dataclass(frozen=True, slots=True)
class MessageLink:
    """A message as words that lead to it, and words alone where no way leads to it from the reader's community.

    ``thread`` is the one that it stands in, where that is known: some clients need it to find the way.
    """

    message: MessageRef
    thread: MessageRef | None = None


class Show(StrEnum):
    """How much of a moment to show."""

    DATE_TIME = "date_time"
    DATE = "date"
    TIME = "time"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time (aware, UTC), shown in the reader's own zone."""

    at: datetime
    show: Show = Show.DATE_TIME


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date with no zone, shown in the reader’s language with its weekday."""

    on: date


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, shown with the reader's digits and grouping."""

    value: int


@dataclass(frozen=True, slots=True)
class Msg:
    """Our own words: the English text is the key, ``{name}`` marks where an argument goes.

    With ``plural`` the form is chosen by ``count``, which is also the argument ``{count}``.
    """

    id: str
    args: "tuple[tuple[str, Inline], ...]" = ()
    plural: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """Several pieces in a row, with our own punctuation between."""

    parts: "tuple[Inline, ...]"
    between: str = ""


Leaf = Untrusted | Code | Link | Mention | RoomLink | MessageLink | Moment | Day | Number
Inline = Untrusted | Code | Link | Mention | RoomLink | MessageLink | Moment | Day | Number | Strong | Msg | Joined

Given = Inline | int


def t(text: str, /, **args: Given) -> Msg:
    """Say something in our own words; a plain string as argument does not type-check, wrap it in ``Untrusted``."""
    return Msg(text, _arguments(args))


def n(one: str, many: str, count: int, /, **args: Given) -> Msg:
    """Say something about a number, in the plural form the reader's language wants."""
    return Msg(one, _arguments(args), many, count)


def joined(parts: Iterable[Inline], between: str = ", ") -> Joined:
    """Put pieces in a row."""
    return Joined(tuple(parts), between)


def _arguments(args: dict[str, Given]) -> tuple[tuple[str, Inline], ...]:
    return tuple((name, Number(value) if isinstance(value, int) else value) for name, value in args.items())


THE_MESSAGE: Final = t("the message")
"""What a ``MessageLink`` reads as."""


class Translator(Protocol):
    """One language's words. ``gettext.NullTranslations`` and its kin are such."""

    def gettext(self, message: str) -> str:
        """Give the text in this language, or the English one."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Give the plural form for ``n`` in this language, or the English one."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of our own words, translated and ready to be escaped."""

    value: str


@dataclass(frozen=True, slots=True)
class Run:
    """One leaf to be rendered, and whether it is emphasised."""

    leaf: "Words | Untrusted | Code | Link | Mention | RoomLink | MessageLink | Moment | Day | Number"
    strong: bool = False


_SLOT: Final = re.compile(r"\{([a-z_]+)\}")


def runs(text: Inline, translator: Translator, *, strong: bool = False) -> Iterator[Run]:
    """Walk rich text leaf by leaf in one language.

    Arguments are put in by this walk alone, never by ``str.format``: braces in people's words stay braces.
    """
    match text:
        case Msg():
            yield from _message_runs(text, translator, strong)
        case Strong(inner):
            yield from runs(inner, translator, strong=True)
        case Joined(parts, between):
            for place, part in enumerate(parts):
                if place and between:
                    yield Run(Words(between), strong)
                yield from runs(part, translator, strong=strong)
        case _:
            yield Run(text, strong)


def own_words(text: Inline, translator: Translator) -> str:
    """Say our own words where there is nothing but words, as in menus."""
    return "".join(run.leaf.value for run in runs(text, translator) if isinstance(run.leaf, Words))


def _message_runs(message: Msg, translator: Translator, strong: bool) -> Iterator[Run]:
    if message.plural is None:
        template = translator.gettext(message.id) if message.id else ""
    else:
        template = translator.ngettext(message.id, message.plural, message.count)
    given = dict(message.args)
    if message.plural is not None:
        given.setdefault("count", Number(message.count))
    pieces = _SLOT.split(template)
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece:
                yield Run(Words(piece), strong)
        elif piece in given:
            yield from runs(given[piece], translator, strong=strong)
        else:
            yield Run(Words("{" + piece + "}"), strong)


Text = TypeVar("Text", bound=Inline)


def on_one_line(text: Text) -> Text:
    """Give rich text with people's words in it on one line, so that they cannot pass for a line of ours."""
    return cast("Text", _flat(text))


def _flat(text: Inline) -> Inline:
    match text:
        case Untrusted(value):
            return text if (line := one_line(value)) == value else Untrusted(line)
        case Link(url, label):
            return Link(one_line(url), on_one_line(label) if label is not None else None)
        case Strong(inner):
            return text if (flat := _flat(inner)) is inner else Strong(flat)
        case Joined(parts, between):
            pieces = tuple(map(_flat, parts))
            return text if all(map(is_, pieces, parts)) else Joined(pieces, between)
        case Msg(args=args) if args:
            values = tuple(_flat(value) for _, value in args)
            # Nearly always all of it is on one line already, and every card is made of many such texts.
            if all(value is given for value, (_, given) in zip(values, args, strict=True)):
                return text
            return replace(text, args=tuple((name, value) for value, (name, _) in zip(values, args, strict=True)))
        case _:
            return text
