"""Keeping what the platforms tell of people, without ever overwriting what people told of themselves."""

from dataclasses import replace

from bot.app.context import WritingContext
from bot.core.inbound import MemberLeft, MemberSeen
from bot.domain.members import Member


def note_member(seen: MemberSeen, ctx: WritingContext) -> None:
    """Store or update a member from what their platform tells."""
    known = ctx.store.members.get(seen.member)
    told = replace(
        known or Member(ref=seen.member, display_name=seen.display_name),
        display_name=seen.display_name or (known.display_name if known else seen.member.user),
        platform_locale=seen.locale or (known.platform_locale if known else ""),
        platform_zone=seen.zone or (known.platform_zone if known else ""),
        guest=seen.guest,
        bot=seen.bot,
        gone=False,
    )
    if told != known:
        ctx.store.members.put(told)


def note_departure(left: MemberLeft, ctx: WritingContext) -> None:
    """Note that a member is no longer in the community; they hold no role while they are away."""
    known = ctx.store.members.get(left.member) if left.room is None else None
    if known is not None and not known.gone:
        ctx.store.members.put(replace(known, gone=True))
