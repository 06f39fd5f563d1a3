"""Rules in plain words that say what to offer; no rule takes long, whatever is asked."""

import time
from typing import Any

import pytest

from bot.core.errors import Refusal
from bot.domain.desk.suggesting import READ, SuggestionRule, make, read_terms, suggested
from tests.domain.pods_of_tests import HERE, NOW

BUDGET_SECONDS = 0.5
"""Ten times what it takes on a slow machine, and far less than what any expression gone wrong would."""


def rule(terms: str, name: str = "Z-1", text: str = "Look here", **more: Any) -> SuggestionRule:
    return SuggestionRule(id=name, community=HERE, terms=terms, text=text, made_at=NOW, **more)


def offers(terms: str, asked: str) -> bool:
    return bool(suggested(asked, [rule(terms)]))


@pytest.mark.parametrize(
    ("terms", "asked", "found"),
    [
        ("oxygen + concentrator", "Our CONCENTRATOR gives no oxygen.", True),
        ("oxygen + concentrator", "Our concentrator is broken.", False),
        ("oxygen concentrator", "The oxygen concentrator broke.", True),
        ("oxygen concentrator", "A concentrator of oxygen broke.", False),
        ("oxygen, concentrator", "A concentrator broke.", True),
        ("oxygen cylinder\nconcentrator + oxygen", "The oxygen from our concentrator", True),
        ("oxygène", "Il n'y a plus d'oxygene.", True),
        ("gen", "Il n'y a plus d'oxygene.", False),
        ("氧气", "我们没有氧气了", True),
        ("أكسجين", "لا يوجد الأكسجين", True),
        (".*", "anything at all", False),
        ("oxy.*", "oxygen", False),
        ("(a+)+$", "b", False),
    ],
)
def test_a_rule_is_met_by_whole_words_as_search_compares_them(terms: str, asked: str, found: bool) -> None:
    assert offers(terms, asked) is found


def test_what_asks_for_most_words_comes_first_and_of_equals_the_older() -> None:
    rules = [rule("oxygen", "Z-1"), rule("oxygen + night", "Z-2"), rule("beds", "Z-3"), rule("night", "Z-4")]

    assert [one.id for one in suggested("No oxygen at night", rules)] == ["Z-2", "Z-1", "Z-4"]


def test_a_rule_reads_as_alternatives_of_terms_side_by_side() -> None:
    assert read_terms("Oxygen + concentrator, oxygen cylinder; +, ") == (
        (("oxygen",), ("concentrator",)),
        (("oxygen", "cylinder"),),
    )


@pytest.mark.parametrize("terms", ["", "+", ".*?", " , "])
def test_a_rule_that_looks_for_nothing_is_refused(terms: str) -> None:
    with pytest.raises(Refusal, match="words to look for"):
        make(rule(terms))


def test_a_rule_offers_one_thing() -> None:
    for wrong in (rule("oxygen", text=""), rule("oxygen", macro="X-1"), rule("oxygen", article="W-1", macro="X-1")):
        with pytest.raises(Refusal, match="one thing"):
            make(wrong)
    assert make(rule("oxygen", text="", macro="X-1"))[1]


def test_a_rule_of_very_many_words_is_refused() -> None:
    with pytest.raises(Refusal, match="too much"):
        make(rule(" + ".join("abcdefghijklmnopqrstuvwxyz")))


@pytest.mark.parametrize(
    "asked",
    ["a" * READ, "a " * (READ // 2), "(a+)+$ " * (READ // 7), "氧" * READ, "a\u0301" * (READ // 2)],
    ids=["one word", "one word again and again", "an expression", "no spaces", "accents"],
)
def test_s31_fifty_thousand_characters_against_five_hundred_rules_take_milliseconds(asked: str) -> None:
    rules = [rule(terms) for terms in ("(a+)+$", "a a a a b", "a + b", "氧 + 气", "氧氧氧气") for _ in range(100)]
    begun = time.perf_counter()
    suggested(asked, rules)

    assert time.perf_counter() - begun < BUDGET_SECONDS
