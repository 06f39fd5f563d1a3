"""Dates, times and numbers in a reader's own language and zone, where Slack does not show them so itself."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_decimal

from bot.core.text import Moment, Show

NARROW_SPACE: Final = "\u202f"


@lru_cache(maxsize=128)
def locale(tag: str) -> Locale:
    """Give Babel's locale for a language tag such as ``pt-BR``; its language alone, then English, if unknown."""
    for form in (tag, tag.partition("-")[0], "en"):
        try:
            return Locale.parse(form.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    raise LookupError("Babel has no English")


@lru_cache(maxsize=512)
def zone(name: str) -> tzinfo:
    """Give the zone of an IANA name; UTC where the name is empty or unknown."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):
        return UTC


def moment(value: Moment, tag: str, zone_name: str, now: datetime) -> str:
    """Say a moment in words; without a zone of the reader's it is UTC, and says so."""
    if value.show is Show.RELATIVE:
        return relative(value.at - now, tag)
    at, words = value.at.astimezone(zone(zone_name)), locale(tag)
    match value.show:
        case Show.DATE:
            return format_date(at.date(), "full", locale=words)
        case Show.TIME:
            text = format_time(at, "short", tzinfo=at.tzinfo, locale=words)
        case _:
            text = format_datetime(at, "EEEE d MMMM y, HH:mm", tzinfo=at.tzinfo, locale=words)
    # Some languages put a narrow space before AM; screen readers and old phones stumble over it.
    text = text.replace(NARROW_SPACE, " ")
    return text if zone(zone_name) is not UTC else f"{text} UTC"


def relative(span: timedelta, tag: str) -> str:
    """Say how long ago or ahead, in words."""
    return format_timedelta(span, add_direction=True, locale=locale(tag))


def day(value: date, tag: str) -> str:
    """Say a calendar date in words, with its weekday."""
    return format_date(value, "full", locale=locale(tag))


def number(value: int, tag: str) -> str:
    """Say a whole number with the reader's digits and grouping."""
    return format_decimal(value, locale=locale(tag))
