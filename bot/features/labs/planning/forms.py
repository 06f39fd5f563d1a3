"""What is asked of whoever plans a lab, and the model that reads it."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from bot.core.forms import Choice, DateInput, Form, SearchInput, Section, TextInput, TimeInput
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.hours import read_zone
from bot.domain.labs.plan import QUESTION_MOST, THEME_MOST, TITLE_MOST
from bot.domain.pods.pod import Pod
from bot.features.labs.wording import SCOPE_OPTIONS
from bot.ports.context import Reading


class Planned(BaseModel):
    """What was planned."""

    title: str = Field(max_length=TITLE_MOST)
    theme: str = Field(max_length=THEME_MOST)
    question: str = Field(max_length=QUESTION_MOST)
    scope: Scope = Scope.POD
    day: date
    at: time
    zone: Annotated[str, AfterValidator(read_zone)] = ""
    minutes: int = 60


def plan_form(pod: Pod | None, reading: Reading) -> Form:
    """Ask what the lab is about, who may come, and when it is."""
    about = [
        TextInput(name="title", label=t("Title"), maximum=TITLE_MOST),
        TextInput(name="theme", label=t("Theme"), maximum=THEME_MOST),
        TextInput(name="question", label=t("The question to work on"), long=True, maximum=QUESTION_MOST),
    ]
    scope = Choice(name="scope", label=t("Who may come?"), options=SCOPE_OPTIONS, initial=Scope.COMMUNITY)
    zone = reading.reader.zone
    when = Section(
        (
            DateInput(name="day", label=t("Day")),
            TimeInput(name="at", label=t("Time")),
            SearchInput(name="zone", label=t("On whose clocks?"), source="members.zones", required=False, initial=zone),
            TextInput(name="minutes", label=t("Length in minutes"), initial="60"),
        )
    )
    return Form(t("Plan a learning lab"), (Section((*about, *([] if pod else [scope]))), when), submit=t("Plan it"))
