"""What is asked of whoever plans a lab, in sections that fit a phone; the same for planning and for changing."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator

from bot.core.content import Option
from bot.core.forms import (
    Choice,
    Choices,
    DateInput,
    Form,
    LinkInput,
    SearchInput,
    Section,
    TextInput,
    TimeInput,
)
from bot.core.text import Code, t
from bot.domain.access import Scope
from bot.domain.hours import read_zone
from bot.domain.labs import agenda
from bot.domain.labs.plan import QUESTION_MOST, TEXT_MOST, THEME_MOST, TITLE_MOST, Mode, Plan
from bot.domain.labs.when import When
from bot.features.labs.planning.fields import AGREEMENTS, Agreement, Wording
from bot.features.labs.planning.places import EVERYBODY, audiences_for
from bot.features.labs.wording import MODES
from bot.ports.context import Reading


class Planned(Wording):
    """What was planned; the form was opened in ``room``, on ``origin``, which nobody fills in."""

    who: str = EVERYBODY
    mode: Mode = Mode.LIVE
    day: date
    at: time
    zone: Annotated[str, AfterValidator(read_zone)] = ""
    minutes: int = 60
    room: str = ""
    origin: str = ""

    def plan(self, scope: Scope) -> Plan:
        """Make a plan of it."""
        return self.onto(Plan(title="", theme="", question="", scope=scope, mode=self.mode))

    def when(self, zone: str) -> When:
        """Say when it is, on the clocks of this zone where none is named; over days its agenda tells how long."""
        minutes = agenda.length(self.agenda) if self.mode.over_days else self.minutes
        return When(day=self.day, at=self.at, zone=self.zone or zone, minutes=minutes)


def plan_form(_nothing: None, reading: Reading) -> Form:
    """Ask what the lab is about, who may come, when it is, and how it goes."""
    who = Choice(name="who", label=t("Who may come?"), options=audiences_for(reading), initial=EVERYBODY)
    mode = Choice(
        name="mode",
        label=t("How do people take part?"),
        required=False,
        options=tuple(Option(mode, words) for mode, words in MODES.items()),
        initial=Mode.LIVE,
    )
    when = timing(None, reading.reader.zone)
    sections = (about(None), coming(None, who), when, course(None, reading, mode))
    return Form(t("Plan a learning lab"), sections, submit=t("Plan it"))


def about(plan: Plan | None) -> Section:
    """Ask what it is about."""
    title, theme, question = (plan.title, plan.theme, plan.question) if plan else ("", "", "")
    return Section(
        (
            TextInput(name="title", label=t("Title"), maximum=TITLE_MOST, initial=title),
            TextInput(name="theme", label=t("Theme"), maximum=THEME_MOST, initial=theme),
            TextInput(
                name="question", label=t("The question to work on"), long=True, maximum=QUESTION_MOST, initial=question
            ),
        )
    )


def coming(plan: Plan | None, *who: Choice) -> Section:
    """Ask who may come, how many, and what they are told before they do."""
    capacity = TextInput(
        name="capacity",
        label=t("How many can come at most?"),
        hint=t("Empty: as many as want to"),
        required=False,
        maximum=5,
        initial=str(plan.capacity) if plan and plan.capacity else "",
    )
    agreed = {Agreement.CHATHAM_HOUSE: plan.chatham_house, Agreement.RECORDED: plan.recorded} if plan else {}
    agreements = Choices(
        name="agreements",
        label=t("What people are told before they come"),
        required=False,
        options=AGREEMENTS,
        initial=tuple(one.value for one, holds in agreed.items() if holds),
    )
    return Section((*who, capacity, agreements))


def timing(when: When | None, zone: str, *, over_days: bool = False) -> Section:
    """Ask when it is, and for how long; over days its agenda tells that."""
    minutes = TextInput(
        name="minutes", label=t("Length in minutes"), maximum=3, initial=str(when.minutes) if when else "60"
    )
    return Section(
        (
            DateInput(name="day", label=t("Day"), initial=when.day if when else None),
            TimeInput(name="at", label=t("Time"), initial=when.at if when else None),
            SearchInput(
                name="zone",
                label=t("On whose clocks?"),
                hint=t("Type a city, such as Nairobi"),
                source="members.zones",
                required=False,
                initial=when.zone if when else zone,
            ),
            *(() if over_days else (minutes,)),
        )
    )


def course(plan: Plan | None, reading: Reading, *mode: Choice) -> Section:
    """Ask how it goes."""
    language = reading.reader.locale
    return Section(
        (
            *mode,
            TextInput(
                name="agenda",
                label=t("Agenda, a line an item"),
                hint=t("share 20: What did you try? (anonymous)"),
                long=True,
                required=False,
                maximum=agenda.TEXT_MOST,
                initial=agenda.written(plan.agenda, language) if plan else "",
            ),
            LinkInput(name="link", label=t("Link to the meeting"), required=False, initial=plan.link if plan else ""),
            TextInput(
                name="preread",
                label=t("What to read before"),
                long=True,
                required=False,
                maximum=TEXT_MOST,
                initial=plan.preread if plan else "",
            ),
            TextInput(
                name="objectives",
                label=t("What people take home"),
                long=True,
                required=False,
                maximum=TEXT_MOST,
                initial=plan.objectives if plan else "",
            ),
        ),
        intro=t("All of this can wait. {template} shows agendas to begin with.", template=Code("/lab template")),
    )
