"""Saved answers: what is filled in is text and nothing else."""

from datetime import UTC, datetime

import pytest

from bot.core.errors import Refusal
from bot.core.text import Mention, Untrusted, runs
from bot.domain.macros import VARIABLES, Macro, filled, save
from tests.domain.pods_of_tests import AMINA, HERE
from tests.features.plain import ENGLISH, words

NOW = datetime(2027, 3, 3, tzinfo=UTC)


def saying(text: str, name: str = "Greeting") -> Macro:
    return Macro(id="X-1", community=HERE, name=name, text=text, changed_at=NOW)


def test_each_place_is_filled_in_wherever_it_stands() -> None:
    macro = saying("{asker}, about {topic}: {question} is at {desk}. {topic}!")
    values = {name: Untrusted(name.upper()) for name in VARIABLES}

    assert words(filled(macro, values)) == "ASKER, about TOPIC: QUESTION is at DESK. TOPIC!"


def test_what_is_filled_in_keeps_what_it_is() -> None:
    leaves = [run.leaf for run in runs(filled(saying("Dear {asker}!"), {"asker": Mention(AMINA)}), ENGLISH)]

    assert leaves == [Untrusted("Dear "), Mention(AMINA), Untrusted("!")]


@pytest.mark.parametrize(
    "typed", ["{topic}", "{asker.__class__}", "{0.__class__}", "{{7*7}}", "$(id)", "%(topic)s", "{asker!r}", "{"]
)
def test_s25_what_is_filled_in_is_never_read_as_a_place(typed: str) -> None:
    said = filled(saying("On {topic}, {asker}."), {"topic": Untrusted(typed), "asker": Untrusted("Amina")})

    assert words(said) == f"On {typed}, Amina."


@pytest.mark.parametrize(
    "text",
    [
        "{asker.__class__}",
        "{0.__class__}",
        "{}",
        "{{7*7}}",
        "{asker!r}",
        "{topic:>9}",
        "{Asker}",
        "{ asker }",
        "{name}",
    ],
)
def test_s25_a_place_that_there_is_not_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        save(saying(f"Dear {text}"))

    assert "{asker}, {topic}, {desk}, {question}" in words(refused.value.text)
    assert refused.value.field == "text"


@pytest.mark.parametrize("text", ["$(id) %s %(asker)s `x`", "a } b", "only { opened", "#{asker} $" + "{topic}"])
def test_s25_all_else_stays_as_it_was_written(text: str) -> None:
    kept, _ = save(saying(text))

    assert words(filled(kept, {})) == text


def test_a_place_for_which_there_is_no_value_is_seen() -> None:
    assert words(filled(saying("About {topic}."), {})) == "About {topic}."


def test_a_name_stands_on_one_line_and_neither_it_nor_the_text_is_empty() -> None:
    assert save(saying("Hello", " Two\nlines\u202e "))[0].name == "Two lines"
    for empty in (saying("  "), saying("Hello", " \u200b")):
        with pytest.raises(Refusal, match="a name and a text"):
            save(empty)
