"""Triage: the desk puts right what a question is about, how soon it is needed, and its words."""

from pydantic import BaseModel, Field

from bot.core.content import OPTION_LABEL_LIMIT, Option
from bot.core.forms import AnyInput, Choice, Form, SearchInput, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.safety import shorten
from bot.core.text import Untrusted, t
from bot.domain.desk import life, rules
from bot.domain.desk.desk import Priority
from bot.domain.desk.question import Question
from bot.domain.desk.standing import not_over
from bot.domain.nuggets.words import Level
from bot.domain.templates.template import said
from bot.features.helpdesk.keeping import CARD, clock_of, desk_of, keep_question
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.routing.putting import put_before_whoever_fits_now, sorted_out
from bot.features.helpdesk.wording import LEVEL_OPTIONS, PRIORITIES
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit


class Sorted(BaseModel):
    """What a question is, as the desk sees it."""

    topic: str = ""
    priority: Priority = Priority.NORMAL
    why_urgent: str = Field(default="", max_length=life.DETAIL_MOST)
    country: str = ""
    level: Level | None = None


def sort_form(question: Question, reading: Reading) -> Form:
    """Ask what is to be put right."""
    not_over(question)
    topics = reading.store.rulebooks.in_force(question.desk).topics
    locale = reading.reader.locale
    known = tuple(
        Option(topic.key, Untrusted(shorten(said(topic.label, locale), OPTION_LABEL_LIMIT))) for topic in topics
    )
    inputs: list[AnyInput] = [
        Choice(
            name="priority",
            label=t("How soon?"),
            options=tuple(Option(one.value, words) for one, words in PRIORITIES.items()),
            initial=question.priority.value,
        ),
        TextInput(
            name="why_urgent",
            label=t("If it is urgent: why?"),
            required=False,
            initial=question.why_urgent,
            maximum=life.DETAIL_MOST,
        ),
        SearchInput(
            name="country", label=t("Country"), required=False, source="members.countries", initial=question.country
        ),
        Choice(
            name="level",
            label=t("At which level?"),
            required=False,
            options=LEVEL_OPTIONS,
            initial=question.level.value if question.level else "",
        ),
    ]
    if known:
        topic = Choice(name="topic", label=t("Topic"), required=False, options=known, initial=question.topic)
        inputs.insert(0, topic)
    intro = t("It is put before whoever fits best by what you say here.")
    return Form(t("Sort the question"), (Section(tuple(inputs), intro=intro),), submit=t("Save"))


@or_as_it_stands(CARD)
def sort(question: Question, values: Sorted, ctx: Creating) -> Outcome:
    """Put a question right; it is put before whoever fits it now."""
    desk = desk_of(ctx, question)
    right = life.Triage(
        topic=values.topic or None,
        priority=values.priority,
        why_urgent=values.why_urgent,
        country=values.country,
        level=values.level,
    )
    looked_at, events = life.triage(question, ctx.actor, right, desk, clock_of(ctx, desk), ctx.now)
    question = keep_question(ctx, question, (sorted_out(looked_at, desk, ctx), events))
    put_before_whoever_fits_now(question, desk, ctx)
    return ctx.show(CARD, question.id)


SUBMITS = (
    Submit(
        name="desk.sort",
        may=rules.claims,
        on=QUESTION,
        command="triage sort",
        help=t("Put a question's topic or urgency right (help desk)"),
        form=sort_form,
        model=Sorted,
        run=sort,
    ),
)
