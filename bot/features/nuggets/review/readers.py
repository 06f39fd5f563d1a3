"""What its author is told about who reads it, and can do about that."""

from bot.core.content import Block, Button, Note, Paragraph, Style
from bot.core.text import Msg, joined, t
from bot.domain.access import Role, Scope
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.features.nuggets.review.steps import hole
from bot.features.nuggets.wording import FIELDS, button
from bot.ports.context import Reading


def about_review(nugget: Nugget, reading: Reading) -> list[Block]:
    """Tell before whom it is, what is being asked, and what stands in its way."""
    if nugget.state is not NuggetState.IN_REVIEW:
        return []
    blocks: list[Block] = []
    if wanting := hole(nugget, reading):
        what = joined(FIELDS[name] for name in wanting)
        words = t("Those you quote have not said yes to so many readers: {what}. Tell it in your own words?", what=what)
        blocks.append(Paragraph(words))
    if nugget.before is Role.FACILITATOR:
        blocks.append(Note(t("Your pod's facilitators look at it first, then the stewards.")))
    else:
        blocks.append(Note(t("The stewards of this community look at it.")))
    if nugget.asking is not None:
        blocks.append(Note(t("Meanwhile I ask you what others need to try it, in a message to you.")))
    return blocks


def choices_about_readers(nugget: Nugget) -> list[Button]:
    """Give what its author can do about who reads it."""
    leave = [button(t("Ask for nothing wider"), "leave_as_it_is", nugget.id)] if nugget.scope is not None else []
    match nugget.state:
        case NuggetState.RETURNED:
            return [button(t("Send it again"), "send_again", nugget.id, Style.PRIMARY), *leave]
        case NuggetState.IN_REVIEW:
            return leave
        case NuggetState.PUBLISHED if nugget.scope not in {None, Scope.PUBLIC}:
            return [button(t("Share more widely"), "widen", nugget.id)]
        case _:
            return []


def narrowing(nugget: Nugget) -> Msg | None:
    """Say before its author changes it who can read it until it has been reviewed again; None where nothing changes."""
    if nugget.scope in {None, Scope.POD}:
        return None
    if nugget.pod:
        return t("Once you save, only your pod can read it until it has been looked at again.")
    return t("Once you save, nobody else can read it until it has been looked at again.")
