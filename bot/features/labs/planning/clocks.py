"""Following the clocks: what was agreed is a time on the clocks of a place, and the rules for those may change.

New rules come with the tables that the system, or a new version of the bot, brings. So all labs to come are looked at
once a day; where a moment has changed, the lab has moved, and whoever hears that tells the people.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.core.inbound import JobDue
from bot.domain.labs import life
from bot.domain.labs.events import LabScheduled
from bot.features.labs.keeping import keep_lab
from bot.ports.context import Context
from bot.ports.feature import Job, Listener, on

CLOCKS: Final = "labs.clocks"
_AT: Final = time(3, tzinfo=UTC)


def watch(_scheduled: LabScheduled, ctx: Context) -> None:
    """Look at the clocks from the first lab on; a later lab puts off no look that is to come."""
    ctx.promise(CLOCKS, "", _next(ctx.now))


def follow(_nothing: None, _due: JobDue, ctx: Context) -> None:
    """Move each lab to come to the moment at which clocks show its time by the rules as they are now."""
    to_come = ctx.store.labs.unfinished(ctx.community.ref)
    for lab in map(ctx.store.labs.get, to_come):
        if lab is not None:
            keep_lab(ctx, lab, life.follow_clocks(lab))
    if to_come:
        ctx.promise(CLOCKS, "", _next(ctx.now))


def _next(now: datetime) -> datetime:
    today = datetime.combine(now.date(), _AT)
    return today if today > now else today + timedelta(days=1)


LISTENERS: tuple[Listener[LabScheduled], ...] = (on(LabScheduled, watch),)
JOBS: tuple[Job[None], ...] = (Job(CLOCKS, None, follow),)
