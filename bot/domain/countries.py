"""Countries: kept by their name in English, found and shown by their name in anybody's language."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

_CODE_LENGTH: Final = 2
"""Territories of two letters are countries; those of three digits are parts of the world."""


def countries_like(typed: str, locale: str) -> Iterator[tuple[str, str]]:
    """Give (name in English, name in this language) of those whose name contains what was typed, by the latter."""
    wanted = typed.strip().casefold()
    names = ((english, own) for english, own in _names(locale).items())
    found = [(own, english) for english, own in names if wanted in own.casefold() or wanted in english.casefold()]
    return ((english, own) for own, english in sorted(found))


def read_country(typed: str, locale: str) -> str | None:
    """Give the country that is called so in English or in this language; None for none."""
    wanted = typed.strip().casefold()
    names = _names(locale).items()
    return next((english for english, own in names if wanted in {own.casefold(), english.casefold()}), None)


def country_in(country: str, locale: str) -> str:
    """Give a country's name in this language."""
    return _names(locale).get(country, country)


@lru_cache(64)
def _names(locale: str) -> Mapping[str, str]:
    english = Locale("en").territories
    try:
        own = Locale.parse(locale, sep="-").territories
    except (UnknownLocaleError, ValueError):
        own = english
    return {name: own.get(code, name) for code, name in english.items() if len(code) == _CODE_LENGTH and code.isalpha()}
