"""What every handler of this feature does: store a change with all that hangs on it, and find the people concerned."""

from datetime import timedelta
from typing import Final

from bot.core.errors import Hidden, Refusal
from bot.core.inbound import ActionPressed, CommandUsed
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Role
from bot.domain.events import Event
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, OVER, Attribution, Nugget, Revision
from bot.domain.pods.pod import Pod
from bot.features.nuggets.copies import bring_up_to_date
from bot.ports.context import Context, Reading
from bot.ports.holders import stewards

DRAFT_KEPT: Final = timedelta(days=14)
"""How long a draft waits for whoever has it before them."""

REVISION: Final = "V"
"""The letter of what a nugget said before; nobody names it."""


def keep_nugget(ctx: Context, before: Nugget | None, change: tuple[Nugget, tuple[Event, ...]]) -> Nugget:
    """Store what became of a nugget and log what happened; its history, its copies and what is found of it follow.

    What is over keeps no promises, awaits nobody, and leaves nothing of its words behind.
    """
    nugget = ctx.keep(ctx.store.nuggets, before, change)
    if before is not None and before.state not in DRAFTS and _told(before) != _told(nugget):
        _keep_history(before, ctx)
    if nugget.state in EMPTIED:
        ctx.store.revisions.forget(nugget.id)
        ctx.store.sources.forget(nugget.id)
    if nugget.state in OVER:
        ctx.settle(nugget.id)
        ctx.withdraw_promise(nugget.id)
    bring_up_to_date(before, nugget, ctx)
    return nugget


def keep_consent(ctx: Context, before: Consent | None, change: tuple[Consent, tuple[Event, ...]]) -> Consent:
    """Store what became of somebody's consent, and log what happened."""
    return ctx.keep(ctx.store.consents, before, change)


def nugget_of(reading: Reading, consent: Consent) -> Nugget:
    """Give the nugget that somebody was asked about."""
    nugget = reading.store.nuggets.get(consent.nugget)
    if nugget is None:
        raise Hidden
    return nugget


def reviewers(nugget: Nugget, reading: Reading) -> tuple[MemberRef, ...]:
    """Give those before whom it is: the pod's facilitators, or the stewards; its author only as the one steward."""
    if nugget.before is not Role.STEWARD:
        return tuple(member for member in facilitators(nugget, reading) if member != nugget.author)
    found = stewards(reading, nugget.community)
    return tuple(member for member in found if member != nugget.author) or found


def facilitators(nugget: Nugget, reading: Reading) -> tuple[MemberRef, ...]:
    """Give who facilitates the pod it came from; none for what came from an open room."""
    if not nugget.pod:
        return ()
    return tuple(reading.store.roles.holders(nugget.community, Role.FACILITATOR, nugget.pod))


def chosen_attribution(ctx: Context) -> Attribution | None:
    """Read how somebody would be named: from the button they pressed, or from what they typed after the command."""
    match ctx.inbound:
        case ActionPressed(token=token):
            word = token.extra.partition(".")[0]
        case CommandUsed(values=values):
            word = values.get("attribution", "")
        case _:
            word = ""
    return Attribution(word) if word in set(Attribution) else None


def promise_end(nugget: Nugget, ctx: Context) -> None:
    """Have a draft that nobody sends thrown away in the end."""
    ctx.promise("nuggets.draft_end", nugget.id, ctx.now + DRAFT_KEPT)


def begun_already() -> Refusal:
    """Say that a story is in somebody's hands already."""
    return Refusal(t("Somebody has begun a change nugget from this already. Whoever told the story decides."))


def pod_of(nugget: Nugget, reading: Reading) -> Pod | None:
    """Give the pod that it comes from; None for what comes from an open room."""
    return reading.store.pods.get(nugget.pod) if nugget.pod else None


def says(nugget: Nugget) -> tuple[object, ...]:
    """Give all that its readers read, to be held against what they read before."""
    return *_told(nugget), nugget.country, frozenset(nugget.topics)


def _told(nugget: Nugget) -> tuple[object, ...]:
    """Give what its history keeps of it."""
    return dict(nugget.fields), dict(nugget.more), nugget.result, nugget.level


def keep_without(ctx: Context, before: Nugget, change: tuple[Nugget, tuple[Event, ...]]) -> Nugget:
    """Store a nugget that somebody's words or name were taken out of; its history goes, for it may still hold them."""
    nugget = keep_nugget(ctx, before, change)
    ctx.store.revisions.forget(nugget.id)
    return nugget


def _keep_history(before: Nugget, ctx: Context) -> None:
    said = Revision(
        id=ctx.new_id(REVISION),
        nugget=before.id,
        at=ctx.now,
        fields=before.fields,
        more=before.more,
        result=before.result,
        level=before.level,
    )
    ctx.store.revisions.add(said)
