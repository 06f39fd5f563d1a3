"""What people say when they tell of a change: one file of lists a language, read when it is first needed."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.domain.drafting.phrases import Element, Hit, Phrases, element
from bot.domain.drafting.words import Word, fold

LANGUAGES: Final = ("en", "fr", "es", "pt", "ar")

_FOLDER: Final = Path(__file__).parent
# Sections whose lists are single words; those of all others are phrases.
_WORDS: Final = ("sets", "times", "places", "reading")


@dataclass(frozen=True)
class Cues:
    """The lists of one language: single words by ``section.name``, and phrases, each a sign of something."""

    language: str
    sets: Mapping[str, Element]
    regions: Sequence[str]
    values: Mapping[str, int]
    """What numbers in words are worth, by the folded word."""
    _phrases: Phrases

    def find(self, text: Sequence[Word]) -> Iterator[tuple[str, Hit]]:
        """Give every phrase in a row of words, with the name of its list."""
        return self._phrases.find(text)

    def is_one(self, name: str, word: Word) -> bool:
        """Whether a word is on a list of single words."""
        return self.sets[name].takes(word.forms)


@lru_cache
def cues(language: str) -> Cues:
    """Read one language's lists."""
    told: dict[str, dict[str, str]] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    regions = told["reading"].pop("regions").split()
    values = {fold(word): int(worth) for worth, listed in told.pop("values").items() for word in listed.split()}
    named: dict[str, Element] = {}
    for name, listed in told["sets"].items():
        named[name] = element(listed.split(), named)
    sets = {
        f"{section}.{name}": element(listed.split()) for section in _WORDS[1:] for name, listed in told[section].items()
    }
    phrases = {
        name if section == "phrases" else f"{section}.{name}": _phrases(listed)
        for section, lists in told.items()
        if section not in _WORDS
        for name, listed in lists.items()
    }
    sets |= {f"sets.{name}": words for name, words in named.items()}
    return Cues(language, sets, regions, values, Phrases(phrases, named))


def _phrases(listed: str) -> list[str]:
    return [phrase for line in listed.splitlines() for phrase in line.split(";") if phrase.strip()]
