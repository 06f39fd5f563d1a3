"""What every handler of this feature does: store a change with all that hangs on it, and find the people concerned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.core.errors import AlreadySettled, Hidden, Refusal
from bot.core.refs import MemberRef
from bot.core.text import Code, t
from bot.domain.calendar import zone_of
from bot.domain.desk import rules
from bot.domain.desk.desk import Desk, Priority
from bot.domain.desk.merging import end_of
from bot.domain.desk.promises import Turn, promised
from bot.domain.desk.question import Alarm, Entry, Question
from bot.domain.desk.working_time import WorkingTime, of_desk
from bot.domain.events import Event
from bot.features.helpdesk.filing import file_away
from bot.ports.context import Context, Reading

CARD: Final = "desk.question"
"""The view of a question, whoever reads it."""

PAGES: Final = "desk.pages"
"""The job that tells somebody of a question once they are at work."""

SHOWN: Final = "desk.shown"
"""What hears where a question's card stands in the staff's room: they talk about it under it."""


def keep_question(ctx: Context, before: Question | None, change: tuple[Question, tuple[Event, ...]]) -> Question:
    """Store what became of a question and log what happened; its copies, promises and waiting follow."""
    question = ctx.keep(ctx.store.questions, before, change)
    if question.over:
        ctx.settle(question.id)
        ctx.withdraw_promise(question.id)
    else:
        _promise(question, ctx)
    if before is not None:
        file_away(question, ctx)
        ctx.refresh(question.id)
    return question


def _promise(question: Question, ctx: Context) -> None:
    """Have everything happen at its time that time alone brings, as things stand now."""
    desk = desk_of(ctx, question)
    coming = promised(question, desk, clock_of(ctx, desk))
    for what in (*Turn, *Alarm):
        if what in coming:
            # What is due already is promised for now: for the moment that it was due it may have come once before.
            ctx.promise(f"desk.{what.value}", question.id, max(coming[what], ctx.now))
        else:
            ctx.withdraw_promise(question.id, f"desk.{what.value}")


def desk_of(reading: Reading, question: Question) -> Desk:
    """Give the desk that a question was put to."""
    desk = reading.store.desks.get(question.desk)
    if desk is None:
        raise Hidden
    return desk


def goes_on_as(question: Question, reading: Reading) -> Question | None:
    """Give the question as which this one goes on, if it does and the viewer may read that."""
    if not question.merged_into:
        return None
    try:
        into = end_of(question, reading.store.questions.get)
    except AlreadySettled:
        return None
    return into if rules.may_see(reading.viewer, into) else None


def open_desks(reading: Reading) -> Sequence[Desk]:
    """Give the desks that can be asked here; Refusal, which says who can open one, if there is none."""
    desks = reading.store.desks.open_in(reading.community.ref)
    if not desks:
        raise Refusal(t("There is no help desk here yet. A steward can open one with {open}.", open=Code("/desk open")))
    return desks


def clock_of(reading: Reading, desk: Desk) -> WorkingTime:
    """Give a desk's working time."""
    return of_desk(desk, zone_of(reading.community.zone))


def time_of(reading: Reading, member: MemberRef, desk: Desk) -> WorkingTime:
    """Give a person's working time; the desk's where they have told none."""
    profile = reading.store.members.get(member)
    at_desk = clock_of(reading, desk)
    hours = profile.working_hours if profile and profile.working_hours else at_desk.hours
    zone = (profile.zone or profile.platform_zone) if profile else ""
    return WorkingTime(hours, zone_of(zone, at_desk.zone.key))


def told_from(question: Question, member: MemberRef, reading: Reading) -> datetime:
    """Give from when on somebody may be told of a question: at once where it is urgent, else in their own hours."""
    if question.priority is Priority.URGENT:
        return reading.moment
    # Held against this very moment: of what is asked without a name only the hour may be kept.
    return time_of(reading, member, desk_of(reading, question)).opens(reading.moment)


def settle_desk(question: Question, ctx: Context, but: MemberRef | None = None) -> None:
    """Let a question await nobody of the desk any more, now or later; what its asker was asked stays."""
    ctx.withdraw_promise(question.id, PAGES)
    for member in ctx.store.waiting.about(question.id):
        if member not in {question.asker, but}:
            ctx.settle(question.id, member)


def entry_of(reading: Reading, question: Question, entry_id: str) -> Entry:
    """Give something that was said about this question; Hidden for what was said elsewhere, or is gone."""
    entry = reading.store.entries.get(entry_id)
    if entry is None or entry.question != question.id or entry.gone:
        raise Hidden
    return entry


def handle_of(question: Question) -> MemberRef | None:
    """Give the handle under which its asker acts; None where they do so by their name."""
    return question.asker if question.anonymous else None


def hide_if_anonymous(question: Question, ctx: Context) -> None:
    """Let its asker act under the question's handle where nobody may know whose it is."""
    if (handle := handle_of(question)) is not None:
        ctx.act_as(handle)
