"""By when a desk means to have answered first, and to have a question solved, in its working time.

Both are counted from when it was asked. While its asker is asked for more the clock stands still, and once a question
is opened again the solution is counted anew. A target that was missed stays missed by as much.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.desk.desk import Desk, Priority, Span
from bot.domain.desk.question import Question, QuestionState
from bot.domain.desk.working_time import WorkingTime

WARNED: Final = 4
"""The last of so many parts of a target's time begins with a warning: three quarters are gone."""


class Target(StrEnum):
    """What a desk means to do in time."""

    RESPONSE = "response"
    RESOLUTION = "resolution"


def span(target: Target, priority: Priority, desk: Desk) -> Span:
    """Give how long a desk means to take."""
    targets = desk.targets[priority]
    return targets.first_response if target is Target.RESPONSE else targets.resolution


def begun(question: Question, desk: Desk, clock: WorkingTime, since: datetime) -> Question:
    """Count from this moment; a first response that was given is not asked for again."""
    if question.responded_at is None:
        first = clock.ends(since, span(Target.RESPONSE, question.priority, desk))
        question = replace(question, respond_by=first)
    return replace(question, resolve_by=clock.ends(since, span(Target.RESOLUTION, question.priority, desk)), left=None)


def stopped(question: Question, clock: WorkingTime, now: datetime) -> Question:
    """Let its clock stand still, with as much to go as there is now."""
    if question.left is not None or question.resolve_by is None:
        return question
    return replace(question, left=clock.between(now, question.resolve_by))


def gone_on(question: Question, clock: WorkingTime, now: datetime) -> Question:
    """Let a clock that stands still go on."""
    left = question.left
    if left is None:
        return question
    response = to_go(question, Target.RESPONSE, clock, now)
    if question.responded_at is None and response is not None:
        question = replace(question, respond_by=clock.shifted(now, response))
    return replace(question, resolve_by=clock.shifted(now, left), left=None)


def prioritised(question: Question, priority: Priority, desk: Desk, clock: WorkingTime) -> Question:
    """Count for another priority from where it was counted, without the time in which the clock stood still."""
    longer = {
        target: clock.length(span(target, priority, desk)) - clock.length(span(target, question.priority, desk))
        for target in Target
    }
    if question.respond_by is not None and question.responded_at is None:
        question = replace(question, respond_by=clock.shifted(question.respond_by, longer[Target.RESPONSE]))
    if question.resolve_by is not None:
        question = replace(question, resolve_by=clock.shifted(question.resolve_by, longer[Target.RESOLUTION]))
    left = None if question.left is None else question.left + longer[Target.RESOLUTION]
    return replace(question, priority=priority, left=left)


def to_go(question: Question, target: Target, clock: WorkingTime, now: datetime) -> timedelta | None:
    """Give how much working time is left, less than none once it is late; None where nothing is counted."""
    end = question.respond_by if target is Target.RESPONSE else question.resolve_by
    if end is None:
        return None
    if question.left is None or question.resolve_by is None:
        return clock.between(now, end)
    return question.left + clock.between(question.resolve_by, end)


def due(question: Question, target: Target) -> datetime | None:
    """Give by when the desk means to; None once it has, when it is over, and while the clock stands still."""
    if question.over or question.left is not None:
        return None
    if target is Target.RESPONSE:
        return None if question.responded_at else question.respond_by
    return None if question.state is QuestionState.ANSWERED else question.resolve_by


def warn_at(question: Question, target: Target, desk: Desk, clock: WorkingTime) -> datetime | None:
    """Give when three quarters of a target's time are gone."""
    end = due(question, target)
    return None if end is None else clock.shifted(end, -warning(target, question.priority, desk, clock))


def warning(target: Target, priority: Priority, desk: Desk, clock: WorkingTime) -> timedelta:
    """Give with how much working time to go a warning comes."""
    return clock.length(span(target, priority, desk)) / WARNED


def breached(question: Question, now: datetime) -> tuple[Target, ...]:
    """Tell which targets are missed by now."""
    ends = {target: due(question, target) for target in Target}
    return tuple(target for target, end in ends.items() if end is not None and end <= now)
