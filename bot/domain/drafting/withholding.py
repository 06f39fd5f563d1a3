"""What is left out before anybody reads it: numbers that lead to a person, and names of who would not be named."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.drafting.draft import Hint, HintKind
from bot.domain.drafting.drafter import to_look_at
from bot.domain.drafting.thread import Message, Thread
from bot.domain.members import Member

GAP: Final = "[…]"
"""What stands where something was left out."""

NUMBERS: Final = frozenset({HintKind.PHONE, HintKind.EMAIL, HintKind.RECORD_NUMBER, HintKind.BIRTH_DATE})
"""What is left out unasked."""

DOUBTFUL: Final = frozenset({HintKind.NAME, HintKind.BLAME, HintKind.PATIENT})
"""What is shown to whoever wrote it, who knows better than a rule."""

_LETTER: Final = r"[^\W_]"
_SHORTEST: Final = 2
_NAME_WORDS: Final = 4
_ACRONYM: Final = 4


@dataclass(frozen=True, slots=True)
class KnownBy:
    """By what a member could be known: names, whose single words go too, organisations, and what is as it stands."""

    names: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()


def known_by(member: Member | None) -> KnownBy:
    """Give by what a member could be known; of who is unknown, as whoever asked anonymously, that is nothing."""
    if member is None:
        return KnownBy()
    return KnownBy((member.display_name, member.platform_name), (member.organisation,), (member.ref.user,))


def doubtful_in(texts: Iterable[str], language: str) -> Sequence[Hint]:
    """Give what should be looked at again in what somebody wrote: people named, blame, patients; never verdicts."""
    messages = tuple(Message(place, "", text) for place, text in enumerate(texts))
    return [hint for hint in to_look_at(Thread(messages, language)) if hint.kind in DOUBTFUL]


def withheld_from(text: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Give what somebody typed without numbers that lead to a person, and the kinds of what was left out."""
    return without(text, to_look_at(Thread((Message(0, "", text),), language)))


def without(text: str, hints: Iterable[Hint]) -> tuple[str, tuple[str, ...]]:
    """Give a text without the numbers in it that could tell of a person, and the kinds of what was left out."""
    kinds: list[str] = []
    for hint in sorted(hints, key=lambda hint: -len(hint.text)):
        if hint.kind not in NUMBERS or not text:
            continue
        if hint.text in text:
            text = text.replace(hint.text, GAP)
            kinds.append(hint.kind.value)
        elif text in hint.text:
            # The text is a piece of such a number: the date of "born 12/03/1980", say.
            text = GAP
            kinds.append(hint.kind.value)
    return text, tuple(sorted(kinds))


def unnamed(text: str, names: Iterable[str]) -> str:
    """Give a text without these names of people, nor the single words that they are made of.

    With other accents and capitals they are the same names.
    """
    parts = {part for name in names for part in (name.strip(), *name.split())}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _SHORTEST:
            text = _without_word(text, _bare(part))
    return text


def unplaced(text: str, organisations: Iterable[str]) -> str:
    """Give a text without these organisations, each whole: the words that it is made of are everybody's.

    With other accents and capitals they are the same, but for a short one in capitals: WHO is not who.
    """
    for name in sorted(map(str.strip, organisations), key=len, reverse=True):
        if name.isupper() and len(name) <= _ACRONYM:
            text = unnamed_as_written(text, [name])
        elif len(name) >= _SHORTEST:
            text = _without_word(text, _bare(name))
    return text


def unnamed_as_written(text: str, names: Iterable[str]) -> str:
    """Give a text without these names as they are written, whole: what is part of another word stays."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= _SHORTEST:
            text = re.sub(rf"@?(?<!{_LETTER}){re.escape(name)}(?!{_LETTER})", GAP, text)
    return text


def nameless(text: str, known: KnownBy) -> str:
    """Give a text that does not tell a member."""
    return unnamed_as_written(unnamed(unplaced(text, known.organisations), known.names), known.as_written)


def perhaps_names(text: str) -> frozenset[str]:
    """Give all in a text that may be somebody's name: up to four words in a row.

    A small word alone is none: it is mostly no name but what everybody says (will, grace, an).
    """
    words = list(re.finditer(r"\w+", text))
    rows = ((first, last) for at, first in enumerate(words) for last in words[at : at + _NAME_WORDS])
    return frozenset(
        text[first.start() : last.end()]
        for first, last in rows
        if first is not last or not (first[0][0].islower() or first[0][0].isdigit())
    )


def _without_word(text: str, word: str) -> str:
    letters = [(bare, at) for at, char in enumerate(text) for bare in _bare(char)]
    found = re.finditer(rf"@?(?<!{_LETTER}){re.escape(word)}(?!{_LETTER})", "".join(bare for bare, _ in letters))
    for match in reversed(list(found)):
        end = letters[match.end()][1] if match.end() < len(letters) else len(text)
        text = text[: letters[match.start()][1]] + GAP + text[end:]
    return text


def _bare(text: str) -> str:
    """Give a text in small letters without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
