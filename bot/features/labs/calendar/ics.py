"""Labs as iCalendar (RFC 5545) says: what calendars understand, and never a word of anybody's in a place of its own."""

from collections.abc import Iterable
from typing import Final

from icalendar import Calendar, Event

from bot.core.safety import clean, one_line
from bot.domain.calendar import zone_of
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.rsvp import Answer

MEDIA_TYPE: Final = "text/calendar"
PRODUCT: Final = "-//Podkeeper//Learning labs//EN"


def written(labs: Iterable[tuple[Lab, Answer]], name: str = "", method: str = "") -> str:
    """Write labs, each with its reader's answer, as one calendar; its zones are described in it.

    ``method`` says what a file by itself is for: PUBLISH, or CANCEL (RFC 5546).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", _line(name))
        calendar.add("x-wr-calname", _line(name))
    for lab, answer in labs:
        calendar.add_component(_event(lab, answer))
    calendar.add_missing_timezones()
    text: str = calendar.to_ical().decode()
    return text


def _event(lab: Lab, answer: Answer) -> Event:
    """Write one lab, at its wall-clock time; what calendars have to be told of is counted in SEQUENCE."""
    event = Event()
    event.add("uid", f"{lab.id}@podkeeper")
    event.add("sequence", lab.sequence)
    event.add("dtstamp", lab.planned_at)
    zone = zone_of(lab.when.zone)
    event.add("dtstart", lab.starts_at.astimezone(zone))
    event.add("dtend", lab.ends_at.astimezone(zone))
    event.add("summary", _line(lab.plan.title))
    event.add("description", clean("\n\n".join(part for part in (lab.plan.question, lab.plan.link) if part)))
    if lab.plan.link:
        event.add("location", _line(lab.plan.link))
    event.add("status", _status(lab, answer))
    return event


def _line(text: str) -> str:
    """Put text on one line, without what a calendar may not hold: some end a line at signs that are none here."""
    return one_line(clean(text))


def _status(lab: Lab, answer: Answer) -> str:
    if lab.state is LabState.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if answer is Answer.MAYBE else "CONFIRMED"
