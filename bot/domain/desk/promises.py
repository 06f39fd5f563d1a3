"""What is to happen to a question by itself, and when. What is over waits for nothing."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.domain.desk import alarms, route
from bot.domain.desk.desk import Desk
from bot.domain.desk.question import UNCLAIMED, Alarm, Question
from bot.domain.desk.working_time import WorkingTime


class Turn(StrEnum):
    """What comes when somebody is silent."""

    CLAIM_RUNS_OUT = "claim_runs_out"
    WAKES = "wakes"
    PASSED_ON = "passed_on"


def promised(question: Question, desk: Desk, clock: WorkingTime) -> Mapping[Turn | Alarm, datetime]:
    """Give what is still to come; a moment that has passed means at once.

    What comes changes nothing where it does not fit any more (``run_out``, ``wake``, ``pass_on``, ``ring``), so that
    it may come early, late and again.
    """
    leg = route.open_leg(question)
    passed_on = leg.until if leg and question.state in UNCLAIMED and not question.asked_more else None
    coming: dict[Turn | Alarm, datetime | None] = {
        Turn.CLAIM_RUNS_OUT: question.return_at,
        Turn.WAKES: question.snoozed_until,
        Turn.PASSED_ON: passed_on,
        **{alarm: alarms.at(question, alarm, desk, clock) for alarm in Alarm},
    }
    return {what: at for what, at in coming.items() if at is not None}
