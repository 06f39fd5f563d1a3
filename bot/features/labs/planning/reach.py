"""How far a change goes: this lab alone, or this one and the rest of its series."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from pydantic import BaseModel

from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Choice
from bot.core.text import t
from bot.domain.labs import repeating, rules
from bot.domain.labs.lab import Lab
from bot.domain.labs.series import Series
from bot.ports.context import Context


class Reach(StrEnum):
    """Which labs are meant."""

    ONE = "one"
    REST = "rest"


OPTIONS: Final = (
    Option(Reach.ONE, t("This one alone")),
    Option(Reach.REST, t("This one and the rest of the series")),
)


class Reaching(BaseModel):
    """What is filled in where a change can go further than one lab."""

    reach: Reach = Reach.ONE


def asked_of(lab: Lab) -> tuple[Choice, ...]:
    """Ask how far a change goes, where there is more than one lab that it could reach."""
    if not lab.series:
        return ()
    return (Choice(name="reach", label=t("Which labs?"), options=OPTIONS, initial=Reach.ONE),)


def reached(lab: Lab, values: Reaching, ctx: Context) -> tuple[Sequence[Lab], Series | None]:
    """Give the labs that a change reaches, this one first, and the series if it reaches the rest of it."""
    series = ctx.store.lab_series.get(lab.series) if lab.series and values.reach is Reach.REST else None
    if series is None:
        return [lab], None
    if not rules.facilitates_series(ctx.viewer, series):
        raise Refusal(t("Only those who lead the series change the rest of it. You can change this one."), "reach")
    return repeating.rest(ctx.store.labs.of_series(series.id), lab), series
