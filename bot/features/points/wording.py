"""Words and helpers that several parts of this feature share."""

from typing import Final

from bot.core.content import Button, Style
from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.core.text import Code, Inline, Msg, Strong, Untrusted, joined, t
from bot.core.tokens import Token
from bot.domain.countries import country_in
from bot.domain.pods.forgetting import forgotten
from bot.domain.points.life import Change
from bot.domain.points.point import LearningPoint
from bot.ports.context import Context, Reading

CARD: Final = "points.point"
"""The one view of a learning point."""


def ref(point: LearningPoint) -> Code:
    """Give a learning point's short reference."""
    return Code(reference(point.id))


def name_of(point: LearningPoint) -> Strong:
    """Give its name, emphasised, in people's words."""
    return Strong(Untrusted(point.name))


def place_of(point: LearningPoint, reading: Reading) -> Inline:
    """Say where it is: the place, if one is named, and the country in the reader's language."""
    country = Untrusted(country_in(point.country, reading.reader.locale))
    return joined([Untrusted(point.place), country], ", ") if point.place else country


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL) -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"points.{action}", object_id), style)


def keep(ctx: Context, before: LearningPoint | None, change: Change) -> LearningPoint:
    """Store what became of a learning point; its copies follow."""
    point = ctx.keep(ctx.store.learning_points, before, change)
    ctx.refresh(point.id)
    return point


def here(member: MemberRef, reading: Reading) -> bool:
    """Tell whether somebody is of this community: no bot, no guest, nobody who has gone. Not all have been seen yet."""
    if member.community != reading.community.ref or forgotten(member):
        return False
    known = reading.store.members.get(member)
    return known is None or not (known.bot or known.gone or known.guest)


NOT_HERE: Final = t("They have to be members of this community. Please choose others.")
