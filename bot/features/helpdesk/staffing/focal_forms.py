"""What is asked about a focal point: what they answer for, and how much of it."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from bot.core.content import Option
from bot.core.forms import AnyInput, Choice, Choices, DateInput, Form, MemberInput, Section, TextInput
from bot.core.text import t
from bot.domain.countries import country_in
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.focal import AT_MOST, FEWEST, MOST, FocalPoint
from bot.domain.desk.rulebook import Rulebook
from bot.domain.nuggets.words import Level
from bot.domain.pods.forgetting import nobody
from bot.domain.templates.template import said
from bot.features.helpdesk.staffing.fields import Listed, Person, places_of, several, topics_of
from bot.features.helpdesk.staffing.wording import LANGUAGE_OPTIONS, LEVEL_OPTIONS, RUNG_OPTIONS
from bot.ports.context import Reading

_LIST_MOST = 600


class Covering(BaseModel):
    """What somebody answers for."""

    rung: Rung = Rung.EXPERT
    topics: Listed = ()
    places: Listed = ()
    languages: Annotated[tuple[str, ...], BeforeValidator(several)] = ()
    levels: Annotated[tuple[Level, ...], BeforeValidator(several)] = ()
    at_most: int = Field(default=AT_MOST, ge=FEWEST, le=MOST)
    learning_point: bool = False
    until: date | None = None

    def of(self, focal: FocalPoint, rulebook: Rulebook, reading: Reading) -> FocalPoint:
        """Give a focal point who answers for this; Refusal where the rules know no such topic or place."""
        countries, regions = places_of(self.places, rulebook, reading.reader.locale, "places")
        return replace(
            focal,
            rung=self.rung,
            topics=topics_of(self.topics, rulebook, "topics"),
            countries=countries,
            regions=regions,
            languages=self.languages,
            levels=self.levels,
            at_most=self.at_most,
            learning_point=self.learning_point,
            away_until=self.until,
        )


class NewFocal(Covering):
    """Who answers for what."""

    member: Person


def new_form(desk: Desk, reading: Reading) -> Form:
    """Ask who, and what for."""
    member = MemberInput(name="member", label=t("Who answers?"))
    blank = FocalPoint(id="", desk=desk.id, community=desk.community, member=nobody(desk.community))
    rung, topics, places, languages = _covers(blank, reading)
    first = Section((member, rung, topics, places, languages), intro=_INTRO)
    return Form(t("Focal point"), (first, Section(_takes(blank))), submit=t("Name them"))


def changed_form(focal: FocalPoint, reading: Reading) -> Form:
    """Ask what somebody answers for now."""
    first = Section(_covers(focal, reading), intro=_INTRO)
    return Form(t("Focal point"), (first, Section(_takes(focal))), submit=t("Save"))


def away_form(_nothing: None, _reading: Reading) -> Form:
    """Ask until when."""
    until = DateInput(name="until", label=t("Away until"), hint=t("The last day. Empty: you are back."), required=False)
    return Form(
        t("Away"), (Section((until,), intro=t("Until then no new question is put before you.")),), submit=t("Save")
    )


_INTRO = t("What is left empty is everything: all topics, all places.")


def _covers(focal: FocalPoint, reading: Reading) -> tuple[AnyInput, AnyInput, AnyInput, AnyInput]:
    rulebook, locale = reading.store.rulebooks.in_force(focal.desk), reading.reader.locale
    known = (rulebook.topic(key) for key in focal.topics)
    topics = [said(topic.label, locale, reading.community.locale) for topic in known if topic is not None]
    places = [*(country_in(country, locale) for country in focal.countries), *focal.regions]
    return (
        Choice(name="rung", label=t("Asked among"), options=RUNG_OPTIONS, initial=focal.rung.value),
        _list("topics", topics),
        _list("places", places),
        Choices(
            name="languages",
            label=t("Languages they read"),
            required=False,
            options=LANGUAGE_OPTIONS,
            initial=focal.languages,
        ),
    )


def _takes(focal: FocalPoint) -> tuple[AnyInput, ...]:
    return (
        Choices(
            name="levels",
            label=t("Levels they know"),
            required=False,
            options=LEVEL_OPTIONS,
            initial=tuple(level.value for level in focal.levels),
        ),
        TextInput(
            name="at_most",
            label=t("Open questions at a time"),
            hint=t("With so many, nothing new is put before them."),
            initial=str(focal.at_most),
            maximum=2,
        ),
        Choice(
            name="learning_point",
            label=t("A learning point?"),
            hint=t("A team or person of a place whose lessons are listed together"),
            options=(Option("no", t("No")), Option("yes", t("Yes"))),
            initial="yes" if focal.learning_point else "no",
        ),
        DateInput(name="until", label=t("Away until"), required=False, initial=focal.away_until),
    )


def _list(name: str, values: list[str]) -> TextInput:
    labels = {"topics": t("Topics"), "places": t("Countries and regions")}
    hint = t("With commas between; /desk rules shows what there is")
    text = ", ".join(values)
    return TextInput(name=name, label=labels[name], hint=hint, required=False, initial=text, maximum=_LIST_MOST)
