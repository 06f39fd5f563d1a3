"""“Me too” and “Useful”: one press each, counted and never told who; whoever told the lesson hears that it helps."""

from typing import Final

from bot.core.inbound import JobDue
from bot.core.outcome import Outcome
from bot.core.text import Msg, n, t
from bot.domain.nuggets import rules
from bot.domain.nuggets.events import NuggetEchoed
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Echo, next_thanks
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.spread.giving_back import give, givers
from bot.features.nuggets.wording import ref
from bot.ports.answering import noted
from bot.ports.context import Context
from bot.ports.feature import Action, Job

FIRST_THANKS: Final = "nuggets.first_thanks"
THANKS: Final = "nuggets.thanks"


def same(nugget: Nugget, ctx: Context) -> Outcome:
    """Say that one knows the same."""
    return _say(nugget, Echo.SAME, ctx)


def useful(nugget: Nugget, ctx: Context) -> Outcome:
    """Say that it was useful."""
    return _say(nugget, Echo.USEFUL, ctx)


def thank(nugget: Nugget, _due: JobDue, ctx: Context) -> None:
    """Tell whoever gave it how many it has helped by now."""
    if not rules.published(nugget):
        return
    said = _counted(nugget, ctx)
    for member in givers(nugget, ctx) if said else ():
        give(member, nugget, ctx, *said)
    ctx.refresh(nugget.id)


def _say(nugget: Nugget, echo: Echo, ctx: Context) -> Outcome:
    if not ctx.store.echoes.add(nugget.id, ctx.actor, echo, ctx.now):
        return noted(ctx.show("nuggets.nugget", nugget.id), t("You have said so already, and it counts."))
    ctx.record(NuggetEchoed(about=nugget.id, kind=echo.value))
    first = ctx.store.echoes.first(nugget.id)
    # The first word comes by a job of its own, so that a second one at the same time does not put it off by a day.
    if first is None or sum(ctx.store.echoes.count(nugget.id, one) for one in Echo) == 1:
        ctx.promise(FIRST_THANKS, nugget.id, ctx.now)
    else:
        ctx.promise(THANKS, nugget.id, next_thanks(first, ctx.now))
    return noted(
        ctx.show("nuggets.nugget", nugget.id), t("Thank you. Whoever told it hears that it helps, not from whom.")
    )


def _counted(nugget: Nugget, ctx: Context) -> tuple[Msg, ...]:
    found = ctx.store.echoes.count(nugget.id, Echo.USEFUL)
    known = ctx.store.echoes.count(nugget.id, Echo.SAME)
    said = []
    if found:
        useful_to = n("One person found {ref} useful.", "{count} people found {ref} useful.", found, ref=ref(nugget.id))
        said.append(useful_to)
    if known:
        known_to = n(
            "One person knows the same as {ref} tells.",
            "{count} people know the same as {ref} tells.",
            known,
            ref=ref(nugget.id),
        )
        said.append(known_to)
    return (*said, t("What you told helps. Thank you.")) if said else ()


ACTIONS = (
    Action(
        name="nuggets.useful",
        may=rules.echoes,
        on=NUGGET,
        command="nugget useful",
        help=t("Say that a change nugget was useful to you"),
        run=useful,
    ),
    Action(
        name="nuggets.same",
        may=rules.echoes,
        on=NUGGET,
        command="nugget me-too",
        help=t("Say that you know the same as a change nugget tells"),
        run=same,
    ),
)
JOBS = (Job(FIRST_THANKS, NUGGET, thank), Job(THANKS, NUGGET, thank))
