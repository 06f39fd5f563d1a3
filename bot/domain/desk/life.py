"""A question's life until it is answered: each function takes it on, and tells what has happened.

All raise ``Refusal`` where it stands elsewhere, ``AlreadySettled`` where somebody was quicker. Who may do it is asked
before, by the rules. How it ends is in ``ending`` and ``merging``, who has it in ``claiming`` and ``ladder``.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import t
from bot.domain.desk import alarms, deadlines, route
from bot.domain.desk import events as happened
from bot.domain.desk.desk import Desk, Priority, Rung
from bot.domain.desk.events import Change
from bot.domain.desk.question import Question, QuestionState, Visibility
from bot.domain.desk.standing import fits, free_for, not_over, not_their_own, standing
from bot.domain.desk.working_time import WorkingTime
from bot.domain.nuggets.words import Level

TEXT_MOST: Final = 2000
DETAIL_MOST: Final = 600

ASKED_A_DAY: Final = 20
"""Questions that one person can put to the desks in a day: more than anybody has, and too few to drown others'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody brings to the desk. ``asker`` of an anonymous question is a handle."""

    asker: MemberRef
    text: str
    visibility: Visibility = Visibility.COMMUNITY
    pod: str = ""
    room: RoomRef | None = None
    topic: str = ""
    country: str = ""
    level: Level | None = None
    setting: str = ""
    tried: str = ""
    needed_by: date | None = None
    priority: Priority = Priority.NORMAL
    why_urgent: str = ""
    language: str = ""
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """What somebody of the desk puts right; None leaves it as it is."""

    topic: str | None = None
    priority: Priority | None = None
    why_urgent: str | None = None
    country: str | None = None
    level: Level | None = None
    text: str | None = None


def ask(question_id: str, desk: Desk, asking: Asking, clock: WorkingTime, now: datetime) -> Change:
    """Ask the desk. Its time begins to count."""
    if desk.closed_on is not None:
        raise Refusal(t("This help desk is closed. Please ask another one."))
    if asking.visibility is Visibility.POD and not asking.pod:
        raise Refusal(
            t("Only what is asked in a pod can stay in it. Please choose who else may read it."), "visibility"
        )
    if asking.needed_by is not None:
        _still_to_come(asking.needed_by, clock, now)
    question = Question(
        id=question_id,
        community=desk.community,
        desk=desk.id,
        pod=asking.pod,
        room=asking.room,
        state=QuestionState.ASKED,
        visibility=asking.visibility,
        asker=asking.asker,
        asked_at=now,
        text=_text(asking.text),
        topic=asking.topic,
        country=asking.country,
        level=asking.level,
        setting=fits(asking.setting, DETAIL_MOST, "setting"),
        tried=fits(asking.tried, DETAIL_MOST, "tried"),
        needed_by=asking.needed_by,
        priority=asking.priority,
        why_urgent=_why_urgent(asking.priority, asking.why_urgent),
        language=asking.language,
        shown=asking.shown,
        rung=next(iter(desk.ladder), Rung.EXPERT),
    )
    return deadlines.begun(question, desk, clock, now), (happened.QuestionAsked(about=question.id),)


def one_more(asked_today: int) -> None:
    """Refuse a question more from somebody who asked very many today."""
    if asked_today >= ASKED_A_DAY:
        raise Refusal(
            t(
                "You have asked {limit} questions since this time yesterday; the desk needs time for them. Your words "
                "are kept here: send them tomorrow.",
                limit=ASKED_A_DAY,
            )
        )


def triage(question: Question, by: MemberRef, right: Triage, desk: Desk, clock: WorkingTime, now: datetime) -> Change:
    """Look at it for the desk, and put right what is not; another priority counts from when it was asked."""
    not_over(question)
    not_their_own(question, by)
    priority = right.priority or question.priority
    why = question.why_urgent if right.why_urgent is None else right.why_urgent
    looked_at = replace(
        deadlines.prioritised(question, priority, desk, clock),
        state=QuestionState.TRIAGED if question.state is QuestionState.ASKED else question.state,
        triager=by,
        topic=question.topic if right.topic is None else right.topic,
        why_urgent=_why_urgent(priority, why),
        country=question.country if right.country is None else right.country,
        level=right.level or question.level,
        text=question.text if right.text is None else _text(right.text),
    )
    looked_at = alarms.set_anew(looked_at, desk, clock, now)
    return looked_at, (happened.QuestionTriaged(about=question.id, priority=priority),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What its asker tells besides, for whoever looks who knows; empty for nothing."""

    country: str = ""
    level: Level | None = None
    setting: str = ""
    tried: str = ""
    needed_by: date | None = None


def tell_more(question: Question, more: Details, clock: WorkingTime, now: datetime) -> Change:
    """Take what its asker tells besides."""
    not_over(question)
    if more.needed_by is not None and more.needed_by != question.needed_by:
        _still_to_come(more.needed_by, clock, now)
    told = replace(
        question,
        country=more.country,
        level=more.level,
        setting=fits(more.setting, DETAIL_MOST, "setting"),
        tried=fits(more.tried, DETAIL_MOST, "tried"),
        needed_by=more.needed_by,
    )
    return told, (happened.FollowedUp(about=question.id),)


def respond(question: Question, now: datetime) -> Change:
    """Note that the desk has said something to its asker: the first time, that is its response."""
    return replace(question, responded_at=question.responded_at or now), ()


def ask_more(question: Question, by: MemberRef, entry: str, clock: WorkingTime, now: datetime) -> Change:
    """Ask its asker for more: until they answer, its clock stands still, and no claim runs out."""
    free_for(question, by)
    if question.state is QuestionState.ANSWERED:
        raise standing(question)
    if question.asked_more:
        raise AlreadySettled(t("Whoever asked has been asked for more already, and has not answered yet."))
    waiting = replace(deadlines.stopped(question, clock, now), asked_more=entry, return_at=None, snoozed_until=None)
    return waiting, (happened.MoreAsked(about=question.id),)


def follow_up(
    question: Question, desk: Desk, clock: WorkingTime, now: datetime, holder: WorkingTime | None = None
) -> Change:
    """Take what its asker writes. If they were asked for more, the clock goes on, and whoever has it has time again.

    ``holder`` is the working time of who has it, or before whom it is.
    """
    not_over(question)
    written = (happened.FollowedUp(about=question.id),)
    if not question.asked_more:
        return question, written
    until = (holder or clock).ends(now, desk.claim_lasts)
    return replace(
        deadlines.gone_on(question, clock, now),
        asked_more="",
        snoozed_until=None,
        return_at=until if question.state is QuestionState.CLAIMED else None,
        route=route.renewed(question, until),
    ), written


def answer(question: Question, by: MemberRef, clock: WorkingTime, now: datetime) -> Change:
    """Answer it; whoever asked says then whether that solves it. The first answer is the desk's response.

    Who answers what nobody has takes it. More can be said after an answer by anybody of the desk.
    """
    not_over(question)
    not_their_own(question, by)
    said = (happened.QuestionAnswered(about=question.id),)
    if question.state is QuestionState.ANSWERED:
        return question, said
    free_for(question, by)
    way = question.route if question.claimed_by == by else route.taken(question, by, now)
    return replace(
        deadlines.gone_on(question, clock, now),
        state=QuestionState.ANSWERED,
        claimed_by=by,
        route=way,
        responded_at=question.responded_at or now,
        return_at=None,
        snoozed_until=None,
        asked_more="",
    ), said


def _still_to_come(day: date, clock: WorkingTime, now: datetime) -> None:
    if day < now.astimezone(clock.zone).date():
        raise Refusal(t("This day is over. Please choose one that is still to come, or none."), "needed_by")


def _text(text: str) -> str:
    text = fits(text, TEXT_MOST, "text")
    if not text:
        raise Refusal(t("Please write your question. One line is enough."), "text")
    return text


def _why_urgent(priority: Priority, why: str) -> str:
    why = fits(why, DETAIL_MOST, "why_urgent")
    if priority is Priority.URGENT and not why:
        raise Refusal(t("Please say in a few words why it is urgent: others wait for it."), "why_urgent")
    return why
