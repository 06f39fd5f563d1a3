"""The conversation in which an author tells what others need: one question, one answer, then the next."""

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.content import content
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import AnyInput, Form, Section, TextInput
from bot.core.inbound import ActionPressed, CommandUsed, MessagePosted
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.nuggets import questions, review, rules
from bot.domain.nuggets.nugget import Nugget, Told
from bot.domain.nuggets.words import TEXT_MOST, FieldName
from bot.domain.templates.template import LENGTH, ExtraField
from bot.features.nuggets.asking.views import question_of
from bot.features.nuggets.keeping import keep_nugget
from bot.features.nuggets.kinds import NUGGET
from bot.features.nuggets.life.details import input_of, typed_own
from bot.features.nuggets.life.editing import keep_words, typed_fields
from bot.features.nuggets.review.readers import narrowing
from bot.features.nuggets.review.steps import QUESTION, ask_author
from bot.features.nuggets.template.words import asked_besides, labels
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Listener, Submit, on
from bot.ports.hinting import without_numbers


class Answers(BaseModel, extra="allow"):
    """What was asked, by its name: so an answer that is sent twice is never taken for the next one."""


def answer_form(nugget: Nugget, reading: Reading) -> Form:
    """Ask the one thing."""
    name = _asked(nugget)
    names = labels(nugget, reading)
    field = names.template.field(name)
    item: AnyInput = TextInput(name=name, label=t("Your answer"), long=True, maximum=TEXT_MOST)
    if field is not None:
        item = input_of(field, name, names)
    said = question_of(name, names)
    warning = narrowing(nugget)
    intro = said if warning is None else t("{question} {warning}", question=said, warning=warning)
    return Form(t("What others need"), (Section((item,), intro=intro),))


@or_as_it_stands(QUESTION)
def answer(nugget: Nugget, values: Answers, ctx: Creating) -> Outcome:
    """Take an answer from the form; the next question takes the place of this one."""
    name = _asked(nugget)
    typed = (values.model_extra or {}).get(name, "")
    return _in_place(_taken(nugget, name, typed if isinstance(typed, str) else "", ctx), ctx)


@or_as_it_stands(QUESTION)
def say(nugget: Nugget, ctx: Context) -> Outcome:
    """Take an answer that was typed after the command."""
    text = ctx.inbound.values.get("text", "") if isinstance(ctx.inbound, CommandUsed) else ""
    return _in_place(_taken(nugget, _asked(nugget), text, ctx), ctx)


@or_as_it_stands(QUESTION)
def skip(nugget: Nugget, ctx: Context) -> Outcome:
    """Leave out what one cannot say; nobody asks why."""
    also = asked_besides(nugget, ctx)
    nugget = keep_nugget(ctx, nugget, questions.skip(nugget, _pressed(nugget, ctx) or _asked(nugget), also))
    return _in_place(nugget, ctx)


@or_as_it_stands(QUESTION)
def take_answer_back(nugget: Nugget, ctx: Context) -> Outcome:
    """Take out what was no answer, and ask again."""
    name = _pressed(nugget, ctx) or questions.last_answer(nugget)
    if name is None:
        raise AlreadySettled(t("That is not there any more."))
    return _in_place(keep_words(nugget, questions.take_back(nugget, name, asked_besides(nugget, ctx)), ctx), ctx)


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


def _asked(nugget: Nugget) -> str:
    if nugget.asking is None:
        raise AlreadySettled(t("I am not asking you anything about it at the moment."))
    return nugget.asking


def _pressed(nugget: Nugget, ctx: Context) -> str:
    """Read which question a button was for; an old one is for a question that is over."""
    word = ctx.inbound.token.extra if isinstance(ctx.inbound, ActionPressed) else ""
    return word if word in {*questions.ASKED, *asked_besides(nugget, ctx)} else ""


def _taken(nugget: Nugget, name: str, text: str, ctx: Context) -> Nugget:
    """Store an answer, without numbers that lead to a person and names that are not to be read."""
    field = labels(nugget, ctx).template.field(name)
    words = " ".join(text.split())
    most = LENGTH.get(field.kind, TEXT_MOST) if field else TEXT_MOST
    if len(words) > most:
        raise Refusal(t("This is {over} characters too long; {limit} fit.", over=len(words) - most, limit=most))
    if not words:
        raise Refusal(t("Please write a few words, or press “I can't say”."))
    told, withheld = _own(nugget, field, words, ctx) if field else _ours(nugget, FieldName(name), words, ctx)
    answered = questions.answer(nugget, name, told, withheld, asked_besides(nugget, ctx))
    return keep_words(nugget, answered, ctx, review.take_in)


def _ours(nugget: Nugget, name: FieldName, words: str, ctx: Context) -> tuple[Told, tuple[str, ...]]:
    fields, withheld = typed_fields(nugget, {name: words}, ctx)
    return fields[name], withheld


def _own(nugget: Nugget, field: ExtraField, words: str, ctx: Context) -> tuple[Told, tuple[str, ...]]:
    """Take an answer to what the community asks: of a choice one of its options, by its words in any language."""
    if field.options:
        known = [one for one in field.options if words.casefold() in {one.key, *map(str.casefold, one.label.values())}]
        if not known:
            options = labels(nugget, ctx).names(field.options)
            raise Refusal(t("Please choose one of these: {options}.", options=options))
        words = known[0].key
    text, withheld = typed_own(nugget, field, words, ctx)
    return Told(text), withheld


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
        keeps=without_numbers,
        run=answer,
    ),
)
LISTENERS: tuple[Listener[MessagePosted], ...] = (on(MessagePosted, hear_answer),)
