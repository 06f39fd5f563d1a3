"""What is answered, at once and to the one who acted alone; whatever others are to see leaves as an intent."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.content import Content, Note, Option
from bot.core.forms import Step
from bot.core.text import Inline, Msg


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
    """The card that was pressed now looks like this. Where there is no card it is a private answer.

    A ``note`` is for the one who pressed alone: it is told in a private message beside the card, which others may see
    and which is brought up to date without it.
    """

    content: Content
    note: Inline | None = None

    @property
    def whole(self) -> Content:
        """The card with the note under it, which is also what a screen reader says first: the private answer."""
        if self.note is None:
            return self.content
        return Content(self.note, (*self.content.blocks, Note(self.note)))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What completes the typed text; at most 25."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing to say."""


Outcome = Reply | ShowForm | FormErrors | UpdateCard | Suggestions | Done
