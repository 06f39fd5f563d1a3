"""Names for things: long unguessable ids, and the short references that people read and type."""

import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which people misread."""

ID_LENGTH: Final = 26
REFERENCE_LENGTH: Final = 5

KIND: Final = "[A-Z]{1,2}"
"""The form of a kind's letters: one for what stands by itself, two for a part of it (``L`` a lab, ``LP`` its poll)."""

Randomness = Callable[[int], bytes]

_TYPED: Final = re.compile(rf"({KIND})-?([0-9A-Z]{{{REFERENCE_LENGTH}}}|[0-9A-Z]{{{ID_LENGTH}}})")
_ID: Final = re.compile(rf"{KIND}-[{ALPHABET}]{{{ID_LENGTH}}}")
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def is_kind(letters: str) -> bool:
    """Tell whether these can be the letters of a kind."""
    return re.fullmatch(KIND, letters) is not None


def new_id(kind: str, randomness: Randomness = secrets.token_bytes) -> str:
    """Make an unguessable id such as ``R-7KQ2M…``: the kind's letters and 130 random bits.

    The letters say which kind of object it is, so one look-up table serves every kind.
    """
    if not is_kind(kind):
        raise ValueError(f"a kind is one or two capital letters, not {kind!r}")
    return f"{kind}-" + "".join(ALPHABET[byte & 31] for byte in randomness(ID_LENGTH))


def derived_id(kind: str, *parts: str) -> str:
    """Make the id that always follows from these parts, so that making a thing twice makes it once.

    It is as unguessable as the least known of its parts.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return new_id(kind, lambda count: digest[:count])


def reference(object_id: str) -> str:
    """Shorten an id to what a card shows and a person types: ``R-7KQ2M``; unique per kind in a store."""
    return object_id[: len(kind_of(object_id)) + 1 + REFERENCE_LENGTH]


def kind_of(object_id: str) -> str:
    """Tell the kind's letters of an id or a reference."""
    return object_id.partition("-")[0]


def is_id(text: str) -> bool:
    """Tell whether this has the form of a whole id."""
    return _ID.fullmatch(text) is not None


def read_reference(text: str) -> str | None:
    """Read a reference as people type it (small letters, no dash, O for 0); None if it cannot be one.

    A whole id is taken too, and shortened, so that pasting either works.
    """
    typed = _TYPED.fullmatch(text.strip().upper())
    if typed is None:
        return None
    kind, rest = typed[1], typed[2].translate(_MISREAD)
    return None if set(rest) - set(ALPHABET) else f"{kind}-{rest[:REFERENCE_LENGTH]}"
