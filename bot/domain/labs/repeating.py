"""The life of a series: which of its labs are planned now, who leads each, and what becomes of those to come."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.ids import derived_id
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs import recurrence
from bot.domain.labs.lab import PLANNED, Lab, LabState
from bot.domain.labs.plan import Plan
from bot.domain.labs.series import Series
from bot.domain.labs.when import When

AHEAD: Final = timedelta(days=14)
"""How long before it is held a lab of a series is planned; the next one always is."""

SeriesChange = tuple[Series, tuple[Event, ...]]


def begin(series: Series, lab: Lab) -> tuple[SeriesChange, Lab]:
    """Repeat a lab by a rule: it becomes the first of the series, which must hold its day."""
    if lab.series:
        raise AlreadySettled(t("It is one of a series already. This is how it stands."))
    if lab.state not in PLANNED:
        raise AlreadySettled(t("It has begun, or it is over. This is how it stands."))
    given = days(series)
    if not given or given[0] != lab.when.day:
        raise Refusal(t("The rule does not begin on the day of this lab. Please change one of them."), recurrence.FIELD)
    if len(given) == 1:
        raise Refusal(t("By this rule there is no second lab. Say how often, or until when."), "times")
    first = replace(lab, series=series.id, occurrence=lab.when.day)
    return (replace(series, turn=1), (happened.SeriesBegun(about=series.id),)), first


def days(series: Series) -> Sequence[date]:
    """Give all the days of its rule; the labs are held ``shift`` days later."""
    return recurrence.days(recurrence.read(series.rule), series.when.day)


def held(series: Series, day: date) -> When:
    """Say when the lab of one of its days is held."""
    return series.when.on(day + timedelta(days=series.shift))


def to_plan(series: Series, planned: Collection[date], now: datetime) -> Sequence[date]:
    """Give the days whose labs are to be planned now: those held soon, and in any case the next."""
    coming = [day for day in days(series) if held(series, day).starts > now]
    soon = [day for day in coming if held(series, day).starts <= now + AHEAD]
    return [day for day in soon or coming[:1] if day not in planned]


def next_look(series: Series, planned: Collection[date], now: datetime) -> datetime | None:
    """Say when there may be something to plan again; None when all of it is planned."""
    starts = {day: held(series, day).starts for day in days(series)}
    coming = [start for day, start in starts.items() if start > now and day not in planned]
    last = max((start for day, start in starts.items() if start > now and day in planned), default=now)
    return min(coming[0] - AHEAD, last) if coming else None


def leader(series: Series, absent: Collection[MemberRef] = ()) -> MemberRef:
    """Say whose turn it is to lead, passing by those who cannot."""
    first = series.turn % len(series.rota) if series.rota else 0
    in_turn = (*series.rota[first:], *series.rota[:first])
    return next((member for member in in_turn if member not in absent), series.organiser)


def made(series: Series, day: date, now: datetime, absent: Collection[MemberRef] = ()) -> tuple[Series, Lab]:
    """Give the lab of a day, not yet planned, with the turn passed on; its id follows from the series and the day."""
    when, led = held(series, day), leader(series, absent)
    # Whoever leads for somebody who cannot has had their turn, too, and does not lead again right after.
    passed = (series.rota.index(led) - series.turn) % len(series.rota) if led in series.rota else 0
    lab = Lab(
        id=derived_id("L", series.id, day.isoformat()),
        community=series.community,
        pod=series.pod,
        state=LabState.DRAFT,
        plan=series.plan,
        when=when,
        starts_at=when.starts,
        ends_at=when.ends,
        organiser=series.organiser,
        planned_at=now,
        facilitators=() if led in absent else (led,),
        origin=series.origin,
        series=series.id,
        occurrence=day,
        room=series.room,
    )
    return replace(series, turn=series.turn + 1 + passed), lab


def rest(labs: Iterable[Lab], since: Lab) -> Sequence[Lab]:
    """Give the labs of a series from one on that a change of the series reaches; not those that stand apart."""
    return [
        lab
        for lab in labs
        if lab.id == since.id
        or (lab.state in PLANNED and not lab.apart and (lab.occurrence or date.max) > (since.occurrence or date.max))
    ]


def move(series: Series, lab: Lab, when: When) -> SeriesChange:
    """Hold the further labs as this one is held now: as many days after their rule's days, and at its time."""
    shift = (when.day - (lab.occurrence or when.day)).days
    moved = replace(series, shift=shift, when=replace(when, day=series.when.day))
    return moved, (happened.SeriesChanged(about=series.id),) if moved != series else ()


def change(series: Series, plan: Plan) -> SeriesChange:
    """Plan the further labs otherwise."""
    changed = replace(series, plan=plan)
    return changed, (happened.SeriesChanged(about=series.id),) if changed != series else ()


def stop(series: Series) -> SeriesChange:
    """Plan no more labs; those that are planned stay."""
    if series.over:
        raise AlreadySettled(t("It plans no more labs. This is how it stands."))
    return replace(series, over=True), (happened.SeriesStopped(about=series.id),)
