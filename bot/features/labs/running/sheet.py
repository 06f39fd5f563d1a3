"""The run sheet: a private card for who leads a session, with what is on, what comes, and every button they need."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.core.content import (
    Block,
    Bullets,
    Button,
    Content,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    Style,
    buttons,
    content,
)
from bot.core.inbound import JobDue
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Inline, Moment, Msg, Untrusted, joined, n, t
from bot.domain.handles import who
from bot.domain.labs import rules, running
from bot.domain.labs.contribution import BEFORE
from bot.domain.labs.events import LabCancelled, LabMoved, LabScheduled, LeadersChanged
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.coming import how_many
from bot.features.labs.keeping import keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import STATES, begins, button, item_line, led_by, ref, title_of
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Job, Listener, Query, View, on

SHEET: Final = "labs.sheet"
TIME: Final = "labs.time"
UNOPENED: Final = "labs.unopened"
WAIT: Final = timedelta(minutes=15)
"""How long after its time a session that nobody opened is asked about."""


def sheet(lab: Lab, reading: Reading) -> Content:
    """Show the run sheet to who leads the lab."""
    if not rules.facilitates(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    title = t("Run sheet: {title}", title=title_of(lab.plan))
    blocks: list[Block] = [Heading(title), *_stands(lab, reading)]
    if lab.plan.agenda:
        blocks.append(Bullets(tuple(_line(lab, step) for step in range(len(lab.plan.agenda)))))
    blocks.append(Facts(_facts(lab, reading)))
    blocks.append(Note(joined([ref(lab), STATES[lab.state]], " · ")))
    return Content(title, (*blocks, *buttons(_buttons(lab, reading))))


def _stands(lab: Lab, reading: Reading) -> list[Block]:
    item = running.item_on(lab)
    if item is not None:
        blocks: list[Block] = [Paragraph(t("Now: {item}", item=item_line(item))), Quote(Untrusted(item.prompt))]
        if lab.step_until is not None and lab.step_until <= reading.now:
            blocks.append(Paragraph(t("Its time is over. Go on when the group is ready.")))
        elif lab.step_until is not None:
            blocks.append(Note(t("Until about {moment}", moment=Moment(lab.step_until))))
        return blocks
    match lab.state:
        case LabState.OPEN if not lab.plan.agenda:
            return [Paragraph(t("The session is open. It has no agenda: end it when you are done."))]
        case LabState.OPEN:
            return [Paragraph(t("The session is open. Go on to the first item when people are there."))]
        case LabState.SCHEDULED if lab.ends_at <= reading.now:
            return [Paragraph(t("Nobody opened this session, and its time is over. Did it take place?"))]
        case LabState.SCHEDULED:
            return [Paragraph(t("It begins {moment}. Open it from an hour before on.", moment=begins(lab)))]
        case _:
            return [Paragraph(t("The session is over."))]


def _line(lab: Lab, step: int) -> Inline:
    said: list[Inline] = [item_line(lab.plan.agenda[step], shown=80)]
    used = lab.used[step] if step < len(lab.used) else 0
    if used >= 60 and not lab.plan.over_days:
        said.append(n("took one minute", "took {count} minutes", used // 60))
    if step == lab.step and lab.state is LabState.OPEN:
        said.append(t("on now"))
    return joined(said, " · ")


def _facts(lab: Lab, reading: Reading) -> tuple[tuple[Msg, Inline], ...]:
    facts: list[tuple[Msg, Inline]] = [
        (t("Who comes"), how_many(lab, reading)),
        (t("Here"), t("{count}", count=reading.store.rsvps.came(lab.id))),
        (t("Led by"), led_by(lab)),
    ]
    if lab.note_taker:
        facts.append((t("Notes"), who(lab.note_taker)))
    if sent := len(reading.store.contributions.to_item(lab.id, BEFORE)):
        facts.append((t("Sent ahead"), n("by one person", "by {count} people", sent)))
    return tuple(facts)


def _buttons(lab: Lab, reading: Reading) -> list[Button]:
    if lab.state is LabState.SCHEDULED:
        if lab.ends_at <= reading.now:
            return [
                button(t("It took place"), "held", lab.id, Style.PRIMARY),
                button(t("Call it off"), "cancel", lab.id),
            ]
        return [button(t("Open the session"), "open", lab.id, Style.PRIMARY)]
    if lab.state is not LabState.OPEN:
        return []
    offered = [button(t("Next item"), "next", lab.id, Style.PRIMARY, str(lab.step))] if running.to_come(lab) else []
    if lab.step >= 0 and not lab.plan.over_days:
        offered.append(button(n("One minute more", "{count} minutes more", running.MORE_MINUTES), "more_time", lab.id))
    if lab.step > 0:
        offered.append(button(t("Back"), "back", lab.id, extra=str(lab.step)))
    return [
        *offered,
        button(t("Ask a poll"), "poll", lab.id),
        button(t("Note an outcome"), "outcome", lab.id),
        *reading.offers(SHEET, lab.id),
        button(t("End the session"), "end", lab.id, Style.DANGER),
    ]


def hand_out(lab: Lab, ctx: Context) -> None:
    """Give the run sheet to everybody who leads it, and let it await them until the session is over."""
    for leader in lab.facilitators:
        ctx.await_from(leader, SHEET, lab.id)


def show(lab: Lab, _asked: Asked, reading: Reading) -> Reply:
    """Show the run sheet."""
    return Reply(sheet(lab, reading))


@or_as_it_stands(SHEET)
def give_time(lab: Lab, ctx: Context) -> Outcome:
    """Give this item some minutes more."""
    lab = keep_lab(ctx, lab, running.give_time(lab, ctx.now))
    if lab.step_until is not None:
        ctx.promise(TIME, lab.id, lab.step_until)
    return ctx.show(SHEET, lab.id)


def tell_time(lab: Lab, _due: JobDue, ctx: Context) -> None:
    """Tell who leads it that the time of an item is over; nothing stops by it."""
    if running.item_on(lab) is not None and lab.step_until is not None and lab.step_until <= ctx.now:
        hand_out(lab, ctx)


def ask(lab: Lab, _due: JobDue, ctx: Context) -> None:
    """Ask whether a session that nobody opened took place."""
    if lab.state is LabState.SCHEDULED and not lab.plan.over_days:
        hand_out(lab, ctx)


def _watch(event: LabScheduled | LabMoved, ctx: Context) -> None:
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        ctx.promise(UNOPENED, lab.id, lab.ends_at + WAIT)


def _hand_on(event: LeadersChanged, ctx: Context) -> None:
    """Give the run sheet of a session that is on to who leads it now, and take it from who does no more."""
    lab = ctx.store.labs.get(event.about)
    if lab is None or lab.state is not LabState.OPEN:
        return
    had = [one for one in ctx.store.waiting.about(lab.id) if (SHEET, lab.id) in _awaited(one, ctx)]
    for member in had:
        if member not in lab.facilitators:
            ctx.settle(lab.id, member, view=SHEET)
    for leader in lab.facilitators:
        if leader not in had:
            ctx.await_from(leader, SHEET, lab.id)


def _awaited(member: MemberRef, ctx: Context) -> Sequence[tuple[str, str]]:
    return [(view, about) for view, about, _ in ctx.store.waiting.of(member)]


def _put_away(event: LabCancelled, ctx: Context) -> None:
    ctx.settle(event.about, view=SHEET)


ACTIONS = (
    Action(
        name="labs.more_time",
        may=rules.facilitates,
        on=LAB,
        command="lab more-time",
        help=t("Give the item that is on some minutes more"),
        run=give_time,
    ),
)
QUERIES = (
    Query(
        name="labs.sheet",
        may=rules.facilitates,
        on=LAB,
        command="lab run-sheet",
        help=t("See the run sheet of a learning lab that you lead"),
        run=show,
    ),
)
VIEWS = (View(SHEET, LAB, sheet),)
JOBS = (Job(TIME, LAB, tell_time), Job(UNOPENED, LAB, ask))
LISTENERS: tuple[
    Listener[LabScheduled] | Listener[LabMoved] | Listener[LabCancelled] | Listener[LeadersChanged], ...
] = (
    on(LabScheduled, _watch),
    on(LabMoved, _watch),
    on(LabCancelled, _put_away),
    on(LeadersChanged, _hand_on),
)
