"""How a question ends, and how it begins again. Nothing ends without a resolution.

All raise ``Refusal`` where it stands elsewhere, ``AlreadySettled`` where it has ended. Who may do it is asked before,
by the rules.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.desk import alarms, deadlines, route
from bot.domain.desk import events as happened
from bot.domain.desk.desk import Desk
from bot.domain.desk.events import Change
from bot.domain.desk.question import Leg, Question, QuestionState, Resolution, Useful
from bot.domain.desk.standing import free_for, not_over, reason_given, ref, standing
from bot.domain.desk.working_time import WorkingTime

REOPENED_WITHIN: Final = timedelta(days=30)
WITHOUT_AN_ANSWER: Final = frozenset({Resolution.NO_ANSWER_KNOWN, Resolution.OUT_OF_SCOPE})
"""How the desk itself can end a question."""


def accept(question: Question, entry: str, clock: WorkingTime, now: datetime) -> Change:
    """Take its asker's word that this answer solved it."""
    not_over(question)
    if question.responded_at is None or not entry:
        raise Refusal(t("There is no answer yet. If you need none any more, you can take your question back."))
    return ended(replace(question, accepted=entry), Resolution.ANSWERED, clock, now)


def resolve(
    question: Question, by: MemberRef, resolution: Resolution, reason: str, clock: WorkingTime, now: datetime
) -> Change:
    """End it for the desk, which knows no answer or is not the one to ask. The reason is told to whoever asked."""
    if resolution not in WITHOUT_AN_ANSWER:
        raise ValueError(f"a desk does not end a question as {resolution}")
    free_for(question, by)
    told = replace(question, why=reason_given(reason), responded_at=question.responded_at or now)
    return ended(told, resolution, clock, now)


def withdraw(question: Question, clock: WorkingTime, now: datetime) -> Change:
    """Take it back, for its asker."""
    not_over(question)
    return ended(question, Resolution.WITHDRAWN, clock, now)


def rate(question: Question, useful: Useful) -> Change:
    """Say once what the answer was worth, for its asker."""
    if question.resolution is not Resolution.ANSWERED:
        raise Refusal(t("Please say first whether the answer solved it."))
    if question.useful is not None:
        raise AlreadySettled(t("Thank you: you have said already what this answer was worth."))
    return replace(question, useful=useful), (happened.AnswerRated(about=question.id, useful=useful),)


def still_stuck(
    question: Question, desk: Desk, clock: WorkingTime, now: datetime, answerer: WorkingTime | None = None
) -> Change:
    """Say that the answer does not solve it: it goes first to whoever gave it. ``answerer`` is their working time."""
    if question.state is not QuestionState.ANSWERED:
        raise standing(question)
    return _again(question, desk, clock, now, answerer)


def reopen(
    question: Question, desk: Desk, clock: WorkingTime, now: datetime, answerer: WorkingTime | None = None
) -> Change:
    """Open a question again that has ended: all that was said stays, and the time to solve it counts anew."""
    if question.state is not QuestionState.RESOLVED or question.ended_at is None:
        raise standing(question)
    if now > question.ended_at + REOPENED_WITHIN:
        raise Refusal(
            t(
                "This ended more than {days} days ago. Please ask anew, and name {ref} in it: then the desk sees what "
                "was said before.",
                days=REOPENED_WITHIN.days,
                ref=ref(question.id),
            )
        )
    open_again = replace(question, resolution=None, why="", ended_at=None, accepted="")
    return _again(open_again, desk, clock, now, answerer)


def ended(question: Question, resolution: Resolution, clock: WorkingTime, now: datetime) -> Change:
    """End a question; nobody is asked for anything about it any more."""
    over = replace(
        deadlines.gone_on(question, clock, now),
        state=QuestionState.RESOLVED,
        resolution=resolution,
        ended_at=now,
        return_at=None,
        snoozed_until=None,
        asked_more="",
        route=route.closed(question, took=False),
    )
    return over, (happened.QuestionResolved(about=question.id, resolution=resolution),)


def _again(question: Question, desk: Desk, clock: WorkingTime, now: datetime, answerer: WorkingTime | None) -> Change:
    opened = replace(
        deadlines.begun(question, desk, clock, now),
        state=QuestionState.REOPENED,
        claimed_by=None,
        reopened=question.reopened + 1,
    )
    if question.claimed_by is not None:
        until = (answerer or clock).ends(now, desk.claim_lasts)
        why = t("had it before, and it is not solved yet")
        opened = replace(opened, route=route.told(opened, Leg(question.claimed_by, why, question.rung, now, until)))
    return alarms.set_anew(opened, desk, clock, now), (happened.QuestionReopened(about=question.id),)
