"""Wherever a nugget's words stand: its cards, what is found of it, and the sums of its pod that name it."""

from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.nugget import EMPTIED, OVER, Nugget
from bot.domain.nuggets.words import FieldName
from bot.domain.pods.rules import RUNNING
from bot.features.nuggets.filing import file_away
from bot.ports.context import Context


def bring_up_to_date(before: Nugget | None, nugget: Nugget, ctx: Context) -> None:
    """Let every copy of a nugget say what can be read of it now, and what others show of it, where that changed."""
    file_away(nugget, ctx)
    ctx.refresh(nugget.id)
    if before is None:
        return
    if _told_beside(before) != _told_beside(nugget):
        for consent in ctx.store.consents.of_nugget(nugget.id):
            ctx.refresh(consent.id)
        for adoption in ctx.store.adoptions.of_nugget(nugget.id) if nugget.published_at else ():
            ctx.refresh(adoption.id)
    if _summed_up(before) != _summed_up(nugget):
        _bring_sums_up_to_date(nugget, ctx)


def bring_count_up_to_date(nugget: Nugget, ctx: Context) -> None:
    """Let every copy of a nugget, and of the sums that name it, say how often it was tried."""
    file_away(nugget, ctx)
    ctx.refresh(nugget.id)
    _bring_sums_up_to_date(nugget, ctx)


def _told_beside(nugget: Nugget) -> tuple[object, ...]:
    """Give what is shown of it to whoever is asked about it or told of trying it: its title, to who may read that."""
    return nugget.says(FieldName.WHAT_CHANGED), nugget.audience, nugget.state in EMPTIED


def _summed_up(nugget: Nugget) -> tuple[object, ...]:
    """Give what its pod's sums tell of it."""
    return nugget.says(FieldName.WHAT_CHANGED), nugget.result, nugget.scope is None, nugget.state in OVER


def _bring_sums_up_to_date(nugget: Nugget, ctx: Context) -> None:
    """Let the sums that name it be right; a closed pod's room takes no more changes."""
    pod = ctx.store.pods.get(nugget.pod) if nugget.pod and nugget.published_at else None
    if pod is not None and pod.state in RUNNING:
        for harvest in ctx.store.harvests.of_pod(pod.id):
            if _names(harvest, nugget, ctx):
                ctx.refresh(harvest.id)


def _names(harvest: Harvest, nugget: Nugget, ctx: Context) -> bool:
    tried = (adoption.at for adoption in ctx.store.adoptions.of_nugget(nugget.id))
    told = nugget.published_at is not None and harvest.covers(nugget.published_at)
    return told or any(map(harvest.covers, tried))
