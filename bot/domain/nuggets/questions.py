"""What others need to try it, and its author is asked for one thing at a time once it is to be read beyond its pod."""

from dataclasses import replace
from typing import Final

from bot.core.errors import AlreadySettled
from bot.core.text import t
from bot.domain.nuggets import events as happened
from bot.domain.nuggets.life import Change
from bot.domain.nuggets.nugget import Nugget, NuggetState, Told
from bot.domain.nuggets.words import FieldName

ASKED: Final = (FieldName.WHY, FieldName.FOR_WHOM, FieldName.WHEN, FieldName.HOW)
"""In the order of asking."""


def untold(nugget: Nugget) -> tuple[FieldName, ...]:
    """Give what others need and it does not tell."""
    return tuple(name for name in ASKED if not nugget.says(name))


def unanswered(nugget: Nugget) -> tuple[FieldName, ...]:
    """Give what it does not tell, without what its author cannot say."""
    return tuple(name for name in untold(nugget) if name not in nugget.skipped)


def ask_next(nugget: Nugget) -> Change:
    """Ask the next thing, or nothing more; nothing is asked of what is not in review."""
    still = unanswered(nugget) if nugget.state is NuggetState.IN_REVIEW else ()
    return replace(nugget, asking=still[0] if still else None), ()


def ask_for_all(nugget: Nugget) -> Change:
    """Ask again for all that it does not tell, also for what its author left out."""
    if nugget.state is not NuggetState.IN_REVIEW or not untold(nugget):
        raise AlreadySettled(t("There is nothing to ask about it."))
    if nugget.asking is not None:
        raise AlreadySettled(t("I am asking the author already."))
    return ask_next(replace(nugget, skipped=()))


def answer(nugget: Nugget, name: FieldName, told: Told, withheld: tuple[str, ...] = ()) -> Change:
    """Take the author's answer to what they are asked, and ask the next thing."""
    _is_asked(nugget, name)
    answered = replace(
        nugget,
        fields={**nugget.fields, name: told},
        withheld=tuple(sorted({*nugget.withheld, *withheld})),
    )
    return ask_next(answered)[0], (happened.NuggetEdited(about=nugget.id),)


def skip(nugget: Nugget, name: FieldName) -> Change:
    """Leave out what its author cannot say, and ask the next thing."""
    _is_asked(nugget, name)
    return ask_next(replace(nugget, skipped=(*nugget.skipped, name)))


def last_answer(nugget: Nugget) -> FieldName | None:
    """Give what its author answered last and can still take back: what stands in no message of the thread."""
    if nugget.state is not NuggetState.IN_REVIEW:
        return None
    before = ASKED[: ASKED.index(nugget.asking)] if nugget.asking else ASKED
    answered = [name for name in before if nugget.says(name) and nugget.fields[name].message is None]
    return answered[-1] if answered else None


def take_back(nugget: Nugget, name: FieldName) -> Change:
    """Take out an answer that was none, and ask again."""
    if last_answer(nugget) is not name:
        raise AlreadySettled(t("That is not there any more."))
    fields = {one: told for one, told in nugget.fields.items() if one is not name}
    return ask_next(replace(nugget, fields=fields))[0], (happened.NuggetEdited(about=nugget.id),)


def _is_asked(nugget: Nugget, name: FieldName) -> None:
    if nugget.asking is not name:
        raise AlreadySettled(t("I am not asking this any more."))
