"""Reading dates and times that people typed, and saying how they were read.

Only what has one meaning is read: ``3/4/2027`` has two, so it stays as typed and the form asks again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Final

from babel.dates import get_month_names, get_period_names

from adapters.discord.spans import locale_of
from bot.core.safety import clean
from bot.core.text import Day, Inline, Msg, Untrusted, t

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*[./-]\s*(\d{4})\.?")
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?([^\W\d_]+)\.?(?:,?\s+(?:de\s+)?(\d{4}))?"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_TIME: Final = re.compile(r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?(?::\d{2})?\s*([^\d\s:]+(?:\s?m\.?)?)?")
_BEFORE_NOON: Final = frozenset({"am", "a.m.", "a.m"})
_AFTER_NOON: Final = frozenset({"pm", "p.m.", "p.m"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed and what it was taken for."""

    typed: str
    taken: Inline

    def said(self) -> Msg:
        """Say the reading, so that a wrong one is noticed."""
        return t("“{typed}” was read as {taken}.", typed=Untrusted(self.typed), taken=self.taken)


def read_date(typed: str, locale: str, today: date) -> date | None:
    """Read a calendar date in the person's language or English; None if it has no meaning or several.

    Without a year it is the next such day. Where they are it may still be yesterday.
    """
    words = _tidy(typed)
    if found := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in found.groups())
        return _date(year, month, day)
    if found := _NUMBERS.fullmatch(words):
        first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        # With dots the day comes first wherever dots are used; otherwise only a number above 12 tells.
        if mark == "." or first > 12 or first == second:
            return _date(year, second, first)
        return _date(year, first, second) if second > 12 else None
    if found := _DAY_FIRST.fullmatch(words):
        return _in_its_year(found[3], _months(locale).get(found[2], 0), int(found[1]), today)
    if found := _MONTH_FIRST.fullmatch(words):
        return _in_its_year(found[3], _months(locale).get(found[1], 0), int(found[2]), today)
    return None


def read_time(typed: str, locale: str) -> time | None:
    """Read a wall-clock time: ``15:30``, ``15h30``, ``15h``, ``3 pm``; None if it has no one meaning."""
    found = _TIME.fullmatch(_tidy(typed))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(" ", "")
    if half:
        afternoon = _halves(locale).get(half)
        if afternoon is None or not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if afternoon else 0)
    elif found[2] is None and "h" not in _tidy(typed):
        # A bare number is as likely a mistake as an hour.
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def reading_of_date(typed: str, taken: date) -> Reading | None:
    """Give the reading of a date to be echoed; None where nothing was interpreted."""
    return None if typed.strip() == taken.isoformat() else Reading(typed, Day(taken))


def reading_of_time(typed: str, taken: time) -> Reading | None:
    """Give the reading of a time to be echoed; None where nothing was interpreted."""
    shown = f"{taken:%H:%M}"
    return None if typed.strip() == shown else Reading(typed, Untrusted(shown))


def _tidy(typed: str) -> str:
    # Digits of other scripts are read as numbers by int(); only their spelling is kept.
    return " ".join(clean(typed).lower().split())


def _in_its_year(typed: str | None, month: int, day: int, today: date) -> date | None:
    if typed:
        return _date(int(typed), month, day)
    coming = (_date(year, month, day) for year in (today.year, today.year + 1))
    return next((one for one in coming if one is not None and one >= today - timedelta(days=1)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=32)
def _months(locale: str) -> Mapping[str, int]:
    names: dict[str, int] = {}
    for tag in ("en", locale):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale_of(tag)).items():
                    names[name.lower().rstrip(".")] = number
    return names


@lru_cache(maxsize=32)
def _halves(locale: str) -> Mapping[str, bool]:
    halves = dict.fromkeys(_BEFORE_NOON, False) | dict.fromkeys(_AFTER_NOON, True)
    names = get_period_names("abbreviated", "format", locale_of(locale))
    for key, afternoon in (("am", False), ("pm", True)):
        if key in names:
            halves[names[key].lower().replace(" ", "").replace("\u202f", "")] = afternoon
    return halves
