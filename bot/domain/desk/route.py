"""A question's way from one to the next. It only grows: who was told stays on it, with whether they took it."""

from dataclasses import replace
from datetime import datetime

from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.domain.desk.question import Leg, Question


def open_leg(question: Question) -> Leg | None:
    """Give the last leg while it is open whether they take it."""
    return question.route[-1] if question.route and question.route[-1].took is None else None


def awaited(question: Question) -> MemberRef | None:
    """Give from whom the next step is awaited: who has it, else before whom it is; nobody while it is put off."""
    if question.snoozed_until is not None:
        return None
    leg = open_leg(question)
    return question.claimed_by or (leg.who if leg is not None else None)


def closed(question: Question, *, took: bool) -> tuple[Leg, ...]:
    """Give the way with whether the last one took it, where that was open."""
    if open_leg(question) is None:
        return question.route
    return (*question.route[:-1], replace(question.route[-1], took=took))


def taken(question: Question, by: MemberRef, now: datetime) -> tuple[Leg, ...]:
    """Give the way once somebody has taken it: before whom it was, or somebody else of their own accord."""
    leg = open_leg(question)
    if leg is not None and leg.who == by:
        return closed(question, took=True)
    return handed(question, by, t("Took it without being asked."), now)


def handed(question: Question, to: MemberRef, why: Msg, now: datetime) -> tuple[Leg, ...]:
    """Give the way once somebody has it whom it was not before."""
    return (*closed(question, took=False), Leg(to, why, question.rung, now, took=True))


def told(question: Question, leg: Leg) -> tuple[Leg, ...]:
    """Give the way with the next one who is told."""
    return (*closed(question, took=False), leg)


def let_go(question: Question) -> tuple[Leg, ...]:
    """Give the way once the one who had it has let it lie."""
    return (*question.route[:-1], replace(question.route[-1], took=False))


def renewed(question: Question, until: datetime) -> tuple[Leg, ...]:
    """Give the way with more time for the one before whom it is."""
    leg = open_leg(question)
    if leg is None or leg.until is None:
        return question.route
    return (*question.route[:-1], replace(leg, until=max(leg.until, until)))


def tried(question: Question) -> frozenset[MemberRef]:
    """Give those before whom it was."""
    return frozenset(leg.who for leg in question.route)
