"""What is asked for a desk's rules: a topic, a region, a rule in two steps, what is to be taken away."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator

from bot.core.forms import Choice, Choices, Form, MemberInput, SearchInput, Section, TextInput
from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.domain.desk.desk import Desk, Priority, Rung
from bot.domain.desk.rulebook import Rule, Rulebook, Then, When
from bot.domain.desk.rulebook_changing import tidied, topic_of
from bot.domain.desk.rulebook_checking import Around
from bot.domain.nuggets.words import Level
from bot.domain.templates.checking import CHOICE_MOST
from bot.features.helpdesk.staffing.fields import Listed, Person, places_of, several
from bot.features.helpdesk.staffing.wording import LANGUAGE_OPTIONS, LEVEL_OPTIONS, PRIORITY_OPTIONS, RUNG_OPTIONS
from bot.ports.context import Reading

_WORDS_MOST = 2000
_TOPICS, _PARTS = "desk.topics", "desk.parts"


class TopicTold(BaseModel):
    """A topic, new or known, what it is called, and the words that tell it."""

    topic: str = ""
    label: str = ""
    words: Listed = ()


class RegionTold(BaseModel):
    """A group of countries."""

    name: str
    countries: Listed


class RuleTold(BaseModel):
    """When a rule applies, and what it does."""

    topic: str = ""
    places: Listed = ()
    levels: Annotated[tuple[Level, ...], BeforeValidator(several)] = ()
    languages: Annotated[tuple[str, ...], BeforeValidator(several)] = ()
    words: Listed = ()
    priority: Priority | None = None
    then_topic: str = ""
    rung: Rung | None = None
    to: Person | None = None
    other: str = ""

    def made(self, rulebook: Rulebook, around: Around, locale: str) -> Rule:
        """Give the rule; Refusal where the rulebook knows no such topic or place."""
        countries, regions = places_of(self.places, rulebook, locale, "places")
        when = When(
            topics=(topic_of(rulebook, self.topic).key,) if self.topic else (),
            countries=countries,
            regions=regions,
            levels=self.levels,
            languages=self.languages,
            words=tidied(self.words),
        )
        then = Then(
            priority=self.priority,
            topic=topic_of(rulebook, self.then_topic, "then_topic").key if self.then_topic else "",
            rung=self.rung,
            to=around.focal(str(self.to), self.rung) if isinstance(self.to, MemberRef) else "",
            desk=_desk(self.other, around),
        )
        return Rule(when, then)


class PartTold(BaseModel):
    """A topic, a region or a rule."""

    part: str


def topic_form(_desk: Desk, _reading: Reading) -> Form:
    """Ask for a topic, and the words that tell it."""
    return _form(
        _search("topic", t("Which topic?"), _TOPICS, hint=t("Empty for a new one")),
        _text("label", t("What it is called"), CHOICE_MOST, hint=t("Of a known one: empty to leave it as it is")),
        _words(t("Words that tell it"), t("Plain words, commas between: stock-out, out of stock")),
    )


def region_form(_desk: Desk, _reading: Reading) -> Form:
    """Ask for a group of countries."""
    name = TextInput(name="name", label=t("What the region is called"), maximum=CHOICE_MOST)
    hint = t("All of them, with commas between")
    return _form(name, TextInput(name="countries", label=t("Its countries"), hint=hint, long=True, maximum=_WORDS_MOST))


def rule_form(_desk: Desk, _reading: Reading) -> Form:
    """Ask when a rule applies, then what it does."""
    when = Section(
        (
            _search("topic", t("The topic is"), _TOPICS),
            _text("places", t("It comes from"), 600, hint=t("Countries and regions, with commas between")),
            Choices(name="levels", label=t("The level is"), required=False, options=LEVEL_OPTIONS),
            Choices(name="languages", label=t("It is written in"), required=False, options=LANGUAGE_OPTIONS),
            _words(t("It says one of these"), t("Plain words, commas between; case and accents do not matter")),
        ),
        intro=t("When does the rule apply? All that you fill in has to fit; at least one thing is needed."),
    )
    then = Section(
        (
            Choice(name="priority", label=t("Its priority is"), required=False, options=PRIORITY_OPTIONS),
            _search("then_topic", t("Its topic is"), _TOPICS),
            Choice(name="rung", label=t("It goes to"), required=False, options=RUNG_OPTIONS),
            MemberInput(name="to", label=t("Asked first"), hint=t("One of this desk's focal points"), required=False),
            _search("other", t("It belongs to another desk"), "desk.desks"),
        ),
        intro=t("What happens then? At least one thing."),
    )
    return Form(t("A rule"), (when, then), submit=t("Save"))


def retire_form(_desk: Desk, _reading: Reading) -> Form:
    """Ask what is to go."""
    return _form(
        SearchInput(name="part", label=t("Which topic, region or rule?"), source=_PARTS), submit=t("Take it away")
    )


def _desk(typed: str, around: Around) -> str:
    """Give the reference of the desk that was chosen or typed; what was typed where there is none."""
    for desk in around.desks:
        if typed.casefold() in {desk.id.casefold(), reference(desk.id).casefold(), desk.name.casefold()}:
            return reference(desk.id)
    return typed


def _form(*inputs: SearchInput | TextInput, submit: Msg | None = None) -> Form:
    return Form(t("Rules of a desk"), (Section(inputs),), submit=submit or t("Save"))


def _search(name: str, label: Msg, source: str, *, hint: Msg | None = None) -> SearchInput:
    return SearchInput(name=name, label=label, hint=hint, required=False, source=source)


def _text(name: str, label: Msg, most: int, *, hint: Msg) -> TextInput:
    return TextInput(name=name, label=label, hint=hint, required=False, maximum=most)


def _words(label: Msg, hint: Msg) -> TextInput:
    return TextInput(name="words", label=label, hint=hint, required=False, long=True, maximum=_WORDS_MOST)
