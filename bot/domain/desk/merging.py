"""Merging: a question that asks the same as another goes on as that one, which its asker can read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.text import t
from bot.domain.access import Viewer
from bot.domain.desk import ending, rules
from bot.domain.desk import events as happened
from bot.domain.desk.events import Change
from bot.domain.desk.question import Question, QuestionState, Resolution
from bot.domain.desk.standing import not_over
from bot.domain.desk.working_time import WorkingTime

Find = Callable[[str], Question | None]


def end_of(question: Question, find: Find) -> Question:
    """Give the question as which this one goes on, in the end; itself where it is not merged."""
    seen = {question.id}
    while question.state is QuestionState.MERGED:
        following = find(question.merged_into)
        if following is None or following.id in seen:
            raise AlreadySettled(t("The question as which that one goes on is not there any more."))
        seen.add(following.id)
        question = following
    return question


def following(question: Question, merged: Callable[[str], Iterable[Question]]) -> Iterator[Question]:
    """Give all that go on as this one, those too that did so as another before; ``merged`` tells which do at once."""
    for follower in merged(question.id):
        yield follower
        yield from following(follower, merged)


def merge(question: Question, other: Question, find: Find, asker: Viewer, clock: WorkingTime, now: datetime) -> Change:
    """Let a question go on as another, or as what that one goes on as. ``asker`` is this question's, as a reader.

    What they asked under a handle counts as anybody else's: if it alone were let through, it would tell whose it is.
    """
    not_over(question)
    into = end_of(other, find)
    if into.id == question.id:
        raise Refusal(t("That is this same question, or one that goes on as it. Please name another one."), "other")
    if into.community != question.community:
        raise Refusal(t("That question was asked in another community."), "other")
    if not rules.may_see(replace(asker, handles=frozenset()), into):
        raise Refusal(
            t("Whoever asked this may not read that question or its answer. Please answer here."),
            "other",
        )
    if into.resolution is Resolution.WITHDRAWN:
        raise Refusal(t("That question was taken back, so nobody will answer it."), "other")
    over, _ = ending.ended(question, Resolution.DUPLICATE, clock, now)
    merged = replace(over, state=QuestionState.MERGED, merged_into=into.id)
    return merged, (happened.QuestionMerged(about=question.id, into=into.id),)
