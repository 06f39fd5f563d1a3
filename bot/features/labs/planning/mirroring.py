"""Showing labs in the platform's own calendar, where it has one that everybody in the community sees.

A pod's lab is never shown there: its very title would tell others that there is such a pod.
"""

from bot.core.content import Content, Paragraph, buttons
from bot.core.inbound import Refused, Result
from bot.core.intents import Direct, ScheduleEvent
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.labs import rules
from bot.domain.labs.events import LabCancelled, LabChanged, LabMoved, LabScheduled
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import button, title_of
from bot.ports.answering import say
from bot.ports.context import Context
from bot.ports.feature import Action, Hears, Listener, on

MIRRORED = "labs.mirrored"


def follow(event: LabScheduled | LabMoved | LabChanged | LabCancelled, ctx: Context) -> None:
    """Have the calendar show what became of a lab."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        show_there(lab, ctx)


def show_there(lab: Lab, ctx: Context) -> None:
    """Have the calendar show a lab as it is now, unless it is a pod's."""
    if lab.plan.scope is Scope.POD or lab.pod:
        return
    event = ScheduleEvent(
        community=lab.community,
        uid=lab.id,
        title=lab.plan.title,
        starts=lab.starts_at,
        ends=lab.ends_at,
        description=lab.plan.question,
        cancelled=lab.state is LabState.CANCELLED,
    )
    ctx.send(event, then=MIRRORED, about=lab.id)


def tell(lab: Lab, heard: Result, ctx: Context) -> None:
    """Tell those who lead it that the calendar does not show it, and what to do; where there is none, all is well."""
    if not isinstance(heard, Refused) or heard.reason == "unsupported":
        return
    first = t("The calendar here does not show {lab} as it is planned.", lab=title_of(lab.plan))
    again = buttons([button(t("Try again"), "show_in_calendar", lab.id)])
    for member in lab.facilitators:
        ctx.send(Direct(member, Content(first, (Paragraph(first), Paragraph(heard.advice), *again))))


def try_again(lab: Lab, ctx: Context) -> Outcome:
    """Have the calendar show it once what was in the way is mended."""
    show_there(lab, ctx)
    return say(t("I try again. If it does not work, I tell you here."))


ACTIONS = (Action(name="labs.show_in_calendar", may=rules.facilitates, on=LAB, run=try_again),)
HEARS = (Hears(MIRRORED, LAB, tell),)
LISTENERS: tuple[Listener[LabScheduled] | Listener[LabMoved] | Listener[LabChanged] | Listener[LabCancelled], ...] = (
    on(LabScheduled, follow),
    on(LabMoved, follow),
    on(LabChanged, follow),
    on(LabCancelled, follow),
)
