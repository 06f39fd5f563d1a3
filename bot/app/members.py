"""Keeping what the platforms tell of people, without ever overwriting what people told of themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from bot.app.context import WritingContext
from bot.core.inbound import CommandUsed, FormSubmitted, Gesture, MemberLeft, MemberSeen
from bot.core.intents import LookUpMember
from bot.core.refs import MemberRef
from bot.domain.members import Member

ASKED_ABOUT: Final = 10
"""How many of the people named in one gesture are asked about: more than any form names."""


def note_member(seen: MemberSeen, ctx: WritingContext) -> None:
    """Store or update a member from what their platform tells."""
    known = ctx.store.members.get(seen.member)
    name = seen.display_name or (known.platform_name if known else "")
    own = known is not None and known.display_name not in {known.platform_name, seen.member.user}
    told = replace(
        known or Member(ref=seen.member, display_name=name),
        display_name=known.display_name if known and own else name or seen.member.user,
        platform_name=name,
        platform_locale=seen.locale or (known.platform_locale if known else ""),
        platform_zone=seen.zone or (known.platform_zone if known else ""),
        guest=seen.guest,
        bot=seen.bot,
        gone=False,
    )
    if told != known:
        ctx.store.members.put(told)


def is_news(gesture: Gesture, known: Member | None) -> bool:
    """Tell whether a gesture tells something new of whoever makes it: that they are here, or their language."""
    return known is None or gesture.locale not in {"", known.platform_locale}


def meet(gesture: Gesture, ctx: WritingContext) -> tuple[MemberRef, ...]:
    """Keep what a gesture tells of whoever makes it; gives everybody in it who was never seen before.

    No platform tells beforehand who is there: who was there before the bot came is met here.
    """
    known = ctx.profile
    if is_news(gesture, known):
        told = known or Member(ref=gesture.actor, display_name=gesture.actor.user)
        ctx.store.members.put(replace(told, platform_locale=gesture.locale or told.platform_locale))
    strangers = [gesture.actor] if known is None else []
    strangers.extend(member for member in _named(gesture) if ctx.store.members.get(member) is None)
    return tuple(dict.fromkeys(strangers[:ASKED_ABOUT]))


def ask_about(strangers: Iterable[MemberRef], ctx: WritingContext) -> None:
    """Ask the platform who they are, once."""
    for member in strangers:
        ctx.send(LookUpMember(member), key=f"{member}/seen")


def note_departure(left: MemberLeft, ctx: WritingContext) -> None:
    """Note that a member is no longer in the community; they hold no role while they are away."""
    if left.room is not None:
        return
    # With the community they left its groups: which they are in is told anew if they come back.
    ctx.store.roles.put_in_groups(left.member, ())
    known = ctx.store.members.get(left.member)
    if known is not None and not known.gone:
        ctx.store.members.put(replace(known, gone=True))


def _named(gesture: Gesture) -> Iterator[MemberRef]:
    """Give the members of the community that a gesture names, as far as can be read."""
    if not isinstance(gesture, CommandUsed | FormSubmitted):
        return
    for value in gesture.values.values():
        for text in (value,) if isinstance(value, str) else value:
            if text.startswith(f"{gesture.community}:"):
                try:
                    yield MemberRef.parse(text)
                except ValueError:
                    continue
