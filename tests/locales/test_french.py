"""French as its readers expect it: its typography, one word for each thing, and as short as it can be."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from adapters.discord.spans import Ink
from bot.core.text import t
from bot.locales import FOLDER, words
from bot.locales.__main__ import read
from bot.ports.chat import Reader

NARROW: Final = "\u202f"
"""The narrow no-break space: no line of a phone begins with a question mark."""

_COMMAND: Final = re.compile(r"(?<![\w/])/[a-z][a-z-]*|https?://\S*")

GLOSSARY: Final = {
    r"learning pods?": r"pods? d’apprentissage",
    r"\bpods?\b": r"\bpods?\b",
    r"request to join|requests to join": r"demandes? d’adhésion|la demande",
    r"\bstewards?\b": r"responsables?",
    r"desk staff": r"équipe du guichet",
    r"help desk": r"guichets? d’entraide",
    r"focal points?": r"points? foca(l|ux)",
    r"charter": r"charte",
    r"ground rules": r"règles de base",
    r"chatham house": r"règle de chatham house",
    r"nugget": r"pépite",
    r"facilitat": r"\banim|\brelais",
    r"\bplaces? (in line)|wait in line|waits for a place": r"liste d’attente",
    r"\breviews?\b": r"bilan|question|redemander|relecture|relire",
    r"dormant|asleep|fell asleep": r"sommeil",
    r"\bharvest": r"récolt",
    r"directory": r"annuaire",
}
"""What is said in English, and what must then be said in French."""


def said() -> Iterator[tuple[str, str]]:
    """Give every English text and its French; of numbers the last form."""
    for message in read(FOLDER / "fr.po"):
        if message.id:
            yield _last(message.id), _last(message.string)


def _last(text: object) -> str:
    return str(text[-1]) if isinstance(text, list | tuple) else str(text)


def test_apostrophes_are_curved() -> None:
    assert [french for _, french in said() if "'" in french] == []


def test_double_signs_stand_behind_a_narrow_space_that_does_not_break() -> None:
    loose = re.compile(r"[ \u00a0][?!;:»]|«(?!\u202f)|[^\W\d]»|[^\W\d][?!;](?!\w)")

    assert [french for _, french in said() if loose.search(french)] == []
    assert sum(NARROW in french for _, french in said()) > 100


def test_quotation_marks_are_french() -> None:
    assert [french for _, french in said() if re.search(r"[“”\"]", french)] == []


def test_no_space_is_doubled_or_hangs_at_an_end() -> None:
    assert [french for _, french in said() if re.search(r"\s\s", french) or french != french.strip()] == []


def test_a_text_ends_as_the_english_one() -> None:
    ends = re.compile(r"[.?:…]$")
    odd = [(english, french) for english, french in said() if bool(ends.search(english)) != bool(ends.search(french))]

    assert odd == []


def test_commands_and_addresses_are_not_translated() -> None:
    changed = [
        (english, french)
        for english, french in said()
        if sorted(_COMMAND.findall(english)) != sorted(_COMMAND.findall(french))
    ]

    assert changed == []


def test_people_are_addressed_with_vous_and_no_dots_stand_in_words() -> None:
    assert [french for _, french in said() if re.search(r"\b(tu|te|toi|ton|tes|ta)\b", french, re.IGNORECASE)] == []
    assert [french for _, french in said() if re.search(r"\w·\w", french)] == []


@pytest.mark.parametrize("english_word", GLOSSARY)
def test_each_thing_has_one_name(english_word: str) -> None:
    concerned = [(e, f) for e, f in said() if re.search(english_word, _COMMAND.sub("", e), re.IGNORECASE)]
    strays = [(e, f) for e, f in concerned if not re.search(GLOSSARY[english_word], f, re.IGNORECASE)]

    assert concerned
    assert strays == []


def test_french_is_not_much_longer_than_english() -> None:
    over = [(english, french) for english, french in said() if len(french) > 1.6 * len(english) + 20]

    assert over == []


def test_discord_s_labels_keep_the_space_that_does_not_break() -> None:
    label = Ink(words("fr"), Reader("fr")).plain(t("What is missing?"), 45)

    assert label == f"Que manque-t-il{NARROW}?"
