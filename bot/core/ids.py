"""Names for things: long unguessable ids, and the short references that people read and type."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, which people misread."""

ID_LENGTH: Final = 26
REFERENCE_LENGTH: Final = 5

Randomness = Callable[[int], bytes]

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_id(kind: str, randomness: Randomness = secrets.token_bytes) -> str:
    """Make an unguessable id such as ``R-7KQ2M…``: the kind's letter and 130 random bits.

    The letter says which kind of object it is, so one look-up table serves every kind.
    """
    if not (len(kind) == 1 and kind.isascii() and kind.isupper()):
        raise ValueError(f"a kind is one capital letter, not {kind!r}")
    return f"{kind}-" + "".join(ALPHABET[byte & 31] for byte in randomness(ID_LENGTH))


def derived_id(kind: str, *parts: str) -> str:
    """Make the id that always follows from these parts, so that making a thing twice makes it once.

    It is as unguessable as the least known of its parts.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return new_id(kind, lambda count: digest[:count])


def reference(object_id: str) -> str:
    """Shorten an id to what a card shows and a person types: ``R-7KQ2M``; unique per kind in a store."""
    return object_id[: 2 + REFERENCE_LENGTH]


def kind_of(object_id: str) -> str:
    """Tell the kind's letter of an id or a reference."""
    return object_id[:1]


def is_id(text: str) -> bool:
    """Tell whether this has the form of a whole id."""
    return len(text) == 2 + ID_LENGTH and _well_formed(text)


def read_reference(text: str) -> str | None:
    """Read a reference as people type it (small letters, no dash, O for 0); None if it cannot be one.

    A whole id is taken too, and shortened, so that pasting either works.
    """
    tidy = text.strip().upper()
    if len(tidy) > 1 and tidy[1] != "-":
        tidy = f"{tidy[0]}-{tidy[1:]}"
    tidy = tidy[:2] + tidy[2:].translate(_MISREAD)
    if len(tidy) in (2 + REFERENCE_LENGTH, 2 + ID_LENGTH) and _well_formed(tidy):
        return reference(tidy)
    return None


def _well_formed(text: str) -> bool:
    letter, dash, rest = text[:1], text[1:2], text[2:]
    return letter.isascii() and letter.isupper() and dash == "-" and all(c in ALPHABET for c in rest)
