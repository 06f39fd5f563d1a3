"""When a pod comes to its end, its labs to come are called off with its reason, and its series plan no more."""

from bot.domain.labs import repeating
from bot.domain.labs.lab import PLANNED
from bot.domain.pods.events import PodClosed
from bot.features.labs.planning.changing import call_off
from bot.features.labs.planning.repeating import plan_ahead
from bot.ports.context import Context
from bot.ports.feature import Listener, on


def end(closed: PodClosed, ctx: Context) -> None:
    """Call off what a pod has planned."""
    pod = ctx.store.pods.get(closed.about)
    if pod is None:
        return
    for series in map(ctx.store.lab_series.get, ctx.store.lab_series.going_on(pod.community)):
        if series is not None and series.pod == pod.id:
            plan_ahead(ctx.keep(ctx.store.lab_series, series, repeating.stop(series)), ctx)
    for lab in map(ctx.store.labs.get, ctx.store.labs.unfinished(pod.community)):
        if lab is not None and lab.pod == pod.id and lab.state in PLANNED:
            call_off(lab, closed.reason, ctx)


LISTENERS: tuple[Listener[PodClosed], ...] = (on(PodClosed, end),)
