"""Words of a text, and the form in which words of any script are compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# A number with its separators (Arabic ones too) and percent sign, or letters with the signs written onto them.
_WORD: Final = re.compile(
    r"\d+(?:[.,:/\u066b\u066c]\d+)*(?:\s?[%٪])?|[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0655\u0670]+[^\W\d_]*)*"
)
# What remains of Arabic letters that are written in several ways, once their signs are taken off: the final forms of
# ya and ha, a bare alef, and the stroke that only lengthens a word.
_ARABIC: Final = str.maketrans({"\u0649": "\u064a", "\u0629": "\u0647", "\u0671": "\u0627", "\u0640": None})
_ARABIC_LETTER: Final = re.compile("[\u0621-\u064a]")
# Conjunctions, prepositions and the article are written onto the word; each may be there or not.
_ARABIC_BEFORE: Final = ("و", "ف", "ال", "وال", "فال", "بال", "لل", "عال", "ب", "ل", "وب", "ول", "كال", "\u0647", "عل")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands in its text, and the forms under which it may be known."""

    forms: tuple[str, ...]
    start: int
    end: int

    @property
    def plain(self) -> str:
        """The folded word, with nothing taken off."""
        return self.forms[0]

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.forms[0][0].isdigit()


def words(text: str) -> list[Word]:
    """Give the words of a text in order."""
    return [Word(forms(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Take off case, accents, vowel signs and letter forms; digits of all scripts become 0 to 9."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    return "".join(_digit(char) for char in bare.casefold().translate(_ARABIC))


@lru_cache(maxsize=8192)
def forms(word: str) -> tuple[str, ...]:
    """Give the folded word first, then it with its accents, or without the particles that Arabic writes onto it."""
    folded = fold(word)
    if not _ARABIC_LETTER.match(folded):
        accented = unicodedata.normalize("NFC", word.casefold())
        return (folded or word,) if accented == folded else (folded or word, accented)
    rest = (folded.removeprefix(before) for before in _ARABIC_BEFORE if folded.startswith(before))
    # "And not" (وما) is two words; what other particles leave must be long enough to be a word of its own.
    return (folded, *(one for one in rest if len(one) > (1 if folded[0] in "وف" else 2)))


def _digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdigit() else char
