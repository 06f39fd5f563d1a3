"""The language that nobody speaks, with which pages and snapshots are looked at."""

import pytest

from bot.core.text import Untrusted, Words, n, runs, t
from tests.support.pseudo import pseudo, stretched


def test_a_text_becomes_longer_and_strange_and_its_ends_are_seen() -> None:
    said = stretched("Ask to join a pod, or accept its invitation")

    assert said.startswith("⟦Åšk tø jøïñ å pød, ør åççépt ïtš ïñvïtåtïøñ")
    assert said.endswith("⟧")
    assert len(said) == 61  # 43 × 1.4, rounded up


@pytest.mark.parametrize("text", ["", "•", "OK", "{ref}"])
def test_a_text_too_short_to_be_stretched_still_has_its_brackets(text: str) -> None:
    assert stretched(text)[0] + stretched(text)[-1] == "⟦⟧"


def test_slots_commands_and_addresses_stay_as_they_are() -> None:
    said = stretched("Use {help} or /facilitator add, see https://example.org/a and and/or 21:00-07:00")

    assert all(kept in said for kept in ("{help}", "/facilitator", "https://example.org/a", "åñd/ør", "21:00-07:00"))


def test_it_is_spoken_wherever_a_language_is() -> None:
    days = n("{count} day", "{count} days", 1)
    asked = t("{member} asks", member=Untrusted("Awa"))

    assert "".join(str(getattr(run.leaf, "value", "")) for run in runs(days, pseudo("fr"))).startswith("⟦1 dåÿ ")
    assert [run.leaf for run in runs(asked, pseudo("x"))][:2] == [Words("⟦"), Untrusted("Awa")]
