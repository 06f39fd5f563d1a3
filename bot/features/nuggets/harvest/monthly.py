"""A pod's harvest of the month, told in its room on the first working morning of the next; nothing for nothing."""

from typing import Final

from bot.core.inbound import JobDue
from bot.domain.calendar import zone_of
from bot.domain.nuggets.events import NuggetPublished
from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.timing import next_harvest
from bot.domain.pods.events import RoomOpened
from bot.domain.pods.pod import Pod
from bot.domain.pods.rules import RUNNING
from bot.features.nuggets.harvest.views import anything
from bot.features.nuggets.kinds import HARVEST
from bot.ports.context import Context
from bot.ports.feature import Job, Listener, on

MONTHLY: Final = "nuggets.harvest"


def begin(_opened: RoomOpened, ctx: Context) -> None:
    """Have the community's pods summed up each month, from the first one that opens on."""
    _promise_next(ctx)


def begin_anyway(published: NuggetPublished, ctx: Context) -> None:
    """Have them summed up also where all pods were open already; a later nugget puts off no summary that is late."""
    nugget = ctx.store.nuggets.get(published.about)
    pod = ctx.store.pods.get(nugget.pod) if nugget is not None and nugget.pod else None
    if pod is not None and not ctx.store.nuggets.in_pod(pod.id, pod.proposed_at, ctx.now, limit=1):
        _promise_next(ctx)


def sum_up(_nothing: None, _due: JobDue, ctx: Context) -> None:
    """Tell every pod that wants it what came of it since it was last told; late is told once, and nothing twice."""
    _promise_next(ctx)
    for state in sorted(RUNNING):
        for pod_id in ctx.store.pods.in_state(ctx.community.ref, state):
            pod = ctx.store.pods.get(pod_id)
            if pod is not None and pod.room is not None and pod.charter.monthly_harvest:
                _tell(pod, ctx)


def _promise_next(ctx: Context) -> None:
    ctx.promise(MONTHLY, "", next_harvest(ctx.now, zone_of(ctx.community.zone)))


def _tell(pod: Pod, ctx: Context) -> None:
    before = ctx.store.harvests.latest(pod.id)
    harvest = Harvest(
        id=ctx.new_id(HARVEST.letter),
        community=pod.community,
        pod=pod.id,
        since=before.until if before else pod.opened_at or pod.proposed_at,
        until=ctx.now,
    )
    if pod.room is not None and anything(harvest, ctx):
        ctx.store.harvests.add(harvest)
        ctx.card("nuggets.harvest", harvest.id, pod.room)


JOBS: tuple[Job[None], ...] = (Job(MONTHLY, None, sum_up),)
LISTENERS: tuple[Listener[RoomOpened] | Listener[NuggetPublished], ...] = (
    on(RoomOpened, begin),
    on(NuggetPublished, begin_anyway),
)
