"""The conversation in which an author tells what others need: one question, one answer, then the next."""

from pydantic import BaseModel, Field

from bot.core.commands import Param
from bot.core.content import content
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Form, Section, TextInput
from bot.core.inbound import ActionPressed, CommandUsed, MessagePosted
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.nuggets import questions, review, rules
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.words import TEXT_MOST, FieldName
from bot.features.nuggets.asking.views import QUESTIONS
from bot.features.nuggets.keeping import keep_nugget
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.life.editing import keep_words, typed_fields
from bot.features.nuggets.review.readers import narrowing
from bot.features.nuggets.review.steps import QUESTION, ask_author
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Listener, Submit, on


class Answers(BaseModel):
    """What was asked, by its name: so an answer that is sent twice is never taken for the next one."""

    why: str = Field(default="", max_length=TEXT_MOST)
    for_whom: str = Field(default="", max_length=TEXT_MOST)
    when: str = Field(default="", max_length=TEXT_MOST)
    how: str = Field(default="", max_length=TEXT_MOST)


def answer_form(nugget: Nugget, _reading: Reading) -> Form:
    """Ask the one thing."""
    name = _asked(nugget)
    item = TextInput(name=name.value, label=t("Your answer"), long=True, maximum=TEXT_MOST)
    said = QUESTIONS[name]
    warning = narrowing(nugget)
    intro = said if warning is None else t("{question} {warning}", question=said, warning=warning)
    return Form(t("What others need"), (Section((item,), intro=intro),))


@or_as_it_stands(QUESTION)
def answer(nugget: Nugget, values: Answers, ctx: Creating) -> Outcome:
    """Take an answer from the form; the next question takes the place of this one."""
    name = _asked(nugget)
    return _in_place(_taken(nugget, name, getattr(values, name.value), ctx), ctx)


@or_as_it_stands(QUESTION)
def say(nugget: Nugget, ctx: Context) -> Outcome:
    """Take an answer that was typed after the command."""
    text = ctx.inbound.values.get("text", "") if isinstance(ctx.inbound, CommandUsed) else ""
    return _in_place(_taken(nugget, _asked(nugget), text, ctx), ctx)


@or_as_it_stands(QUESTION)
def skip(nugget: Nugget, ctx: Context) -> Outcome:
    """Leave out what one cannot say; nobody asks why."""
    nugget = keep_nugget(ctx, nugget, questions.skip(nugget, _pressed(ctx) or _asked(nugget)))
    return _in_place(nugget, ctx)


@or_as_it_stands(QUESTION)
def take_answer_back(nugget: Nugget, ctx: Context) -> Outcome:
    """Take out what was no answer, and ask again."""
    name = _pressed(ctx) or questions.last_answer(nugget)
    if name is None:
        raise AlreadySettled(t("That is not there any more."))
    return _in_place(keep_words(nugget, questions.take_back(nugget, name), ctx), ctx)


def hear_answer(said: MessagePosted, ctx: Context) -> None:
    """Take what somebody writes to the bot as the answer to what it asked them last, if it is asking them anything."""
    if not said.direct or ctx.taken or not said.text.strip():
        return
    nugget = _asked_last(said.author, ctx)
    if nugget is None:
        return
    ctx.take()
    try:
        nugget = _taken(nugget, _asked(nugget), said.text, ctx)
    except Refusal as refused:
        ctx.send(Direct(said.author, content(refused.text)))
        return
    ask_author(nugget, ctx)
    if nugget.asking is None:
        ctx.card(QUESTION, nugget.id, nugget.author)


def _asked_last(member: MemberRef, ctx: Context) -> Nugget | None:
    for view, about, _ in reversed(ctx.store.waiting.of(member)):
        nugget = ctx.store.nuggets.get(about) if view == QUESTION else None
        if nugget is not None and nugget.asking is not None and rules.owns(ctx.viewer, nugget):
            return nugget
    return None


def _asked(nugget: Nugget) -> FieldName:
    if nugget.asking is None:
        raise AlreadySettled(t("I am not asking you anything about it at the moment."))
    return nugget.asking


def _pressed(ctx: Context) -> FieldName | None:
    """Read which question a button was for; an old one is for a question that is over."""
    word = ctx.inbound.token.extra if isinstance(ctx.inbound, ActionPressed) else ""
    return FieldName(word) if word in set(FieldName) else None


def _taken(nugget: Nugget, name: FieldName, text: str, ctx: Context) -> Nugget:
    """Store an answer, without numbers that lead to a person and names that are not to be read."""
    words = " ".join(text.split())
    if len(words) > TEXT_MOST:
        raise Refusal(
            t("This is {over} characters too long; {limit} fit.", over=len(words) - TEXT_MOST, limit=TEXT_MOST)
        )
    if not words:
        raise Refusal(t("Please write a few words, or press “I can't say”."))
    fields, withheld = typed_fields(nugget, {name: words}, ctx)
    return keep_words(nugget, questions.answer(nugget, name, fields[name], withheld), ctx, review.take_in)


def _in_place(nugget: Nugget, ctx: Context) -> Outcome:
    """Show the next question where this one stood; what is written to the bot answers the newest question."""
    ctx.settle(nugget.id, view=QUESTION)
    if nugget.asking is not None:
        ctx.store.waiting.add(nugget.author, QUESTION, nugget.id, ctx.now)
    return ctx.show(QUESTION, nugget.id)


ACTIONS = (
    Action(
        name="nuggets.say",
        may=rules.owns,
        on=NUGGET,
        command="nugget answer",
        help=t("Answer what you are asked about your change nugget"),
        params=(Param("text", t("Your answer, in a sentence or two")),),
        run=say,
    ),
    Action(
        name="nuggets.skip",
        may=rules.owns,
        on=NUGGET,
        command="nugget skip",
        help=t("Leave out what you are asked about your change nugget"),
        run=skip,
    ),
    Action(
        name="nuggets.take_answer_back",
        may=rules.owns,
        on=NUGGET,
        command="nugget unsay",
        help=t("Take your last answer about your change nugget back"),
        run=take_answer_back,
    ),
)
SUBMITS = (
    Submit(
        name="nuggets.answer",
        may=rules.owns,
        on=NUGGET,
        help=t("Answer what you are asked about your change nugget"),
        form=answer_form,
        model=Answers,
        run=answer,
    ),
)
LISTENERS: tuple[Listener[MessagePosted], ...] = (on(MessagePosted, hear_answer),)
