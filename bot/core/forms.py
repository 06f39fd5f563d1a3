"""What the bot asks: a form of sections, each of at most five inputs, filled in one after the other.

A form belongs to a submit (``pods.propose``) and an object. Its values are kept as a draft after each section.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Final, TypeVar

from bot.core.content import OPTIONS_LIMIT, Option, fits, theirs_alone
from bot.core.text import Inline, Msg, on_one_line, t
from bot.core.tokens import Token

TITLE_LIMIT: Final = 24
LABEL_LIMIT: Final = 45
HINT_LIMIT: Final = 100
INPUTS_LIMIT: Final = 5
TEXT_LIMIT: Final = 3000

T = TypeVar("T")

FormValue = str | tuple[str, ...]
"""What a client sends for an input: a text (dates ISO, times HH:MM, members as reference), or several chosen values."""

FormValues = Mapping[str, FormValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What all inputs share. ``initial`` is shown already filled in."""

    name: str
    label: Msg
    hint: Msg | None = None
    required: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", on_one_line(self.label))
        fits(self.label, LABEL_LIMIT)
        if self.hint:
            fits(self.hint, HINT_LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInput(Input):
    """One line, or several when ``long``; lengths in characters."""

    long: bool = False
    initial: str = ""
    minimum: int = 0
    maximum: int = TEXT_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInput(Input):
    """A web address."""

    initial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInput(Input):
    """A calendar date; where the platform has no picker it is typed, and the reading echoed."""

    initial: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInput(Input):
    """A wall-clock time."""

    initial: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Input):
    """One of a few."""

    options: tuple[Option, ...]
    initial: str = ""

    def __post_init__(self) -> None:
        Input.__post_init__(self)
        _check_options(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Input):
    """Several of a few."""

    options: tuple[Option, ...]
    initial: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Input.__post_init__(self)
        _check_options(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInput(Input):
    """A member of this community, or several."""

    several: bool = False
    initial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchInput(Input):
    """One of a long list, found by typing; ``source`` names the completion that searches it."""

    source: str
    initial: str = ""


AnyInput = TextInput | LinkInput | DateInput | TimeInput | Choice | Choices | MemberInput | SearchInput


@dataclass(frozen=True, slots=True)
class Section:
    """One step of a form: what is said first, then up to five inputs."""

    inputs: tuple[AnyInput, ...]
    intro: Inline | None = None

    def __post_init__(self) -> None:
        if self.intro is not None:
            object.__setattr__(self, "intro", theirs_alone(self.intro))
        if len(self.inputs) > INPUTS_LIMIT:
            raise ValueError(f"a section has at most {INPUTS_LIMIT} inputs, not {len(self.inputs)}")
        names = [item.name for item in self.inputs]
        if len(set(names)) != len(names):
            raise ValueError(f"two inputs of one name: {names}")


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form, all sections."""

    title: Msg
    sections: tuple[Section, ...]
    submit: Msg = field(default_factory=lambda: t("Send"))

    def __post_init__(self) -> None:
        fits(self.title, TITLE_LIMIT)
        if not self.sections:
            raise ValueError("a form has at least one section")


@dataclass(frozen=True, slots=True)
class Step:
    """One section of a form as it is put before a person: what a platform renders.

    ``token`` comes back with the values. ``errors`` are shown at their inputs; "" is the form's own.
    """

    title: Msg
    section: Section
    token: Token
    number: int
    count: int
    submit: Msg
    errors: Mapping[str, Msg] = field(default_factory=dict)


def filled(item: AnyInput, value: FormValue) -> AnyInput:
    """Give the input with this value already in it; a value that does not fit is left out."""
    match item:
        case TextInput() | LinkInput() | SearchInput() | Choice() if isinstance(value, str):
            return replace(item, initial=value)
        case Choices() | MemberInput():
            return replace(item, initial=(value,) if isinstance(value, str) else value)
        case DateInput() if isinstance(value, str):
            return replace(item, initial=_or_none(date.fromisoformat, value))
        case TimeInput() if isinstance(value, str):
            return replace(item, initial=_or_none(time.fromisoformat, value))
        case _:
            return item


def _or_none(read: Callable[[str], T], value: str) -> T | None:
    try:
        return read(value)
    except ValueError:
        return None


def _check_options(options: tuple[Option, ...]) -> None:
    if not 1 <= len(options) <= OPTIONS_LIMIT:
        raise ValueError(f"a choice has 1 to {OPTIONS_LIMIT} options, not {len(options)}: use a search input")
