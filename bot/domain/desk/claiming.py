"""Claims: one person has a question at a time, and until when. Silence gives it back to the queue.

All raise ``Refusal`` where it stands elsewhere, ``AlreadySettled`` where somebody was quicker. What comes with time
(``run_out``, ``wake``) changes nothing when it comes too early, too late or again. A claimer's time is their own:
their hours, in their zone.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import Moment, t
from bot.domain.desk import events as happened
from bot.domain.desk import route
from bot.domain.desk.desk import SNOOZE_AT_MOST, Span
from bot.domain.desk.events import Change
from bot.domain.desk.question import UNCLAIMED, Question, QuestionState
from bot.domain.desk.standing import free_for, has_it, not_over, not_their_own, standing
from bot.domain.desk.working_time import WorkingTime
from bot.domain.handles import who


def claim(question: Question, by: MemberRef, lasts: Span, time: WorkingTime, now: datetime) -> Change:
    """Take a question. It goes back to the queue unless they answer, or say that they are still on it."""
    if question.state is QuestionState.CLAIMED and question.claimed_by == by:
        raise AlreadySettled(t("You have this question already."))
    free_for(question, by)
    if question.state not in UNCLAIMED:
        raise standing(question)
    way = route.taken(question, by, now)
    return _has(replace(question, route=way), by, lasts, time, now), (happened.QuestionClaimed(about=question.id),)


def keep_on(question: Question, by: MemberRef, lasts: Span, time: WorkingTime, now: datetime) -> Change:
    """Say that they are still on it: the claim lasts from now on once more, and is put off no longer."""
    has_it(question, by)
    return _has(question, by, lasts, time, now), ()


def give_back(question: Question, by: MemberRef) -> Change:
    """Put it back into the queue."""
    has_it(question, by)
    return _returned(question), (happened.QuestionReturned(about=question.id),)


def run_out(question: Question, now: datetime) -> Change:
    """Put it back into the queue once its claimer has been silent for too long."""
    if question.state is not QuestionState.CLAIMED or question.return_at is None or now < question.return_at:
        return question, ()
    returned = replace(_returned(question), route=route.let_go(question))
    return returned, (happened.QuestionReturned(about=question.id, ran_out=True),)


def snooze(question: Question, by: MemberRef, until: datetime, lasts: Span, time: WorkingTime, now: datetime) -> Change:
    """Put it off for a while. The claim lasts from then on once more; the desk's clock goes on meanwhile."""
    has_it(question, by)
    latest = time.ends(now, SNOOZE_AT_MOST)
    if until <= now:
        raise Refusal(t("Please choose a moment that is still to come."), "until")
    if until > latest:
        raise Refusal(t("It can be put off until {latest} at most.", latest=Moment(latest)), "until")
    later = replace(_has(question, by, lasts, time, until), snoozed_until=until)
    return later, (happened.QuestionSnoozed(about=question.id),)


def wake(question: Question, now: datetime) -> Change:
    """Put it before its claimer again, once the time for which it was put off is over."""
    if question.snoozed_until is None or now < question.snoozed_until:
        return question, ()
    return replace(question, snoozed_until=None), ()


def hand_over(
    question: Question, by: MemberRef, to: MemberRef, lasts: Span, time: WorkingTime, now: datetime
) -> Change:
    """Give a claim to somebody else of the desk. ``time`` is theirs: it comes back from them by silence, too."""
    not_over(question)
    not_their_own(question, by)
    not_their_own(question, to)
    if question.state is not QuestionState.CLAIMED:
        raise standing(question)
    if to == question.claimed_by:
        raise AlreadySettled(t("{who} has this question already.", who=who(to)))
    way = route.handed(question, to, t("{who} handed it over.", who=who(by)), now)
    return _has(replace(question, route=way), to, lasts, time, now), (happened.QuestionClaimed(about=question.id),)


def _has(question: Question, by: MemberRef, lasts: Span, time: WorkingTime, since: datetime) -> Question:
    # Who waits for the asker is not silent: their time begins once the asker has answered.
    return_at = None if question.asked_more else time.ends(since, lasts)
    return replace(question, state=QuestionState.CLAIMED, claimed_by=by, return_at=return_at, snoozed_until=None)


def _returned(question: Question) -> Question:
    return replace(question, state=QuestionState.RETURNED, claimed_by=None, return_at=None, snoozed_until=None)
