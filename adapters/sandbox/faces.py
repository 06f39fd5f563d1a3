"""How people and things look on the page: flag, initials, colour, country and language, short references."""

import hashlib
import re
from typing import Final

from adapters.sandbox.people import Person
from adapters.sandbox.say import locale_of
from bot.core.ids import ALPHABET, ID_LENGTH, KIND, REFERENCE_LENGTH

HUES: Final = 8

_REST: Final = re.compile(
    rf"\b({KIND}-[{ALPHABET}]{{{REFERENCE_LENGTH}}})[{ALPHABET}]{{{ID_LENGTH - REFERENCE_LENGTH}}}\b"
)


def flag(person: Person) -> str:
    """Give a person's flag as two regional letters, which most systems draw as one."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in person.country if "A" <= letter <= "Z")


def country(person: Person, tag: str) -> str:
    """Give the name of a person's country in a language."""
    return str(locale_of(tag).territories.get(person.country, person.country))


def language(person: Person) -> str:
    """Give the name of a person's language in that language."""
    own = locale_of(person.locale)
    return str(own.languages.get(own.language, person.locale))


def hue(member: str) -> int:
    """Give the colour of a person's picture, one of a few."""
    return hashlib.sha256(member.encode()).digest()[3] % HUES


def initials(name: str) -> str:
    """Give what stands in a person's picture."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()


def brief(text: str) -> str:
    """Shorten whole ids to the references that people know."""
    return _REST.sub(r"\1", text)
