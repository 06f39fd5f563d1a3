"""Where a question is, in a plain sentence for whoever asked: how it stands, what comes next, and when.

It names somebody of the desk only once they have it, and says nothing of what the staff write among themselves.
"""

from datetime import datetime

from bot.core.text import Moment, Msg, Show, Untrusted, t
from bot.domain.desk import route
from bot.domain.desk.deadlines import Target, breached, due
from bot.domain.desk.desk import Rung
from bot.domain.desk.ending import REOPENED_WITHIN
from bot.domain.desk.question import Question, QuestionState, Resolution
from bot.domain.desk.standing import holder, ref


def progress(question: Question, now: datetime, into: Question | None = None) -> Msg:
    """Say where a question is; ``into`` is the one as which it goes on, if its reader may read that."""
    if question.state is QuestionState.MERGED:
        return _merged(question, into)
    if question.over:
        return _ended(question, now)
    if question.state is QuestionState.ANSWERED:
        return t(
            "{who} has answered. Please say whether that solves it: if it does not, it goes back to them.",
            who=holder(question),
        )
    if question.asked_more:
        return t("The desk has asked you for more. It goes on as soon as you have answered here.")
    return t("{where} {when}", where=_where(question), when=_when(question, now))


def _where(question: Question) -> Msg:
    match question.state:
        case QuestionState.CLAIMED if question.snoozed_until:
            return t(
                "{who} has your question, and takes it up again on {when}.",
                who=holder(question),
                when=Moment(question.snoozed_until),
            )
        case QuestionState.CLAIMED:
            return t("{who} has your question, and answers it next.", who=holder(question))
        case QuestionState.ASKED:
            return t("The desk has your question. Next it looks for somebody who knows.")
        case QuestionState.ESCALATED if route.open_leg(question):
            return _higher(question.rung)
        case _:
            return _queued(question)


def _queued(question: Question) -> Msg:
    leg = route.open_leg(question)
    if leg is not None and leg.until is not None:
        return t(
            "Your question is before somebody who may know. If they do not take it by {until}, it goes to the next.",
            until=Moment(leg.until),
        )
    if leg is not None:
        return t("Your question is before somebody who may know. If they do not take it, it goes to the next.")
    if question.state is QuestionState.TRIAGED:
        return t("The desk has looked at your question. Next it goes to somebody who knows.")
    return t("Your question is with the staff of the desk. Next one of them takes it.")


def _higher(rung: Rung) -> Msg:
    match rung:
        case Rung.EXPERT:
            return t("Your question has gone further up, to somebody who knows the topic.")
        case Rung.COUNTRY:
            return t("Your question has gone further up, to somebody who answers for the country.")
        case Rung.REGION:
            return t("Your question has gone further up, to somebody who answers for the region.")
        case Rung.HEADQUARTERS:
            return t("Your question has gone further up, to headquarters.")


def _when(question: Question, now: datetime) -> Msg:
    if breached(question, now):
        return t("It takes longer than the desk means it to, and its staff know. I will tell you here.")
    response, resolution = (due(question, target) for target in Target)
    if response is not None:
        return t("The desk means to answer you by {when}. I will tell you here.", when=Moment(response))
    if resolution is not None:
        return t("The desk means to have it solved by {when}. I will tell you here.", when=Moment(resolution))
    return t("I will tell you here when there is something new.")


def _ended(question: Question, now: datetime) -> Msg:
    return t("{how} {again}", how=_how(question), again=_again(question, now))


def _merged(question: Question, into: Question | None) -> Msg:
    if into is None:
        return t("Your question went on as another, which is not open to you any more. Please ask again with /ask.")
    other = ref(into.id)
    if into.state is QuestionState.ANSWERED or into.resolution is Resolution.ANSWERED:
        return t("Somebody asked the same before, and that was answered: {other}.", other=other)
    if into.over:
        return t(
            "Somebody asked the same before, but {other} ended without an answer. If you still need one, ask anew and "
            "name {ref} in it.",
            other=other,
            ref=ref(question.id),
        )
    return t(
        "Somebody asked the same before, so your question goes on as {other}. I will tell you here when that is "
        "answered.",
        other=other,
    )


def _how(question: Question) -> Msg:
    match question.resolution:
        case Resolution.NO_ANSWER_KNOWN:
            return t("The desk knows no answer: {why}", why=Untrusted(question.why))
        case Resolution.OUT_OF_SCOPE:
            return t("This is not a question for this desk: {why}", why=Untrusted(question.why))
        case Resolution.WITHDRAWN:
            return t("You took your question back.")
        case _:
            return t("Your question is solved.")


def _again(question: Question, now: datetime) -> Msg:
    until = question.ended_at + REOPENED_WITHIN if question.ended_at else now
    if now <= until:
        return t("You can open it again until {day}.", day=Moment(until, Show.DATE))
    return t("If you need more, ask anew and name {ref} in it.", ref=ref(question.id))
