"""Telephone numbers, addresses, record numbers and dates in a text.

Each repetition is bounded, and begins where the one before it cannot have: time grows with the text and no faster.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import phonenumbers

from bot.domain.drafting.words import fold

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE: Final = re.compile(r"(?<![\w+@/.,-])\+?\(?\d[\d\s().\-–/]{5,20}\d(?![\w@%٪])")
_DIGITS: Final = range(8, 16)
"""How many digits make a telephone number; fewer are too often something else."""

_MOST: Final = 200

_DATE: Final = re.compile(r"\d{1,4}[/.\-–\s]\d{1,2}[/.\-–\s]\d{1,4}|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}|\d{1,3}(?:\s\d{3}){0,3}\s000")

# After the word for it: a colon, "no." and the like, then what has a digit in it.
_RECORD: Final = re.compile(r"[\s:.#°ºn-]{0,4}(?:[^\W\d_]{0,6}[-/.]?\d[\w/\-]{0,24})")
_MONTH: Final = r"\d{1,2}\w{0,2}\s(?:\w{1,2}\s)?[^\W\d_]{3,12}\.?\s(?:\w{1,3}\s)?\d{2,4}"
_BORN: Final = re.compile(
    rf"[\s:.,]{{0,3}}(?:[^\W\d_]{{1,3}}\s)?(?:\d{{1,4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,4}}|{_MONTH}|(?:19|20)\d\d)"
)


def emails(text: str) -> Iterator[str]:
    """Give the mail addresses in a text."""
    for match in _EMAIL.finditer(text):
        yield match[0].rstrip("-")


def phones(text: str, regions: Sequence[str], *, expected: bool) -> Iterator[str]:
    """Give what can be telephone numbers: any in international form, others as the countries write them.

    Where a call or a message is spoken of, every number of fitting length is ``expected`` to be one.
    """
    candidates = ((match[0], fold(match[0])) for match in _PHONE.finditer(text))
    plausible = ((written, digits) for written, digits in candidates if _is_plausible(digits))
    # Whoever writes hundreds of them writes a table of figures.
    for written, digits in islice(plausible, _MOST):
        if expected or _is_number(digits, regions):
            yield written


def record(text: str, place: int) -> int | None:
    """Say where a record's number ends that stands right here."""
    match = _RECORD.match(text, place)
    return match.end() if match else None


def date(text: str, place: int) -> int | None:
    """Say where a date ends that stands right here."""
    match = _BORN.match(text, place)
    return match.end() if match else None


def _is_plausible(digits: str) -> bool:
    counts = sum(char.isdigit() for char in digits) in _DIGITS
    return counts and not _DATE.fullmatch(digits) and not _AMOUNT.fullmatch(digits)


def _is_number(digits: str, regions: Sequence[str]) -> bool:
    """Whether one of the countries where the language is spoken has such a number."""
    for region in ("ZZ",) if digits.startswith("+") else regions:
        try:
            number = phonenumbers.parse(digits, None if region == "ZZ" else region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) if region == "ZZ" else phonenumbers.is_valid_number(number):
            return True
    return False
