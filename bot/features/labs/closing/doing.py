"""An action before whoever does it: told once, reminded on two mornings, ticked off, or given back."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.core.content import Block, Button, Content, Facts, Note, Paragraph, Style, buttons, content
from bot.core.errors import Hidden, Refusal
from bot.core.inbound import JobDue
from bot.core.outcome import Outcome as Answer
from bot.core.outcome import Reply
from bot.core.refs import MemberRef
from bot.core.text import Day, Inline, Msg, Untrusted, t
from bot.domain.calendar import zone_of
from bot.domain.handles import who
from bot.domain.labs import outcome as outcomes
from bot.domain.labs import rules
from bot.domain.labs.events import LabClosed
from bot.domain.labs.lab import Lab
from bot.domain.labs.outcome import Change, Outcome
from bot.features.labs.closing.leading import leaders
from bot.features.labs.closing.words import NOT_OPEN, ref
from bot.features.labs.kinds import OUTCOME
from bot.features.labs.wording import button, title_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Job, Listener, Query, View, on

CARD: Final = "labs.action"
REMIND: Final = "labs.action_due"


def card(outcome: Outcome, reading: Reading) -> Content:
    """Show an action to whose it is, and to who leads the lab."""
    lab = reading.store.labs.get(outcome.lab)
    if lab is None or not rules.may_see(reading.viewer, lab):
        return content(NOT_OPEN)
    if outcome.gone:
        return content(t("It is taken out."))
    if not rules.ticks_off(reading.viewer, outcome, lab):
        return content(t("This is not yours to do any more."))
    first = _first(outcome, reading)
    blocks: list[Block] = [Paragraph(first), Facts(tuple(_facts(outcome, lab)))]
    if outcome.to_do and outcome.due is not None:
        blocks.append(Note(_how_soon(outcome, outcome.due, reading)))
    return Content(first, (*blocks, *buttons(_choices(outcome, lab, reading))))


def _first(outcome: Outcome, reading: Reading) -> Msg:
    what = Untrusted(outcome.what)
    if outcome.done_at is not None:
        return t("Done: {what}", what=what)
    if not outcome.to_do:
        return t("Decided: {what}", what=what)
    if outcome.owner is None:
        return t("Who does this? {what}", what=what)
    if outcome.owner == reading.viewer.member:
        return t("This is yours to do: {what}", what=what)
    return t("{who} does this: {what}", who=who(outcome.owner), what=what)


def _facts(outcome: Outcome, lab: Lab) -> Sequence[tuple[Msg, Inline]]:
    rows: list[tuple[Msg, Inline]] = [(t("From"), title_of(lab.plan)), (t("Reference"), ref(outcome))]
    if outcome.due is not None:
        rows.insert(1, (t("By when"), Day(outcome.due)))
    return rows


def _how_soon(outcome: Outcome, due: date, reading: Reading) -> Msg:
    now = today(reading)
    if due < now:
        return t("Its day is over. Is it done, or does somebody else take it?")
    if due == now:
        return t("That is today.")
    if due - now == timedelta(days=1):
        return t("That is tomorrow.")
    if outcome.owner is None:
        return t("Whoever takes it is reminded the day before, and on that day.")
    if outcome.owner != reading.viewer.member:
        return t("They are reminded the day before, and on that day, unless they want no reminders.")
    if outcome.hushed:
        return t("You are not reminded of it.")
    return t("You are reminded the day before, and on that day.")


def _choices(outcome: Outcome, lab: Lab, reading: Reading) -> Sequence[Button]:
    if not outcome.to_do:
        return ()
    offered = [button(t("It is done"), "done", outcome.id, Style.PRIMARY)]
    if outcome.owner is not None and outcome.owner == reading.viewer.member:
        offered.append(button(t("Not me"), "not_me", outcome.id))
        if outcome.due is not None and not outcome.hushed:
            offered.append(button(t("No reminders"), "hush_action", outcome.id))
    if rules.facilitates(reading.viewer, lab):
        offered.append(button(t("Give it to somebody"), "give", outcome.id))
        offered.append(button(t("Take it out"), "take_out", outcome.id, Style.DANGER))
    return offered


def show(outcome: Outcome, _asked: Asked, reading: Reading) -> Reply:
    """Show it."""
    return Reply(card(outcome, reading))


def may_do(outcome: Outcome, reading: Reading) -> Lab:
    """Give the lab of an outcome whose reader leads it or has it to do; others are told whose it is."""
    lab = reading.store.labs.get(outcome.lab)
    if lab is None:
        raise Hidden
    if not rules.ticks_off(reading.viewer, outcome, lab):
        raise Refusal(t("This is for whoever has it to do, and for those who lead the lab."))
    return lab


def _keep(outcome: Outcome, change: Callable[[], Change], ctx: Context) -> Outcome:
    """Store what becomes of it; it awaits nobody any more, and those who see it see it as it is."""
    may_do(outcome, ctx)
    kept = ctx.keep(ctx.store.outcomes, outcome, change())
    ctx.settle(outcome.id)
    ctx.withdraw_promise(outcome.id)
    ctx.refresh(outcome.id)
    ctx.refresh(outcome.lab)
    return kept


@or_as_it_stands(CARD)
def tick_off(outcome: Outcome, ctx: Context) -> Answer:
    """Say that it is done."""
    _keep(outcome, lambda: outcomes.tick_off(outcome, ctx.now), ctx)
    return noted(ctx.show(CARD, outcome.id), t("Thank you."))


@or_as_it_stands(CARD)
def not_me(outcome: Outcome, ctx: Context) -> Answer:
    """Give it back to those who lead the lab."""
    if outcome.owner != ctx.actor:
        raise Refusal(t("This is not yours to do."))
    put_back(_keep(outcome, lambda: outcomes.give_back(outcome), ctx), ctx)
    return Reply(content(t("It is not yours any more. Those who lead the lab are asked who does it.")))


@or_as_it_stands(CARD)
def take_out(outcome: Outcome, ctx: Context) -> Answer:
    """Take out what was noted by mistake."""
    if not rules.facilitates(ctx.viewer, may_do(outcome, ctx)):
        raise Refusal(t("This is for those who lead the lab. Press “Not me” if it is not yours."))
    _keep(outcome, lambda: outcomes.take_out(outcome), ctx)
    return Reply(content(t("It is taken out.")))


@or_as_it_stands(CARD)
def hush(outcome: Outcome, ctx: Context) -> Answer:
    """Be reminded of it no more."""
    if outcome.owner != ctx.actor:
        raise Refusal(t("This is not yours to do."))
    ctx.keep(ctx.store.outcomes, outcome, outcomes.hush(outcome))
    ctx.withdraw_promise(outcome.id, REMIND)
    return noted(ctx.show(CARD, outcome.id), t("You are not reminded of it. It stays under /waiting until it is done."))


def hand_over(outcome: Outcome, ctx: Context) -> None:
    """Put it before whoever has it to do, and remind them in time."""
    if outcome.owner is None or not outcome.to_do:
        return
    ctx.await_from(outcome.owner, CARD, outcome.id)
    _promise(outcome, outcome.owner, ctx)


def put_back(outcome: Outcome, ctx: Context) -> None:
    """Put an action that nobody has before those who lead the lab."""
    lab = ctx.store.labs.get(outcome.lab)
    for leader in leaders(lab, ctx) if lab is not None else ():
        ctx.await_from(leader, CARD, outcome.id)


def call_back(outcome: Outcome, ctx: Context) -> None:
    """Take an action from somebody who cannot do it any more, and put it before those who lead the lab."""
    if not outcome.to_do:
        return
    kept = ctx.keep(ctx.store.outcomes, outcome, outcomes.give_back(outcome))
    ctx.settle(outcome.id)
    ctx.withdraw_promise(outcome.id)
    ctx.refresh(outcome.id)
    ctx.refresh(outcome.lab)
    put_back(kept, ctx)


def can_read(member: MemberRef, outcome: Outcome, ctx: Context) -> bool:
    """Tell whether somebody can still read what they have to do."""
    return rules.reads_outcome(ctx.viewer_of(member), outcome)


def remind(outcome: Outcome, _due: JobDue, ctx: Context) -> None:
    """Remind whoever has it to do, with the same card, and once more on the day."""
    if not outcome.to_do or outcome.owner is None:
        return
    if not can_read(outcome.owner, outcome, ctx):
        # Not everything through which somebody reads no more is told as a happening.
        call_back(outcome, ctx)
    elif not outcome.hushed:
        hand_over(outcome, ctx)


def _ask_who(event: LabClosed, ctx: Context) -> None:
    """Ask once more who does what nobody has, now that all else is done."""
    for outcome in ctx.store.outcomes.of_lab(event.about):
        if outcome.to_do and outcome.owner is None:
            put_back(outcome, ctx)


def _promise(outcome: Outcome, owner: MemberRef, ctx: Context) -> None:
    profile = ctx.store.members.get(owner)
    zone = zone_of((profile.zone or profile.platform_zone) if profile else "", ctx.community.zone)
    ctx.withdraw_promise(outcome.id, REMIND)
    if (at := outcomes.reminded_next(outcome, ctx.now, zone)) is not None:
        ctx.promise(REMIND, outcome.id, at)


def today(reading: Reading) -> date:
    """Give the day that it is on the reader's own clock."""
    return reading.now.astimezone(zone_of(reading.reader.zone, reading.community.zone)).date()


ACTIONS = (
    Action(
        name="labs.done",
        may=rules.reads_outcome,
        on=OUTCOME,
        command="outcome done",
        help=t("Tick off an action of a learning lab"),
        run=tick_off,
    ),
    Action(name="labs.not_me", may=rules.reads_outcome, on=OUTCOME, run=not_me),
    Action(name="labs.take_out", may=rules.reads_outcome, on=OUTCOME, run=take_out),
    Action(name="labs.hush_action", may=rules.reads_outcome, on=OUTCOME, run=hush),
)
QUERIES = (Query(name="labs.outcome_card", may=rules.reads_outcome, on=OUTCOME, run=show),)
VIEWS = (View(CARD, OUTCOME, card),)
JOBS = (Job(REMIND, OUTCOME, remind),)
LISTENERS: tuple[Listener[LabClosed], ...] = (on(LabClosed, _ask_who),)
