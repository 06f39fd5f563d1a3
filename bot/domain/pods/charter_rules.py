"""When a charter is fit to be proposed, and what of one has changed."""

from dataclasses import fields, replace
from datetime import date
from typing import Final

from bot.core.errors import Refusal
from bot.core.text import Number, t
from bot.domain.pods.charter import QUESTIONS_LIMIT, Charter

NAME_LIMIT: Final = 60
"""Rooms are named after pods, and the narrowest platform takes 80 characters with the prefix."""

QUESTION_LIMIT: Final = 150
DECISION_DAYS_LIMIT: Final = 10
SMALLEST_CAPACITY: Final = 2


def checked(charter: Charter, today: date, before: Charter | None = None) -> Charter:
    """Give the charter with tidy spaces; Refusal naming the field that cannot stay so.

    Dates behind us are refused only where they are new, so that an old pod's charter can still be edited.
    """
    name = " ".join(charter.name.split())
    questions = tuple(question.strip() for question in charter.questions if question.strip())
    charter = replace(charter, name=name, questions=questions)
    for field in ("name", "focus", "objective"):
        if not getattr(charter, field).strip():
            raise Refusal(t("A pod needs this. A few words are enough."), field)
    if len(name) > NAME_LIMIT:
        raise Refusal(t("Please keep the name to {limit} characters.", limit=Number(NAME_LIMIT)), "name")
    if len(questions) > QUESTIONS_LIMIT:
        raise Refusal(t("Please ask at most {limit} questions.", limit=Number(QUESTIONS_LIMIT)), "questions")
    if any(len(question) > QUESTION_LIMIT for question in questions):
        raise Refusal(t("Please keep each question to {limit} characters.", limit=Number(QUESTION_LIMIT)), "questions")
    if not 1 <= charter.decision_days <= DECISION_DAYS_LIMIT:
        raise Refusal(
            t("Choose from 1 to {limit} days for deciding.", limit=Number(DECISION_DAYS_LIMIT)), "decision_days"
        )
    if charter.capacity is not None and charter.capacity < SMALLEST_CAPACITY:
        raise Refusal(t("A pod has at least {least} places.", least=Number(SMALLEST_CAPACITY)), "capacity")
    _check_dates(charter, today, before)
    return charter


def changed(before: Charter, after: Charter) -> tuple[str, ...]:
    """Name the fields in which two charters differ."""
    return tuple(field.name for field in fields(Charter) if getattr(before, field.name) != getattr(after, field.name))


def _check_dates(charter: Charter, today: date, before: Charter | None) -> None:
    for field in ("review_on", "ends"):
        day: date | None = getattr(charter, field)
        kept = before is not None and day == getattr(before, field)
        if day is not None and day <= today and not kept:
            raise Refusal(t("This date is already past. Choose a later one, or leave it empty."), field)
    if charter.starts and charter.ends and charter.ends < charter.starts:
        raise Refusal(t("The end cannot be before the start."), "ends")
    if charter.review_on and charter.ends and charter.review_on > charter.ends:
        raise Refusal(t("The review cannot be after the end."), "review_on")
