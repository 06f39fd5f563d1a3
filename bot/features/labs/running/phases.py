"""Labs over days: they open, go from phase to phase and end by themselves, with one reminder in each phase."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.core.content import Block, Content, Note, Paragraph, Quote, buttons
from bot.core.inbound import JobDue
from bot.core.intents import Direct
from bot.core.text import Moment, Untrusted, t
from bot.domain.labs import rules, running, saying
from bot.domain.labs.events import ItemTakenUp, LabCancelled, LabEnded, LabMoved, LabScheduled
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.rsvp import Answer, Seat
from bot.features.labs.keeping import keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.running.prompting import gather, prompt
from bot.features.labs.running.words import part_of
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context
from bot.ports.feature import Job, Listener, on

PHASE: Final = "labs.phase"
NUDGE: Final = "labs.nudge"
BEFORE_ITS_END: Final = timedelta(days=1)
"""How long before the end of a phase who comes and has said nothing to it is reminded; half of it if it is short."""


def run(lab: Lab, _due: JobDue, ctx: Context) -> None:
    """Open the lab, go on to the next phase, or end it, whichever its time has come for."""
    if lab.state is LabState.SCHEDULED and lab.starts_at <= ctx.now:
        lab = keep_lab(ctx, lab, running.begin(lab, ctx.now))
    while lab.state is LabState.OPEN and (lab.step_until is None or lab.step_until <= ctx.now):
        gather(lab, ctx)
        if running.to_come(lab):
            lab = keep_lab(ctx, lab, running.follow(lab, ctx.now))
        else:
            lab = keep_lab(ctx, lab, running.end(lab, ctx.now))
    if running.item_on(lab) is not None:
        prompt(lab, ctx)


def nudge(lab: Lab, _due: JobDue, ctx: Context) -> None:
    """Remind those who come and have said nothing yet to the phase that is on, once."""
    item = running.item_on(lab)
    if item is None or lab.step_until is None or lab.step_until <= ctx.now:
        return
    said = {one.by for one in ctx.store.contributions.to_item(lab.id, lab.step)}
    waits = t("{title} is waiting for what you say to this:", title=title_of(lab.plan))
    words = Content(
        waits,
        (
            Paragraph(waits),
            Quote(Untrusted(item.prompt)),
            Note(part_of(lab, lab.step)),
            Note(t("Until {moment}", moment=Moment(lab.step_until))),
            *_asks_all(lab),
            *buttons([button(t("Say something"), "say", lab.id), button(t("No more for this one"), "hush", lab.id)]),
        ),
    )
    for answered in ctx.store.rsvps.answered(lab.id, Answer.YES, Answer.MAYBE):
        waits_for_a_seat = answered.seat in {Seat.WAITING, Seat.OFFERED}
        quiet = answered.hushed or waits_for_a_seat or answered.member in said
        if not quiet and rules.may_see(ctx.viewer_of(answered.member), lab):
            ctx.send(Direct(answered.member, words), key=f"{NUDGE}/{lab.id}/{lab.step}/{answered.member}")


def _asks_all(lab: Lab) -> Sequence[Block]:
    """Say to who has answered already why they are asked all the same."""
    if not saying.anonymous(lab, lab.step):
        return ()
    return (Note(t("Nobody knows who has answered already, so everybody is asked.")),)


def _watch(event: LabScheduled | LabMoved, ctx: Context) -> None:
    lab = ctx.store.labs.get(event.about)
    if lab is not None and lab.plan.over_days:
        ctx.promise(PHASE, lab.id, lab.starts_at)


def _go_on_watching(event: ItemTakenUp, ctx: Context) -> None:
    """Come again at the end of this phase, and before it for who has said nothing."""
    lab = ctx.store.labs.get(event.about)
    if lab is None or not lab.plan.over_days or lab.step_until is None:
        return
    ctx.promise(PHASE, lab.id, lab.step_until)
    ctx.promise(NUDGE, lab.id, max(lab.step_until - BEFORE_ITS_END, ctx.now + (lab.step_until - ctx.now) / 2))


def _stop(event: LabEnded | LabCancelled, ctx: Context) -> None:
    for job in (PHASE, NUDGE):
        ctx.withdraw_promise(event.about, job)


JOBS = (Job(PHASE, LAB, run), Job(NUDGE, LAB, nudge))
LISTENERS: tuple[
    Listener[LabScheduled] | Listener[LabMoved] | Listener[ItemTakenUp] | Listener[LabEnded] | Listener[LabCancelled],
    ...,
] = (
    on(LabScheduled, _watch),
    on(LabMoved, _watch),
    on(ItemTakenUp, _go_on_watching),
    on(LabEnded, _stop),
    on(LabCancelled, _stop),
)
