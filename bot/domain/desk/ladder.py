"""The ladder: before whom a question comes, and how it climbs when nobody takes it.

All raise ``Refusal`` where it stands elsewhere. ``pass_on`` changes nothing while somebody still has the time to take
it. Who may know, and why, in which order and until when, is worked out before and handed in.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import Msg, Untrusted, t
from bot.domain.desk import events as happened
from bot.domain.desk import route
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.desk import Rung
from bot.domain.desk.events import Change
from bot.domain.desk.question import UNCLAIMED, Leg, Question, QuestionState
from bot.domain.desk.standing import free_for, not_their_own, reason_given, standing
from bot.domain.handles import who

AT_THE_TOP: Final = t("Nobody else is there to ask, so it stays with the staff of the desk.")
"""What is said once a question has climbed as far as it can."""


def route_to(question: Question, to: Candidate) -> Change:
    """Put it before somebody; whom it was before until now is not asked any more."""
    _waits(question)
    not_their_own(question, to.who)
    leg = route.open_leg(question)
    if leg is not None and leg.who == to.who:
        raise AlreadySettled(t("It is before {who} already.", who=who(to.who)))
    return _before(question, to), (happened.QuestionRouted(about=question.id, rung=to.rung),)


def pass_on(question: Question, ladder: Sequence[Rung], candidates: Sequence[Candidate], now: datetime) -> Change:
    """Put it before the next one: the best on this rung, else on the next rung that has somebody.

    Nobody is asked twice. Once there is nobody else it is back in the queue, with the staff.
    """
    leg = route.open_leg(question)
    if question.state not in UNCLAIMED or question.asked_more or _has_time(leg, now):
        return question, ()
    chosen = _next(question, (question.rung, *_above(ladder, question.rung)), candidates)
    if chosen is not None and chosen.rung is question.rung:
        return _before(question, chosen), (happened.QuestionRouted(about=question.id, rung=chosen.rung),)
    if chosen is not None:
        return _up(question, chosen, _nobody_took(question.rung, chosen.why))
    if leg is None:
        return question, ()
    left = replace(question, state=QuestionState.RETURNED, route=route.closed(question, took=False))
    return left, (happened.QuestionReturned(about=question.id, ran_out=True),)


def decline(
    question: Question, by: MemberRef, ladder: Sequence[Rung], candidates: Sequence[Candidate], now: datetime
) -> Change:
    """Say, as the one before whom it is, that somebody else knows better: it goes on to the next one at once."""
    leg = route.open_leg(question)
    if leg is None or leg.who != by:
        raise standing(question)
    passed, events = pass_on(replace(question, route=route.closed(question, took=False)), ladder, candidates, now)
    if route.open_leg(passed) is not None:
        return passed, events
    return replace(passed, state=QuestionState.RETURNED), (happened.QuestionReturned(about=question.id),)


def escalate(
    question: Question,
    by: MemberRef,
    reason: str,
    ladder: Sequence[Rung],
    candidates: Sequence[Candidate],
) -> Change:
    """Send it up the ladder by hand, and say why; a claim of theirs ends with it."""
    free_for(question, by)
    if question.state is QuestionState.ANSWERED:
        raise standing(question)
    reason = reason_given(reason)
    chosen = _next(question, _above(ladder, question.rung), candidates)
    if chosen is None:
        raise Refusal(AT_THE_TOP)
    why = t("{who} sent it up: “{reason}” {why}", who=who(by), reason=Untrusted(reason), why=chosen.why)
    return _up(replace(question, claimed_by=None, return_at=None, snoozed_until=None), chosen, why)


def _waits(question: Question) -> None:
    if question.state not in UNCLAIMED:
        raise standing(question)


def _has_time(leg: Leg | None, now: datetime) -> bool:
    return leg is not None and (leg.until is None or leg.until > now)


def _above(ladder: Sequence[Rung], rung: Rung) -> Sequence[Rung]:
    return ladder[ladder.index(rung) + 1 :] if rung in ladder else ladder


def _next(question: Question, rungs: Sequence[Rung], candidates: Sequence[Candidate]) -> Candidate | None:
    asked = route.tried(question) | {question.asker}
    fresh = [one for one in candidates if one.who not in asked]
    return next((one for rung in rungs for one in fresh if one.rung is rung), None)


def _before(question: Question, to: Candidate) -> Question:
    leg = Leg(to.who, to.why, to.rung, to.at, to.until)
    return replace(question, state=QuestionState.ROUTED, rung=to.rung, route=route.told(question, leg))


def _up(question: Question, to: Candidate, why: Msg) -> Change:
    climbed = replace(_before(question, replace(to, why=why)), state=QuestionState.ESCALATED)
    return climbed, (
        happened.QuestionEscalated(about=question.id, rung=to.rung),
        happened.QuestionRouted(about=question.id, rung=to.rung),
    )


def _nobody_took(rung: Rung, why: Msg) -> Msg:
    match rung:
        case Rung.EXPERT:
            return t("Nobody who knows the topic could take it. {why}", why=why)
        case Rung.COUNTRY:
            return t("Nobody in the country could take it. {why}", why=why)
        case Rung.REGION:
            return t("Nobody in the region could take it. {why}", why=why)
        case Rung.HEADQUARTERS:
            return t("Nobody at headquarters could take it. {why}", why=why)
