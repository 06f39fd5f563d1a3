"""The one form in which words of all scripts are filed and looked up.

What people write in several ways, or leave out when they type in a hurry, is made alike: case, accents, half and full
width, Arabic vowel signs and letter forms, nuktas, digits. What tells words apart is kept: the vowel signs of Indic
scripts, ``й`` beside ``и``. Words are not cut down to stems, as no rule is right in twenty languages.

Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without spaces, and Korean writes its particles onto the
word. No dictionary is at hand to find their words, so each character and each two neighbours are filed, and a longer
word is looked up by all its neighbours. That finds every word, and now and then a place where the same pairs meet by
chance. Simplified and traditional characters are not made alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

LONGEST: Final = 40
"""Characters of a word by which it is known."""

_ARABIC: Final = {
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u064a", "\u0629": "\u0647", "\u06c1": "\u0647",
    "\u06be": "\u0647", "\u06d5": "\u0647", "\u0671": "\u0627", "\u06a9": "\u0643", "\u0640": "",
}  # fmt: skip
"""Final forms of ya and ha, the Persian and Urdu letters that are theirs, a joined alef; what only lengthens."""

_LATIN: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o", "ŋ": "n", "ǝ": "e",
}  # fmt: skip
"""Letters with no accent to take off, which people without that key write with another."""

_ETHIOPIC: Final = {
    **{chr(0x1210 + at): chr(0x1200 + at) for at in range(8)},
    **{chr(0x1280 + at): chr(0x1200 + at) for at in range(8)},
    **{chr(0x1220 + at): chr(0x1230 + at) for at in range(8)},
    **{chr(0x12D0 + at): chr(0x12A0 + at) for at in range(8)},
    **{chr(0x1340 + at): chr(0x1338 + at) for at in range(8)},
    "\u1203": "\u1200", "\u1213": "\u1200", "\u1283": "\u1200", "\u12a3": "\u12a0", "\u12d3": "\u12a0",
}  # fmt: skip
"""Amharic letters that are spoken alike, and written one for the other."""

_LETTERS: Final = {**_ARABIC, **_LATIN, **_ETHIOPIC, "\u0451": "\u0435", "\u0901": "\u0902"}
_NUKTAS: Final = frozenset("\u093c\u09bc\u0a3c\u0abc\u0b3c")
_JOINERS: Final = frozenset("\u200c\u200d\u00ad")
_KEEP_SIGNS: Final = ("CYRILLIC", "HANGUL", "HIRAGANA", "KATAKANA")

# A nasal before a consonant of its own row is as often written as a dot.
_NASAL: Final = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
# The article, and what is written before it, unless too little of a word would be left.
_ARTICLE: Final = re.compile(r"\A(?:[وفبك]?ال|لل)(?=[\u0620-\u064a]{3})")

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff々]+"
)


# Whatever is not plainly something else; what a run holds is looked at again.
_RUN: Final = re.compile(r"[^\s!-/:-@\[-`{-\u00a9\u2010-\u206f\u2e00-\u2e7f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+")


class _Folding(dict[int, str]):
    """What becomes of a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(chr(code))
        return made


def _folded(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _JOINERS or char in _NUKTAS:
        return ""
    if kind[0] == "M":
        return _LETTERS.get(char, char if _own_sign(char) else "")
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind[0] not in "LN":
        return " "
    return "".join(_LETTERS.get(small, small) for small in _bare(char.casefold()))


def _bare(text: str) -> str:
    """Take the accents off, where a letter without its accent is still read as the same."""
    if text[:1] and unicodedata.name(text[0], "").startswith(_KEEP_SIGNS):
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if unicodedata.category(part)[0] != "M" or _own_sign(part)) or text


def _own_sign(sign: str) -> bool:
    """Tell the signs that make another word from those that only say how one is spoken."""
    name = unicodedata.name(sign, "")
    accents = ("COMBINING ", "ARABIC ", "HEBREW ", "SYRIAC ", "VARIATION ", "ETHIOPIC ")
    return sign not in _NUKTAS and not name.startswith(accents)


_FOLDING: Final = _Folding()


def words(text: str) -> list[str]:
    """Give the words of a text in the form in which they are looked up, in order."""
    return [word for run in folded(text).split() for word in _parts(run)]


def filed(text: str) -> list[str]:
    """Give the words under which a text is found, each once: those of ``words``, and characters that are no pair."""
    plain = folded(text)
    listed = dict.fromkeys(word for run in plain.split() for word in _parts(run))
    listed |= dict.fromkeys(char for run in _UNSPACED.findall(plain) for char in _characters(run))
    return list(listed)


def folded(text: str) -> str:
    """Give a text with its letters in the form in which they are compared, and spaces for all that is none."""
    return unicodedata.normalize("NFKC", text).translate(_FOLDING)


def _parts(run: str) -> Iterator[str]:
    at = 0
    for match in _UNSPACED.finditer(run):
        yield from _word(run[at : match.start()])
        yield from _pairs(match[0])
        at = match.end()
    yield from _word(run[at:])


def _word(run: str) -> Iterator[str]:
    if run:
        yield (run if run.isascii() else _ARTICLE.sub("", _NASAL.sub("\u0902", run)))[:LONGEST]


def _pairs(run: str) -> Iterator[str]:
    signs = _characters(run)
    if len(signs) == 1:
        yield signs[0]
    for one, other in pairwise(signs):
        yield one + other


def _characters(run: str) -> list[str]:
    """Give the characters of a run, each with the signs written onto it."""
    found: list[str] = []
    for char in run:
        if found and unicodedata.category(char)[0] == "M":
            found[-1] += char
        else:
            found.append(char)
    return found


def spans(text: str) -> Iterator[range]:
    """Give where in a text each word stands, as it is written; in a script without spaces, each two characters."""
    for match in _RUN.finditer(text):
        if not _UNSPACED.search(match[0]):
            yield range(match.start(), match.end())
            continue
        starts = [at for at in range(match.start(), match.end()) if unicodedata.category(text[at])[0] != "M"]
        ends = [*starts[1:], match.end()]
        for place, start in enumerate(starts):
            yield range(start, ends[min(place + 1, len(ends) - 1)])
