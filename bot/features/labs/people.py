"""People as they are named in a form, and whether they can be."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from bot.core.content import Content
from bot.core.errors import Refusal
from bot.core.intents import Direct
from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.domain.access import Viewer, audiences
from bot.domain.labs.lab import Lab
from bot.domain.labs.series import Series
from bot.domain.pods.forgetting import forgotten
from bot.ports.context import Context, Reading

UNKNOWN: Final = t("I don't know this person. Choose somebody from the list.")
MAY_WRITE: Final = t("Whoever writes has to be one of those who may come. Please choose others.")
IN_GROUPS: Final = t("Whoever you put into a group has to be one of those who may come. Please choose others.")
MAY_COME: Final = t("Whoever leads has to be one of those who may come. Please choose others.")


def read_people(typed: Any) -> tuple[MemberRef, ...]:
    """Read members' references as a client sends them: one, or several."""
    words = typed.split() if isinstance(typed, str) else typed
    try:
        return tuple(dict.fromkeys(MemberRef.parse(word) for word in words))
    except ValueError:
        raise Refusal(UNKNOWN) from None


def _one(typed: Any) -> MemberRef | None:
    found = read_people(typed)
    return found[0] if found else None


People = Annotated[tuple[MemberRef, ...], BeforeValidator(read_people)]
Person = Annotated[MemberRef | None, BeforeValidator(_one)]


def here(member: MemberRef, reading: Reading) -> bool:
    """Tell whether somebody can be asked: no bot, no guest, nobody who has gone. Not everybody has been seen yet."""
    known = reading.store.members.get(member)
    return not forgotten(member) and (known is None or not (known.bot or known.gone or known.guest))


def check(people: Iterable[MemberRef], may: Callable[[Viewer], bool], field: str, ctx: Context, why: Msg) -> None:
    """Refuse, at this field, whoever is not here or may not come."""
    if not all(here(one, ctx) and may(ctx.viewer_of(one)) for one in people):
        raise Refusal(why, field)


def tell(member: MemberRef, about: Lab | Series, words: Content, ctx: Context) -> None:
    """Tell somebody something about what they may still come to, alone, who did not just do it themselves."""
    may_come = about.audience in audiences(ctx.viewer_of(member))
    if member != ctx.viewer.member and here(member, ctx) and may_come:
        ctx.send(Direct(member, words))
