"""“Close the lab”: the card that awaits those who led it, with what is done and what is left, until all is told."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.content import Block, Bullets, Button, Content, Facts, Heading, Note, Paragraph, Style, buttons, content
from bot.core.inbound import JobDue
from bot.core.outcome import Outcome, Reply
from bot.core.refs import MemberRef
from bot.core.text import Inline, Moment, Msg, joined, n, t
from bot.domain.labs import closing, life, rules
from bot.domain.labs.closing import QUESTIONS, WARNED_AFTER, Closing
from bot.domain.labs.events import LabClosed, LabEnded
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.outcome import OutcomeKind
from bot.features.labs.closing.leading import leaders
from bot.features.labs.closing.sums import sums_of
from bot.features.labs.closing.words import NOT_OPEN, over_for
from bot.features.labs.keeping import keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import STATES, button, item_line, ref, title_of
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Job, Listener, Query, View, on

CARD: Final = "labs.closing"
MIND: Final = "labs.unclosed"


def closing_of(lab: Lab, reading: Reading) -> Closing:
    """Give how a lab went, as far as that is told."""
    return reading.store.closings.of_lab(lab.id) or closing.blank(lab)


def card(lab: Lab, reading: Reading) -> Content:
    """Show those who lead it what is put together, and what is left to do."""
    if not rules.facilitates(reading.viewer, lab):
        return content(NOT_OPEN)
    went = closing_of(lab, reading)
    open_still = lab.state is LabState.CLOSING
    title = t("Close the lab: {title}", title=title_of(lab.plan)) if open_still else title_of(lab.plan)
    blocks: list[Block] = [Heading(title)]
    if open_still:
        blocks += [Paragraph(joined(_left(lab, went, reading), " "))]
    blocks.append(Facts(tuple(_facts(lab, went, reading))))
    if any(lab.used):
        blocks.append(Bullets(tuple(_took(lab))))
    blocks += sums_of(lab, reading)
    if open_still and went.closes_at is not None:
        blocks.append(Note(t("It is closed by itself {moment}.", moment=Moment(went.closes_at))))
    blocks.append(Note(joined([ref(lab), STATES[lab.state]], " · ")))
    return Content(title, (*blocks, *buttons(_buttons(lab, went))))


def _left(lab: Lab, went: Closing, reading: Reading) -> Iterator[Inline]:
    if went.answered < len(QUESTIONS):
        left = len(QUESTIONS) - went.answered
        yield n("One of the four questions is open.", "{count} of the four questions are open.", left)
    outcomes = reading.store.outcomes.of_lab(lab.id)
    if not outcomes:
        yield t("No decision and no action is noted yet.")
    if nobodys := sum(one.to_do and one.owner is None for one in outcomes):
        yield n("One action has nobody who does it.", "{count} actions have nobody who does them.", nobodys)
    yield t("When you close it, the summary goes to its room and to those who missed it. You can skip what you like.")


def _facts(lab: Lab, went: Closing, reading: Reading) -> Iterator[tuple[Msg, Inline]]:
    outcomes = reading.store.outcomes.of_lab(lab.id)
    yield t("Questions answered"), t("{count} of {all}", count=went.answered, all=len(QUESTIONS))
    yield t("Decisions"), t("{count}", count=sum(one.kind is OutcomeKind.DECISION for one in outcomes))
    yield t("Actions"), t("{count}", count=sum(one.kind is OutcomeKind.ACTION for one in outcomes))
    yield t("Were there"), t("{count}", count=reading.store.rsvps.came(lab.id))
    if lab.opened_at is not None and lab.over_at is not None and not lab.plan.over_days:
        took = int((lab.over_at - lab.opened_at).total_seconds()) // 60
        yield t("Time used"), t("{took} of {planned}", took=over_for(took), planned=over_for(lab.when.minutes))


def _took(lab: Lab) -> Iterator[Inline]:
    for item, used in zip(lab.plan.agenda, lab.used, strict=False):
        yield joined([item_line(item, shown=60), t("took {long}", long=over_for(used // 60))], " · ")


def _buttons(lab: Lab, went: Closing) -> Sequence[Button]:
    further = [button(t("Decisions and actions"), "outcomes", lab.id), button(t("Who was there"), "attendance", lab.id)]
    if lab.state is LabState.CLOSED:
        return [button(t("What came of it"), "summary", lab.id, Style.PRIMARY), *further]
    if lab.state is not LabState.CLOSING:
        return further
    asks = Style.NORMAL if went.answered == len(QUESTIONS) else Style.PRIMARY
    return [
        button(t("Answer the questions"), "look_back", lab.id, asks),
        button(t("Note an outcome"), "outcome", lab.id),
        *further,
        button(t("Close the lab"), "close", lab.id, Style.NORMAL if asks is Style.PRIMARY else Style.PRIMARY),
    ]


def show(lab: Lab, _asked: Asked, reading: Reading) -> Reply:
    """Show it."""
    return Reply(card(lab, reading))


@or_as_it_stands(CARD)
def close(lab: Lab, ctx: Context) -> Outcome:
    """Close it; what came of it is told."""
    keep_lab(ctx, lab, life.close(lab, ctx.now))
    return ctx.show(CARD, lab.id)


def _begin(event: LabEnded, ctx: Context) -> None:
    """Put the harvest before those who lead it, now that the session is over."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        _hand_out(lab, ctx)
        ctx.promise(MIND, lab.id, ctx.now + WARNED_AFTER)


def _hand_out(lab: Lab, ctx: Context) -> None:
    for leader in leaders(lab, ctx):
        ctx.await_from(leader, CARD, lab.id)


def hand_on(lab: Lab, gone: MemberRef, ctx: Context) -> None:
    """Put the harvest before others when somebody goes before whom it was, unless it is before who led with them."""
    ctx.settle(lab.id, gone, view=CARD)
    left = [one for one in leaders(lab, ctx) if one != gone]
    if not any(one in lab.facilitators for one in left):
        for leader in left:
            ctx.await_from(leader, CARD, lab.id)


def mind(lab: Lab, _due: JobDue, ctx: Context) -> None:
    """Tell those who lead it that it will be closed; once they were told and some time has passed, close it."""
    if lab.state is not LabState.CLOSING:
        return
    known = ctx.store.closings.of_lab(lab.id)
    if known is not None and known.closes_at is not None:
        keep_lab(ctx, lab, life.close(lab, ctx.now))
        return
    warned = ctx.keep(ctx.store.closings, known, closing.warn(lab, closing_of(lab, ctx), ctx.now))
    if warned.closes_at is not None:
        ctx.promise(MIND, lab.id, warned.closes_at)
    _hand_out(lab, ctx)


def _finish(event: LabClosed, ctx: Context) -> None:
    ctx.settle(event.about, view=CARD)
    ctx.withdraw_promise(event.about, MIND)


ACTIONS = (
    Action(
        name="labs.close",
        may=rules.facilitates,
        on=LAB,
        command="labs close",
        help=t("Close a learning lab that is over, and tell what came of it"),
        run=close,
    ),
)
QUERIES = (
    Query(
        name="labs.harvest",
        may=rules.facilitates,
        on=LAB,
        command="labs harvest",
        help=t("See what is left to do before a learning lab is closed"),
        run=show,
    ),
)
VIEWS = (View(CARD, LAB, card),)
JOBS = (Job(MIND, LAB, mind),)
LISTENERS: tuple[Listener[LabEnded] | Listener[LabClosed], ...] = (on(LabEnded, _begin), on(LabClosed, _finish))
