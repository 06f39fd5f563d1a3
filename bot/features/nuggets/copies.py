"""Wherever a nugget's words stand: its cards, what is found of it, and the sums of its pod that name it."""

from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.nugget import Nugget
from bot.domain.pods.rules import RUNNING
from bot.features.nuggets.filing import file_away
from bot.ports.context import Context


def bring_up_to_date(nugget: Nugget, ctx: Context) -> None:
    """Let every copy of a nugget, and of what was told of trying it, say what can be read of it now."""
    bring_count_up_to_date(nugget, ctx)
    for consent in ctx.store.consents.of_nugget(nugget.id):
        # Who is asked is told in it what the nugget tells of.
        ctx.refresh(consent.id)
    if nugget.published_at is not None:
        for adoption in ctx.store.adoptions.of_nugget(nugget.id):
            ctx.refresh(adoption.id)


def bring_count_up_to_date(nugget: Nugget, ctx: Context) -> None:
    """Let every copy of a nugget say how often it was tried; a closed pod's room takes no more changes."""
    file_away(nugget, ctx)
    ctx.refresh(nugget.id)
    pod = ctx.store.pods.get(nugget.pod) if nugget.pod and nugget.published_at else None
    if pod is not None and pod.state in RUNNING:
        for harvest in ctx.store.harvests.of_pod(pod.id):
            if _names(harvest, nugget, ctx):
                ctx.refresh(harvest.id)


def _names(harvest: Harvest, nugget: Nugget, ctx: Context) -> bool:
    tried = (adoption.at for adoption in ctx.store.adoptions.of_nugget(nugget.id))
    told = nugget.published_at is not None and harvest.covers(nugget.published_at)
    return told or any(map(harvest.covers, tried))
