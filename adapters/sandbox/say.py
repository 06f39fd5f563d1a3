"""Numbers and times in a reader's language, digits and zone."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_datetime_format
from babel.numbers import format_decimal

from bot.core.text import Show

DIGITS: Final = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹", "deva": "०१२३४५६७८९", "beng": "০১২৩৪৫৬৭৮৯"}
_ENGLISH: Final = Locale("en")


@lru_cache
def locale_of(tag: str) -> Locale:
    """Read a language tag; what is not known is English."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        parts = tag.replace("-", "_").split("_")
        return locale_of(parts[0]) if len(parts) > 1 else _ENGLISH


def direction(tag: str) -> str:
    """Give ``rtl`` or ``ltr``."""
    return str(locale_of(tag).text_direction)


@lru_cache
def zone_of(name: str) -> tzinfo:
    """Read an IANA zone; what is not known is UTC."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def number_text(value: int, tag: str) -> str:
    """Say a whole number with the language's digits and grouping."""
    return _digits(format_decimal(value, locale=locale_of(tag), numbering_system="default"), tag)


def day_text(on: date, tag: str) -> str:
    """Say a calendar date."""
    return _digits(format_date(on, "long", locale=locale_of(tag)), tag)


def clock_text(at: datetime, tag: str, zone: str) -> str:
    """Say the time of day."""
    return _digits(format_time(at.astimezone(zone_of(zone)), "short", locale=locale_of(tag)), tag)


def moment_text(at: datetime, show: str, tag: str, zone: str, now: datetime) -> str:
    """Say a moment; beside a time of day stands the zone's own name, so that nobody has to guess whose hour it is."""
    locale, local = locale_of(tag), at.astimezone(zone_of(zone))
    match show:
        case Show.DATE.value:
            said = format_date(local.date(), "long", locale=locale)
        case Show.TIME.value:
            said = f"{format_time(local, 'short', locale=locale)} {zone_text(local)}"
        case Show.RELATIVE.value:
            return relative_text(at, tag, now)
        case _:
            said = format_skeleton("yMMMEd", local, locale=locale)
            hour = f"{format_time(local, 'short', locale=locale)} {zone_text(local)}"
            # CLDR's own way of joining a date and an hour, such as the Arabic comma: "{1}, {0}".
            said = str(get_datetime_format("medium", locale=locale)).replace("{1}", said).replace("{0}", hour)
    return _digits(said, tag)


def relative_text(at: datetime, tag: str, now: datetime) -> str:
    """Say how long ago, or in how long."""
    return _digits(format_timedelta(at - now, add_direction=True, locale=locale_of(tag)), tag)


def zone_text(local: datetime) -> str:
    """Name the zone at this moment: its letters where it has any, else its distance from UTC."""
    name = local.tzname() or "UTC"
    if name.isalpha():
        return name
    minutes = int((local.utcoffset() or timedelta()).total_seconds()) // 60
    sign, minutes = ("−" if minutes < 0 else "+"), abs(minutes)
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


def _digits(text: str, tag: str) -> str:
    """Write the digits as the language does; Babel only writes the separators so."""
    own = DIGITS.get(locale_of(tag).default_numbering_system)
    return text.translate(str.maketrans("0123456789", own)) if own else text
