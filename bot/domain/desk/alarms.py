"""What a question's clock tells the desk: a target is near, or missed. Each goes off once, whatever the clocks do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.domain.desk import deadlines
from bot.domain.desk.deadlines import Target
from bot.domain.desk.desk import Desk
from bot.domain.desk.events import Change, QuestionBreached
from bot.domain.desk.question import Alarm, Question
from bot.domain.desk.working_time import WorkingTime

TELLS: Final[Mapping[Alarm, Target]] = MappingProxyType(
    {
        Alarm.RESPONSE_NEAR: Target.RESPONSE,
        Alarm.RESPONSE_MISSED: Target.RESPONSE,
        Alarm.RESOLUTION_NEAR: Target.RESOLUTION,
        Alarm.RESOLUTION_MISSED: Target.RESOLUTION,
    }
)
MISSED: Final[Mapping[Target, Alarm]] = MappingProxyType(
    {Target.RESPONSE: Alarm.RESPONSE_MISSED, Target.RESOLUTION: Alarm.RESOLUTION_MISSED}
)


def at(question: Question, alarm: Alarm, desk: Desk, clock: WorkingTime) -> datetime | None:
    """Give when an alarm goes off; None if nothing is due, and once it has. After the miss there is no warning."""
    target = TELLS[alarm]
    if {alarm, MISSED[target]} & set(question.alarms):
        return None
    if alarm is MISSED[target]:
        return deadlines.due(question, target)
    return deadlines.warn_at(question, target, desk, clock)


def ring(question: Question, alarm: Alarm, desk: Desk, clock: WorkingTime, now: datetime) -> Change:
    """Let an alarm go off; one that is not due any more, or not yet, changes nothing.

    A warning that comes so late that the target is missed by then tells of the miss, and of that alone.
    """
    due = at(question, alarm, desk, clock)
    if due is None or due > now:
        return question, ()
    if TELLS[alarm] in deadlines.breached(question, now):
        alarm = MISSED[TELLS[alarm]]
    rung = replace(question, alarms=(*question.alarms, alarm))
    if alarm is not MISSED[TELLS[alarm]]:
        return rung, ()
    return rung, (QuestionBreached(about=question.id, first=alarm is Alarm.RESPONSE_MISSED),)


def set_anew(question: Question, desk: Desk, clock: WorkingTime, now: datetime) -> Question:
    """Let those go off again that tell what is not so any more, since its targets were moved."""
    return replace(question, alarms=tuple(one for one in question.alarms if _still(question, one, desk, clock, now)))


def _still(question: Question, alarm: Alarm, desk: Desk, clock: WorkingTime, now: datetime) -> bool:
    target = TELLS[alarm]
    to_go = deadlines.to_go(question, target, clock, now)
    if to_go is None or (target is Target.RESPONSE and question.responded_at):
        return True
    near = deadlines.warning(target, question.priority, desk, clock)
    return to_go <= (timedelta() if alarm is MISSED[target] else near)
