"""How a question ends, and how it begins again."""

from collections.abc import Callable
from datetime import datetime

from bot.core.commands import Param, Takes
from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.inbound import ActionPressed, CommandUsed
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.desk import ending, merging, rules
from bot.domain.desk.desk import Desk
from bot.domain.desk.events import Change
from bot.domain.desk.question import Question, Resolution, Side, Useful
from bot.domain.desk.working_time import WorkingTime
from bot.features.helpdesk.answering import forms
from bot.features.helpdesk.answering.forms import OtherQuestion, Reason
from bot.features.helpdesk.answering.staying import note_recurring
from bot.features.helpdesk.keeping import CARD, clock_of, desk_of, hide_if_anonymous, keep_question, time_of
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.routing.putting import page
from bot.features.helpdesk.wording import USEFUL
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit

Opening = Callable[[Question, Desk, WorkingTime, datetime, WorkingTime | None], Change]
"""A rule by which a question is put before the desk again."""


@or_as_it_stands(CARD)
def accept(question: Question, ctx: Context) -> Outcome:
    """Say that the last answer solved it."""
    hide_if_anonymous(question, ctx)
    said = [entry for entry in ctx.store.entries.of_question(question.id) if entry.side is Side.DESK]
    answers = [entry for entry in said if entry.answer] or said
    accepted = ending.accept(question, answers[-1].id if answers else "", _clock(question, ctx), ctx.now)
    question = keep_question(ctx, question, accepted)
    return noted(ctx.show(CARD, question.id), t("Good that it is solved."))


@or_as_it_stands(CARD)
def still_stuck(question: Question, ctx: Context) -> Outcome:
    """Say that the answer does not solve it; whoever gave it is asked first."""
    return _again(ending.still_stuck, question, ctx)


@or_as_it_stands(CARD)
def reopen(question: Question, ctx: Context) -> Outcome:
    """Open one's question again; all that was said stays."""
    return _again(ending.reopen, question, ctx)


def _again(opened: Opening, question: Question, ctx: Context) -> Outcome:
    """Put it before the desk again, as a rule of the two has it: first before whoever had it, in their own hours."""
    hide_if_anonymous(question, ctx)
    desk, had = desk_of(ctx, question), question.claimed_by
    time = time_of(ctx, had, desk) if had is not None else None
    question = keep_question(ctx, question, opened(question, desk, clock_of(ctx, desk), ctx.now, time))
    ctx.settle(question.id, question.asker)
    page(question, ctx)
    return noted(ctx.show(CARD, question.id), t("The desk looks at it again. You can write what is missing."))


@or_as_it_stands(CARD)
def withdraw(question: Question, ctx: Context) -> Outcome:
    """Take one's question back."""
    hide_if_anonymous(question, ctx)
    keep_question(ctx, question, ending.withdraw(question, _clock(question, ctx), ctx.now))
    return ctx.show(CARD, question.id)


@or_as_it_stands(CARD)
def rate(question: Question, ctx: Context) -> Outcome:
    """Say what the answer was worth."""
    hide_if_anonymous(question, ctx)
    match ctx.inbound:
        case ActionPressed(token=token):
            word = token.extra
        case CommandUsed(values=values):
            word = values.get("useful", "")
        case _:
            word = ""
    if word not in set(Useful):
        raise Refusal(t("Please choose yes, in part, or no."))
    keep_question(ctx, question, ending.rate(question, Useful(word)))
    return noted(ctx.show(CARD, question.id), t("Thank you."))


def no_answer_form(_question: Question, _reading: Reading) -> Form:
    """Ask what is known."""
    return forms.reason(
        t("No answer is known"), t("What did you find out?"), t("Whoever asked reads this. The topic is noted as open.")
    )


@or_as_it_stands(CARD)
def no_answer(question: Question, values: Reason, ctx: Creating) -> Outcome:
    """End a question to which no answer is known; that is told, and the topic enters the list of open ones."""
    return _ended(question, Resolution.NO_ANSWER_KNOWN, values.reason, ctx)


def out_of_scope_form(_question: Question, _reading: Reading) -> Form:
    """Ask why, and who else may help."""
    return forms.reason(t("Out of scope"), t("Why, and who else may help?"), t("Whoever asked reads this."))


@or_as_it_stands(CARD)
def out_of_scope(question: Question, values: Reason, ctx: Creating) -> Outcome:
    """End a question that is not one for this desk."""
    return _ended(question, Resolution.OUT_OF_SCOPE, values.reason, ctx)


def _ended(question: Question, how: Resolution, reason: str, ctx: Context) -> Outcome:
    resolved = ending.resolve(question, ctx.actor, how, reason, _clock(question, ctx), ctx.now)
    question = keep_question(ctx, question, resolved)
    note_recurring(question, ctx)
    ctx.card(CARD, question.id, question.asker)
    return ctx.show(CARD, question.id)


def merge_form(_question: Question, _reading: Reading) -> Form:
    """Ask for the question that asks the same."""
    return forms.other_question(
        t("Duplicate of"), t("Whoever asked this follows the other question from then on, if they may read it.")
    )


@or_as_it_stands(CARD)
def merge(question: Question, values: OtherQuestion, ctx: Creating) -> Outcome:
    """Let a question go on as another one that asks the same."""
    other = ctx.store.questions.by_reference(values.reference)
    if other is None or not rules.may_see(ctx.viewer, other):
        raise Refusal(t("There is no such question here."), "other")
    asker = ctx.viewer_of(question.asker)
    merged = merging.merge(question, other, ctx.store.questions.get, asker, _clock(question, ctx), ctx.now)
    question = keep_question(ctx, question, merged)
    ctx.card(CARD, question.id, question.asker)
    return ctx.show(CARD, question.id)


def _clock(question: Question, ctx: Context) -> WorkingTime:
    return clock_of(ctx, desk_of(ctx, question))


ACTIONS = (
    Action(
        name="desk.accept",
        may=rules.asks,
        on=QUESTION,
        command="questions solved",
        help=t("Say that the answer solved your question"),
        run=accept,
    ),
    Action(
        name="desk.still_stuck",
        may=rules.asks,
        on=QUESTION,
        command="questions stuck",
        help=t("Say that the answer does not solve your question"),
        run=still_stuck,
    ),
    Action(
        name="desk.reopen",
        may=rules.asks,
        on=QUESTION,
        command="questions reopen",
        help=t("Open your question again"),
        run=reopen,
    ),
    Action(
        name="desk.withdraw",
        may=rules.asks,
        on=QUESTION,
        command="questions withdraw",
        help=t("Take your question back"),
        run=withdraw,
    ),
    Action(
        name="desk.rate",
        may=rules.asks,
        on=QUESTION,
        command="questions rate",
        help=t("Say whether the answer was useful"),
        params=(
            Param(
                "useful",
                t("Was it useful?"),
                Takes.CHOICE,
                choices=tuple(Option(one.value, words) for one, words in USEFUL.items()),
            ),
        ),
        run=rate,
    ),
)
SUBMITS = (
    Submit(
        name="desk.no_answer",
        may=rules.claims,
        on=QUESTION,
        command="triage no-answer",
        help=t("End a question to which no answer is known (help desk)"),
        params=(Param("reason", t("What you found out"), required=False),),
        form=no_answer_form,
        model=Reason,
        run=no_answer,
    ),
    Submit(
        name="desk.out_of_scope",
        may=rules.claims,
        on=QUESTION,
        command="triage out-of-scope",
        help=t("End a question that is not one for this desk (help desk)"),
        params=(Param("reason", t("Why, and who else may help"), required=False),),
        form=out_of_scope_form,
        model=Reason,
        run=out_of_scope,
    ),
    Submit(
        name="desk.merge",
        may=rules.claims,
        on=QUESTION,
        command="triage duplicate",
        help=t("Let a question go on as another that asks the same (help desk)"),
        params=(Param("other", t("The other question's reference"), required=False),),
        form=merge_form,
        model=OtherQuestion,
        run=merge,
    ),
)
