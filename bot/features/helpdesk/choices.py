"""What each reader of a question can do now, as buttons: whoever asked, and the desk."""

from typing import Final

from bot.core.content import Button, Style
from bot.core.text import t
from bot.domain.desk.question import UNCLAIMED, Question, QuestionState, Resolution
from bot.features.helpdesk.wording import USEFUL, button
from bot.ports.context import Reading
from bot.ports.known import MATERIAL

_ANSWERED: Final = QuestionState.ANSWERED


def asker_choices(question: Question, into: Question | None = None) -> list[Button]:
    """Give what whoever asked can do; ``into`` is the question as which theirs goes on, if they may read it."""
    if into is not None:
        return [button(t("Read that question"), "question", into.id, Style.PRIMARY)]
    if question.state is QuestionState.RESOLVED:
        return _after(question)
    if question.over:
        return []
    found: list[Button] = []
    if question.state is _ANSWERED:
        found.append(button(t("That solves it"), "accept", question.id, Style.PRIMARY))
        found.append(button(t("I'm still stuck"), "still_stuck", question.id))
    answering = bool(question.asked_more)
    label = t("Answer") if answering else t("Write more")
    found.append(button(label, "write", question.id, Style.PRIMARY if answering else Style.NORMAL))
    if question.state in UNCLAIMED and not (question.country and question.level):
        found.append(button(t("Add details"), "tell_more", question.id))
    if _may_be_solved(question):
        found.append(button(t("That solves it"), "accept", question.id))
    found.append(button(t("Take my question back"), "withdraw", question.id))
    return found


def _may_be_solved(question: Question) -> bool:
    """Tell whether the desk has written something without calling it the answer, and nobody said that it is none."""
    unsaid = question.state not in {_ANSWERED, QuestionState.REOPENED}
    return unsaid and question.responded_at is not None and not question.asked_more


def to_be_rated(question: Question) -> bool:
    """Tell whether its asker is still to say what the answer was worth."""
    return question.resolution is Resolution.ANSWERED and question.useful is None


def _after(question: Question) -> list[Button]:
    found: list[Button] = []
    if to_be_rated(question):
        found = [button(words, "rate", question.id, extra=one.value) for one, words in USEFUL.items()]
    return [*found, button(t("Open it again"), "reopen", question.id)]


def staff_choices(question: Question, reading: Reading) -> list[Button]:
    """Give what the desk does most; the rest is one press away."""
    if question.over:
        kept = question.accepted and not question.article
        return [button(t("Make it an article"), "keep_answer", question.id)] if kept else []
    found: list[Button] = []
    if question.state in UNCLAIMED:
        found.append(button(t("I'll take it"), "claim", question.id, Style.PRIMARY))
        if _is_asked(question, reading):
            found.append(button(t("Not for me"), "not_for_me", question.id))
    mine = _has(question, reading)
    if mine or question.state in UNCLAIMED or question.state is QuestionState.ANSWERED:
        found.append(button(t("Answer"), "answer", question.id, Style.PRIMARY if mine else Style.NORMAL))
    if (
        (mine or question.state in UNCLAIMED)
        and not question.asked_more
        and question.state is not QuestionState.ANSWERED
    ):
        found.append(button(t("Ask for more"), "ask_more", question.id))
    if mine and question.state is QuestionState.CLAIMED:
        found.append(button(t("Still on it"), "keep_on", question.id))
    return [*found, button(t("More"), "more", question.id)]


def further_choices(question: Question, reading: Reading) -> list[Button]:
    """Give what else the desk can do."""
    found = [button(t("Route to"), "route", question.id), button(t("Sort"), "sort", question.id)]
    if _has(question, reading) and question.state is QuestionState.CLAIMED:
        found.append(button(t("Put it off"), "snooze", question.id))
        found.append(button(t("Give it back"), "give_back", question.id))
    return [
        *found,
        button(t("Escalate"), "escalate", question.id),
        button(t("Duplicate of"), "merge", question.id),
        button(t("Out of scope"), "out_of_scope", question.id),
        button(t("No answer known"), "no_answer", question.id),
        button(t("Note"), "note", question.id),
        button(t("All that was said"), "read", question.id),
        *reading.offers(MATERIAL, question.id),
    ]


def _has(question: Question, reading: Reading) -> bool:
    return reading.viewer.member is not None and question.claimed_by == reading.viewer.member


def _is_asked(question: Question, reading: Reading) -> bool:
    leg = question.route[-1] if question.route else None
    return leg is not None and leg.took is None and leg.who == reading.viewer.member
