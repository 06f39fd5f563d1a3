"""What is answered, at once and to the one who acted alone; whatever others are to see leaves as an intent."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.content import Content, Option
from bot.core.forms import Step
from bot.core.text import Msg


@dataclass(frozen=True, slots=True)
class Reply:
    """A private answer."""

    content: Content


@dataclass(frozen=True, slots=True)
class ShowForm:
    """The next thing to fill in."""

    step: Step


@dataclass(frozen=True, slots=True)
class FormErrors:
    """The form stays as it is, with what is wrong said at each input ("" for the form as a whole).

    ``step`` is the same section with what was typed, for platforms that cannot leave a form open.
    """

    errors: Mapping[str, Msg]
    step: Step


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """The card that was pressed now looks like this. Where there is no card it is a private answer."""

    content: Content


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What completes the typed text; at most 25."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing to say."""


Outcome = Reply | ShowForm | FormErrors | UpdateCard | Suggestions | Done
