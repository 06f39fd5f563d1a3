"""What others have told of the like, in an answer of its own: a card stays, and would keep titles withdrawn since."""

from collections.abc import Sequence

from bot.core.content import Block, Button, Content, Heading, Paragraph
from bot.core.outcome import Reply
from bot.core.text import t
from bot.domain.knowledge.item import Hit
from bot.domain.nuggets import rules
from bot.domain.nuggets.nugget import DRAFTS, Nugget
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.wording import button
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query
from bot.ports.known import SUGGESTED, listed


def choice(nugget: Nugget, reading: Reading) -> list[Button]:
    """Lead to what is like a nugget, where there is anything."""
    return [button(t("Who told the like?"), "alike", nugget.id)] if _hits(nugget, reading, 1) else []


def show(nugget: Nugget, _asked: Asked, reading: Reading) -> Reply:
    """Show what is like a nugget, or a draft, as it can be read at this moment."""
    title = t("Others have told of the like")
    blocks: list[Block] = listed(_hits(nugget, reading, SUGGESTED), reading)
    return Reply(Content(title, (Heading(title), *(blocks or [Paragraph(t("Nobody has told of the like so far."))]))))


def _hits(nugget: Nugget, reading: Reading, limit: int) -> Sequence[Hit]:
    """Find the like: of a draft, which is not filed yet, by its words."""
    if nugget.state in DRAFTS:
        words = " ".join(told.text for told in nugget.fields.values())
        return reading.store.knowledge.like(reading.viewer, words, limit=limit)
    return reading.store.knowledge.related(reading.viewer, nugget.id, limit=limit)


QUERIES = (
    Query(
        name="nuggets.alike",
        may=rules.may_see,
        on=NUGGET,
        command="nugget alike",
        help=t("See what others have told of the like"),
        run=show,
    ),
)
