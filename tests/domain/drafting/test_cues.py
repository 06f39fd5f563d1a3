"""The languages' lists, and the small language in which they are written."""

import tomllib
from pathlib import Path

import pytest

import bot.domain.drafting.cues as lists
from bot.domain.drafting.cues import LANGUAGES, cues
from bot.domain.drafting.phrases import Phrases, element
from bot.domain.drafting.words import words

FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(lists.__file__).parent.glob("*.toml")}


def test_every_language_has_the_same_lists() -> None:
    def names(language: str) -> set[str]:
        listed = {section: told for section, told in FILES[language].items() if section not in ("sets", "values")}
        return {f"{section}.{name}" for section, told in listed.items() for name in told}

    assert set(FILES) == set(LANGUAGES)
    assert all(names(language) == names("en") for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_can_be_read(language: str) -> None:
    assert cues(language).regions


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("we start*", "Then WE started.", True),
        ("we start*", "we restarted", False),
        ("*amos", "lo cambiámos ayer", True),
        ("*ó", "lo cambió ayer", True),
        ("*ó", "lo cambio ayer", False),
        ("from # to #", "from 40 to 12", True),
        ("from .. # to #", "from about forty or 40 to 12", True),
        ("from .. # to #", "from one two three four 40 to 12", False),
        ("went|fell to", "it fell to", True),
        ("didn't work", "it didn't work", True),
        ("<we> did", "nous did", False),
        ("<we> did", "they did", True),
        ("<we> did", "you did", False),
        ("كان", "وكان", True),
        ("٤٠", "40", True),
    ],
)
def test_a_phrase_is_found_word_by_word(phrase: str, text: str, found: bool) -> None:
    named = {"we": element(["we", "th*", "!thy"])}

    assert bool(list(Phrases({"it": [phrase]}, named).find(words(text)))) is found


def test_a_phrase_does_not_begin_with_a_gap() -> None:
    with pytest.raises(ValueError, match="gap"):
        Phrases({"it": [".. work"]}, {})
