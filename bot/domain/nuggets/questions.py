"""What others need to try it, and its author is asked for one thing at a time once it is to be read beyond its pod.

After what every nugget is asked come the fields that its community needs beyond the pod: ``also`` are their keys. None
of these is the name of a field of ours.
"""

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

Also = tuple[str, ...]


def untold(nugget: Nugget, also: Also = ()) -> tuple[str, ...]:
    """Give what others need and it does not tell."""
    return tuple(name for name in (*ASKED, *also) if not answered(nugget, name))


def unanswered(nugget: Nugget, also: Also = ()) -> tuple[str, ...]:
    """Give what it does not tell, without what its author cannot say."""
    return tuple(name for name in untold(nugget, also) if name not in nugget.skipped)


def answered(nugget: Nugget, name: str) -> str:
    """Give what it tells of a thing that is asked, empty for nothing."""
    return nugget.says(FieldName(name)) if name in ASKED else nugget.more.get(name, "")


def ask_next(nugget: Nugget, also: Also = ()) -> Change:
    """Ask the next thing, or nothing more; nothing is asked of what is not in review."""
    still = unanswered(nugget, also) if nugget.state is NuggetState.IN_REVIEW else ()
    return replace(nugget, asking=still[0] if still else None), ()


def ask_for_all(nugget: Nugget, also: Also = ()) -> Change:
    """Ask again for all that it does not tell, also for what its author left out."""
    if nugget.state is not NuggetState.IN_REVIEW or not untold(nugget, also):
        raise AlreadySettled(t("There is nothing to ask about it."))
    if nugget.asking is not None:
        raise AlreadySettled(t("I am asking the author already."))
    return ask_next(replace(nugget, skipped=()), also)


def answer(nugget: Nugget, name: str, told: Told, withheld: tuple[str, ...] = (), also: Also = ()) -> Change:
    """Take the author's answer to what they are asked, and ask the next thing."""
    _is_asked(nugget, name)
    now = replace(
        _with(nugget, name, told),
        withheld=tuple(sorted({*nugget.withheld, *withheld})),
        skipped=(*nugget.skipped, name),
    )
    return ask_next(now, also)[0], (happened.NuggetEdited(about=nugget.id),)


def skip(nugget: Nugget, name: str, also: Also = ()) -> Change:
    """Leave out what its author cannot say, and ask the next thing."""
    _is_asked(nugget, name)
    return ask_next(replace(nugget, skipped=(*nugget.skipped, name)), also)


def last_answer(nugget: Nugget) -> str | None:
    """Give what its author answered last and can still take back."""
    if nugget.state is not NuggetState.IN_REVIEW:
        return None
    return next((name for name in reversed(nugget.skipped) if answered(nugget, name)), None)


def take_back(nugget: Nugget, name: str, also: Also = ()) -> Change:
    """Take out an answer that was none, and ask again."""
    if last_answer(nugget) != name:
        raise AlreadySettled(t("That is not there any more."))
    back = replace(_with(nugget, name, None), skipped=tuple(one for one in nugget.skipped if one != name))
    return ask_next(back, also)[0], (happened.NuggetEdited(about=nugget.id),)


def _with(nugget: Nugget, name: str, told: Told | None) -> Nugget:
    """Give it with this told, or not told."""
    if name in ASKED:
        fields = {one: text for one, text in nugget.fields.items() if one != name}
        return replace(nugget, fields={**fields, FieldName(name): told} if told else fields)
    more = {key: text for key, text in nugget.more.items() if key != name}
    return replace(nugget, more={**more, name: told.text} if told else more)


def _is_asked(nugget: Nugget, name: str) -> None:
    if nugget.asking != name:
        raise AlreadySettled(t("I am not asking this any more."))
