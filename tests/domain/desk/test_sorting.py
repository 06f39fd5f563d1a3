"""What the rules of a desk make of a question, told bare."""

from timeit import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.rulebook import Rule, Then, Topic, When
from bot.domain.desk.sorting import sort
from bot.domain.nuggets.words import Level
from tests.domain.desk.staffing_of_tests import BLANK, a_question, a_rulebook
from tests.features.plain import words

URGENT = Then(priority=Priority.URGENT)


def fits(when: When, text: str = "", **more: Any) -> bool:
    return sort(a_question(text, **more), a_rulebook(Rule(when, URGENT))).priority is Priority.URGENT


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("oxygene", "Plus d’OXYGÈNE depuis hier"),
        ("out of stock", "We are OUT   of stock."),
        ("stock-out", "another stock out"),
        ("نقص", "نَقْص الأكسجين"),
        ("疫苗", "新疫苗缺货"),
        ("水", "没有水了"),
    ],
)
def test_words_of_a_rule_are_found_however_they_are_written(rule: str, text: str) -> None:
    assert fits(When(words=(rule,)), text)


@pytest.mark.parametrize("text", ["out stock of", "stock of out", "outof stock", "we are out", "stocks"])
def test_words_of_a_rule_stand_in_a_row_and_are_whole(text: str) -> None:
    assert not fits(When(words=("out of stock",)), text)


@pytest.mark.parametrize(
    ("when", "fitting", "other"),
    [
        (When(topics=("supply",)), {"topic": "supply"}, {"topic": "hygiene"}),
        (When(countries=("Kenya",)), {"country": "Kenya"}, {"country": "Mali"}),
        (When(regions=("East Africa",)), {"country": "Uganda"}, {"country": "Mali"}),
        (When(levels=(Level.FACILITY,)), {"level": Level.FACILITY}, {"level": None}),
        (When(languages=("fr",)), {"language": "fr-CA"}, {"language": "en"}),
    ],
)
def test_each_thing_that_a_rule_looks_for_must_fit(when: When, fitting: dict[str, Any], other: dict[str, Any]) -> None:
    assert fits(when, **fitting)
    assert not fits(when, **other)
    assert not fits(when)


def test_a_rule_that_looks_for_two_things_wants_both() -> None:
    both = When(countries=("Kenya",), words=("soap",))

    assert fits(both, "no soap", country="Kenya")
    assert not fits(both, "no soap", country="Mali")
    assert not fits(both, "no gloves", country="Kenya")


def test_the_topic_is_the_one_of_which_most_words_stand_in_the_question() -> None:
    sorted_ = sort(a_question("Soap is out of stock, and so is hand rub"), a_rulebook())

    assert sorted_.topic == "hygiene"
    assert [words(why) for why in sorted_.why] == ["topic told by its words: hand rub"]


def test_a_topic_that_somebody_chose_stays_whatever_the_words_and_rules_say() -> None:
    rule = Rule(When(words=("stock",)), Then(topic="supply"))

    assert sort(a_question("soap, out of stock", topic="hygiene"), a_rulebook(rule)).topic == "hygiene"


def test_a_rule_about_a_topic_counts_before_the_words_of_topics_and_says_so() -> None:
    sorted_ = sort(a_question("no soap in the store"), a_rulebook(Rule(When(words=("store",)), Then(topic="supply"))))

    assert sorted_.topic == "supply"
    assert [words(why) for why in sorted_.why] == ["topic told by a rule: “store”"]


def test_rules_about_a_topic_hear_of_the_topic_that_was_told() -> None:
    rules = Rule(When(words=("store",)), Then(topic="supply")), Rule(When(topics=("supply",)), Then(rung=Rung.REGION))

    assert sort(a_question("in the store"), a_rulebook(*rules)).rung is Rung.REGION


def test_of_several_rules_the_first_that_says_a_thing_counts() -> None:
    rules = (
        Rule(When(words=("soap",)), Then(to="F-1")),
        Rule(When(words=("soap",)), Then(to="F-2", desk="K-1", rung=Rung.COUNTRY)),
        Rule(When(words=("soap",)), Then(desk="K-2", rung=Rung.REGION)),
    )
    sorted_ = sort(a_question("soap"), a_rulebook(*rules))

    assert (sorted_.to, sorted_.desk, sorted_.rung) == ("F-1", "K-1", Rung.COUNTRY)


def test_a_rule_makes_a_question_more_urgent_and_never_less() -> None:
    high = a_rulebook(Rule(When(words=("soap",)), Then(priority=Priority.HIGH)))

    raised = sort(a_question("soap"), high)
    assert raised.priority is Priority.HIGH
    assert "made more urgent by a rule: “soap”" in [words(why) for why in raised.why]
    assert sort(a_question("soap", priority=Priority.URGENT), high).priority is Priority.URGENT


def test_what_was_tried_and_where_it_is_are_read_as_well() -> None:
    assert fits(When(words=("soap",)), "Help", tried="we bought soap")
    assert fits(When(words=("soap",)), "Help", setting="a ward without soap")


def test_a_desk_without_rules_leaves_a_question_as_it_is() -> None:
    sorted_ = sort(a_question("anything", priority=Priority.HIGH), BLANK)

    assert (sorted_.topic, sorted_.priority, sorted_.to, sorted_.desk) == ("", Priority.HIGH, "", "")


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=5).map(tuple), st.sampled_from(Priority))
def test_sorting_is_told_for_whatever_is_written_and_never_makes_less_urgent(
    text: str, phrases: tuple[str, ...], priority: Priority
) -> None:
    rules = a_rulebook(
        Rule(When(words=phrases), Then(priority=Priority.HIGH)), topics=(Topic("a", {"en": "A"}, phrases),)
    )
    sorted_ = sort(a_question(text, priority=priority), rules)

    assert list(Priority).index(sorted_.priority) <= list(Priority).index(priority)
    assert sort(a_question(text, priority=sorted_.priority, topic=sorted_.topic), rules).topic == sorted_.topic


@pytest.mark.parametrize("text", ["q" * 49_999 + "!", "n o " * 12_500, "疫苗" * 25_000, "out of " * 7_000])
def test_s31_fifty_thousand_characters_and_a_word_that_looks_like_a_pattern_take_milliseconds(text: str) -> None:
    patterns = *(f"(q+)+${'q' * place}" for place in range(50)), "out of stock", "n o o"
    rulebook = a_rulebook(*(Rule(When(words=patterns), URGENT) for _ in range(200)))
    question = a_question(text)

    assert sort(question, rulebook).priority is Priority.NORMAL
    # Many times what it takes, for a busy machine; a pattern that backs up takes minutes.
    assert min(repeat(lambda: sort(question, rulebook), number=1, repeat=3)) < 0.25
