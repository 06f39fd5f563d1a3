"""Recurrence rules (RFC 5545) as far as labs need them: every so many weeks or months, so often or until a day.

Days are counted on the calendar alone; what clocks show on each of them is ``When``'s to say.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from dateutil import rrule

from bot.core.errors import Refusal
from bot.core.text import Code, t
from bot.domain.labs.when import FURTHEST

FIELD: Final = "rule"
COUNT_MOST: Final = 104
"""Two years of weeks: further on nothing is planned."""
INTERVAL_MOST: Final = 12
RULE_MOST: Final = 200

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = re.compile(rf"([+-]?[1-5])?({'|'.join(DAYS)})")
_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_UNTIL: Final = re.compile(r"([0-9]{8})(?:T[0-9]{6}Z?)?")

# What is shown of how a rule is written.
_EVERY_WEEK: Final = Code("FREQ=WEEKLY")
_EVERY_MONTH: Final = Code("FREQ=MONTHLY")
_COUNT: Final = Code("COUNT=6")
_UNTIL_SUCH: Final = Code("UNTIL=20271231")
_DAYS: Final = Code("BYDAY=TU,TH")
_NTH: Final = Code("BYDAY=2TH")


class Every(StrEnum):
    """What passes between two labs of a series."""

    WEEK = "WEEKLY"
    MONTH = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (0 is Monday); in a month the ``nth``, from its end if below 0, or each for 0."""

    day: int
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that was understood. It ends after ``count`` labs or on the day ``until``, whichever comes first."""

    every: Every
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    count: int = COUNT_MOST
    until: date | None = None


def read(text: str) -> Rule:
    """Read a rule such as ``FREQ=WEEKLY;BYDAY=TU;COUNT=6``; Refusal for what has no end, or is no rule for labs."""
    parts = _parts(text)
    freq = parts.pop("FREQ", "")
    if freq not in set(Every):
        raise Refusal(t("Please begin with {week} or {month}.", week=_EVERY_WEEK, month=_EVERY_MONTH), FIELD)
    every = Every(freq)
    if "COUNT" not in parts and "UNTIL" not in parts:
        raise Refusal(
            t("Say how often, as in {count}, or until when, as in {until}.", count=_COUNT, until=_UNTIL_SUCH), FIELD
        )
    rule = Rule(
        every=every,
        interval=_number(parts.pop("INTERVAL", "1"), INTERVAL_MOST),
        weekdays=_weekdays(parts.pop("BYDAY", ""), every),
        count=_number(parts.pop("COUNT", str(COUNT_MOST)), COUNT_MOST),
        until=_until(parts.pop("UNTIL", "")),
    )
    for name in parts:
        raise Refusal(t("{part} is more than I can do with labs. Please leave it out.", part=Code(name[:20])), FIELD)
    return rule


def _parts(text: str) -> dict[str, str]:
    line = "".join(text.upper().split()).removeprefix("RRULE:").rstrip(";")
    parts: dict[str, str] = {}
    for part in line.split(";") if len(line) <= RULE_MOST else ():
        name, equals, value = part.partition("=")
        if not equals or not name.isascii() or not name.isalpha() or not value or name in parts:
            break
        parts[name] = value
    else:
        if parts:
            return parts
    raise Refusal(
        t("I cannot read this rule. One looks like {such}.", such=Code("FREQ=WEEKLY;BYDAY=TU;COUNT=6")), FIELD
    )


def _number(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= most:
        raise Refusal(t("Numbers in the rule go from 1 to {most} here.", most=most), FIELD)
    return int(text)


def _weekdays(text: str, every: Every) -> tuple[Weekday, ...]:
    found: list[Weekday] = []
    for word in text.split(",") if text else ():
        read_day = _DAY.fullmatch(word)
        if read_day is None or (read_day[1] and every is Every.WEEK):
            raise Refusal(
                t("Days are written {week} in a week, and {month} in a month.", week=_DAYS, month=_NTH), FIELD
            )
        found.append(Weekday(DAYS.index(read_day[2]), int(read_day[1] or 0)))
    return tuple(dict.fromkeys(found))


def _until(text: str) -> date | None:
    if not text:
        return None
    found = _UNTIL.fullmatch(text)
    try:
        return datetime.strptime(found[1] if found else "", "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone.
    except ValueError:
        raise Refusal(t("The rule’s last day is written as in {until}.", until=_UNTIL_SUCH), FIELD) from None


def written(rule: Rule) -> str:
    """Write a rule so that ``read`` makes the same of it."""
    parts: Mapping[str, str] = {
        "FREQ": rule.every.value,
        "INTERVAL": str(rule.interval) if rule.interval > 1 else "",
        "BYDAY": ",".join(f"{one.nth or ''}{DAYS[one.day]}" for one in rule.weekdays),
        "COUNT": str(rule.count) if rule.count < COUNT_MOST or rule.until is None else "",
        "UNTIL": f"{rule.until:%Y%m%d}" if rule.until else "",
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def same_weekday(first: date) -> Weekday:
    """Say which weekday of its month a day is; a fifth one, which few months have, is the last."""
    nth = (first.day - 1) // 7 + 1
    return Weekday(first.weekday(), -1 if nth == 5 else nth)


def days(rule: Rule, first: date) -> Sequence[date]:
    """Give the days of a rule that begins on ``first``, in order; none lies further ahead than labs are planned."""
    return tuple(_days(rule, first))


def _days(rule: Rule, first: date) -> Iterator[date]:
    last = min(rule.until or date.max, first + FURTHEST)
    # With an end on the calendar it is over soon, whatever else it says; what it counts is counted here.
    found = rrule.rrule(
        rrule.WEEKLY if rule.every is Every.WEEK else rrule.MONTHLY,
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        interval=rule.interval,
        wkst=rrule.MO,
        byweekday=[rrule.weekday(one.day, one.nth or None) for one in rule.weekdays] or None,
    )
    for counted, day in enumerate(found):
        if counted == rule.count:
            return
        yield day.date()
