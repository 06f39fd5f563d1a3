"""What the desk says to whoever asked, what they say back, and what only the desk reads."""

from dataclasses import replace

from bot.core.commands import Param
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Form
from bot.core.ids import reference
from bot.core.outcome import Outcome
from bot.core.text import Code, t
from bot.domain.desk import life, rules
from bot.domain.desk.question import Question, QuestionState
from bot.domain.desk.standing import fits, free_for
from bot.domain.handles import who
from bot.domain.macros import filled_text
from bot.domain.templates.template import said
from bot.features.helpdesk.answering import forms
from bot.features.helpdesk.answering.forms import Answer, Text
from bot.features.helpdesk.keeping import (
    CARD,
    clock_of,
    desk_of,
    handle_of,
    hide_if_anonymous,
    keep_question,
    settle_desk,
)
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.macros.kinds import MACRO
from bot.features.helpdesk.talking.saying import note_down, say_to_asker, tell_the_thread
from bot.features.helpdesk.talking.turns import responded, write_more
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Submit


def answer_form(question: Question, reading: Reading) -> Form:
    """Ask for the answer; whoever may not give it is told so before they have written it."""
    if question.state is not QuestionState.ANSWERED and reading.viewer.member is not None:
        free_for(question, reading.viewer.member)
    intro = t("{who} reads this, and says whether it solves the question.", who=who(question.asker))
    return forms.answer(intro)


@or_as_it_stands(CARD)
def answer(question: Question, values: Answer, ctx: Creating) -> Outcome:
    """Answer a question; whoever asked is asked once whether that solves it."""
    desk, text = desk_of(ctx, question), _whole(values, question, ctx)
    answered = life.answer(question, ctx.actor, clock_of(ctx, desk), ctx.now)
    _said_just_now(question, text, ctx)
    say_to_asker(question, ctx.actor, text, ctx, answer=True)
    had = question.claimed_by
    question = keep_question(ctx, question, answered)
    if question.claimed_by != had:
        tell_the_thread(question, ctx)
    settle_desk(question, ctx)
    ctx.await_from(question.asker, CARD, question.id)
    return ctx.show(CARD, question.id)


def _said_just_now(question: Question, text: str, ctx: Context) -> None:
    """Refuse what the actor has just answered in the same words, with nothing said in between: it was sent twice."""
    last = ctx.store.entries.of_question(question.id)[-1:]
    again = [(one.answer, one.by, one.text) for one in last] == [(True, ctx.actor, text)]
    if again and question.state is QuestionState.ANSWERED:
        raise AlreadySettled(t("You have just given this answer. It was sent once."))


def _whole(values: Answer, question: Question, ctx: Context) -> str:
    """Give what was typed, and under it the saved answer that was chosen, filled in for this question."""
    macro = ctx.store.macros.get(MACRO.find(values.macro, ctx) or "") if values.macro else None
    if values.macro and macro is None:
        raise Refusal(t("There is no saved answer of this name. {list} shows them.", list=Code("/macro list")), "macro")
    profile = ctx.store.members.get(question.asker)
    topic = ctx.store.rulebooks.in_force(question.desk).topic(question.topic)
    places = {
        "asker": profile.display_name if profile else "",
        "topic": said(topic.label, question.language) if topic else "",
        "desk": desk_of(ctx, question).name,
        "question": reference(question.id),
    }
    parts = (values.text.strip(), filled_text(macro, places) if macro else "")
    text = "\n\n".join(part for part in parts if part)
    if not text:
        raise Refusal(t("Please write your answer, or choose a saved one."), "text")
    return fits(text, life.TEXT_MOST, "text")


def more_needed_form(question: Question, _reading: Reading) -> Form:
    """Ask what is to be asked."""
    intro = t(
        "{who} is asked this. Until they answer, the clock of this question stands still.", who=who(question.asker)
    )
    return forms.text(t("Ask for more"), t("What do you need to know?"), intro, t("Ask"))


@or_as_it_stands(CARD)
def ask_more(question: Question, values: Text, ctx: Creating) -> Outcome:
    """Ask whoever asked for more."""
    desk = desk_of(ctx, question)
    # The rule speaks first: who comes too late must have said nothing to whoever asked.
    asked, events = life.ask_more(question, ctx.actor, question.id, clock_of(ctx, desk), ctx.now)
    entry = say_to_asker(question, ctx.actor, values.text, ctx)
    asked = replace(asked, asked_more=entry.id)
    question = responded(keep_question(ctx, question, (asked, events)), ctx)
    ctx.await_from(question.asker, CARD, question.id)
    return ctx.show(CARD, question.id)


def write_form(_question: Question, _reading: Reading) -> Form:
    """Ask what is to be said."""
    return forms.text(
        t("Write to the desk"), t("Your message"), t("The help desk reads this with your question."), t("Send")
    )


@or_as_it_stands(CARD)
def write(question: Question, values: Text, ctx: Creating) -> Outcome:
    """Write more about one's own question."""
    hide_if_anonymous(question, ctx)
    write_more(question, values.text, None, ctx)
    return noted(ctx.show(CARD, question.id), t("The desk has it."))


def note_form(_question: Question, _reading: Reading) -> Form:
    """Ask for the note."""
    return forms.text(t("Note"), t("Your note"), t("Only the desk reads this."), t("Save"))


@or_as_it_stands(CARD)
def note(question: Question, values: Text, ctx: Creating) -> Outcome:
    """Write down something for the desk alone."""
    note_down(question, ctx.actor, values.text, ctx)
    ctx.refresh(question.id)
    return ctx.show(CARD, question.id)


SUBMITS = (
    Submit(
        name="desk.answer",
        may=rules.answers,
        on=QUESTION,
        command="triage answer",
        help=t("Answer a question (help desk)"),
        params=(Param("text", t("Your answer"), required=False),),
        form=answer_form,
        model=Answer,
        run=answer,
    ),
    Submit(
        name="desk.ask_more",
        may=rules.claims,
        on=QUESTION,
        command="triage ask-more",
        help=t("Ask whoever asked for more (help desk)"),
        params=(Param("text", t("What you need to know"), required=False),),
        form=more_needed_form,
        model=Text,
        run=ask_more,
    ),
    Submit(
        name="desk.note",
        may=rules.claims,
        on=QUESTION,
        command="triage note",
        help=t("Write down something that only the desk reads"),
        params=(Param("text", t("Your note"), required=False),),
        form=note_form,
        model=Text,
        run=note,
    ),
    Submit(
        name="desk.write",
        may=rules.asks,
        on=QUESTION,
        command="questions write",
        help=t("Write more about your question"),
        params=(Param("text", t("Your message"), required=False),),
        form=write_form,
        model=Text,
        under=handle_of,
        run=write,
    ),
)
