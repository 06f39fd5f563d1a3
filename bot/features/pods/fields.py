"""What forms of this feature are read with: people, yes or no, lines; and the inputs that occur in several."""

from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Choice, MemberInput, TextInput
from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.domain.pods.refusals import REASON_LIMIT

LINE: Final = 200
PARAGRAPH: Final = 1500
ANSWER: Final = 500
"""Five answers of this length, with their questions, fit the narrowest platform's message."""
ACCEPTED: Final = "yes"


def read_people(typed: Any) -> tuple[MemberRef, ...]:
    """Read members' references as a client sends them: one, or several."""
    words = typed.split() if isinstance(typed, str) else typed
    try:
        return tuple(word if isinstance(word, MemberRef) else MemberRef.parse(word) for word in words)
    except (ValueError, AttributeError):
        raise Refusal(t("I don't know this person. Choose somebody from the list.")) from None


def read_person(typed: Any) -> MemberRef:
    """Read one member's reference."""
    people = read_people(typed)
    if len(people) != 1:
        raise Refusal(t("Please choose one person."))
    return people[0]


def read_lines(typed: Any) -> Any:
    """Read one item a line; empty lines are none."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip()) if isinstance(typed, str) else typed


Person = Annotated[MemberRef, BeforeValidator(read_person)]
People = Annotated[tuple[MemberRef, ...], BeforeValidator(read_people)]
Lines = Annotated[tuple[str, ...], BeforeValidator(read_lines)]


def line(name: str, label: Msg, value: str = "", *, required: bool = False, hint: Msg | None = None) -> TextInput:
    """Ask for a line."""
    return TextInput(name=name, label=label, hint=hint, required=required, initial=value, maximum=LINE)


def paragraph(name: str, label: Msg, value: str = "", *, required: bool = False, hint: Msg | None = None) -> TextInput:
    """Ask for a few sentences."""
    return TextInput(name=name, label=label, hint=hint, required=required, initial=value, long=True, maximum=PARAGRAPH)


def reason(label: Msg, name: str = "reason") -> TextInput:
    """Ask why; whoever it concerns is told."""
    return TextInput(name=name, label=label, long=True, maximum=REASON_LIMIT)


def yes_or_no(name: str, label: Msg, value: bool, hint: Msg | None = None) -> Choice:
    """Ask for a yes or a no, with one of them chosen already."""
    options = (Option("yes", t("Yes")), Option("no", t("No")))
    return Choice(name=name, label=label, hint=hint, options=options, initial="yes" if value else "no")


def accept_rules() -> Choice:
    """Ask for the acceptance of the ground rules shown above."""
    return Choice(
        name="accept", label=t("Do you accept the ground rules?"), options=(Option(ACCEPTED, t("Yes, I do")),)
    )


def one_person(name: str, label: Msg, hint: Msg | None = None) -> MemberInput:
    """Ask for one member."""
    return MemberInput(name=name, label=label, hint=hint)
