"""Rulebooks are changed part by part, go into a file and come back the same; what is wrong is said, line by line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.core.ids import reference
from bot.domain.data_file import Unreadable
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.rulebook import Rule, Rulebook, Then, Topic, When
from bot.domain.desk.rulebook_changing import (
    renewed,
    topic_of,
    with_region,
    with_rule,
    with_topic,
    without_region,
    without_rule,
    without_topic,
)
from bot.domain.desk.rulebook_checking import Around, problems
from bot.domain.desk.rulebook_file import read, written
from bot.domain.desk.sorting import sort
from bot.domain.nuggets.words import Level
from tests.domain.desk.staffing_of_tests import BLANK, DESK, WEDNESDAY, a_focal, a_question, a_rulebook

EXAMPLE = Path(__file__).with_name("rules.toml")
JOAO = a_focal("joao")
LI = a_focal("li", rung=Rung.REGION)
AROUND = Around((JOAO, LI), (DESK,))
NASTY = 'a "q" \\ {0.__class__} {{7*7}} $(id) ]] # ψ'
FULL = Rule(
    When(
        topics=("supply",),
        countries=("Kenya",),
        regions=("East Africa",),
        levels=(Level.FACILITY, Level.NATIONAL),
        languages=("fr", "pt-BR"),
        words=("soap", "hand rub"),
    ),
    Then(priority=Priority.URGENT, topic="hygiene", rung=Rung.EXPERT, to=reference(JOAO.id), desk=reference(DESK.id)),
)


def wrong_with(text: str, before: Rulebook = BLANK) -> tuple[str, ...]:
    with pytest.raises(Unreadable) as refused:
        read(text, before, AROUND)
    return refused.value.lines


def test_s25_what_is_given_out_is_read_as_the_same_whatever_stands_in_it() -> None:
    topics = (Topic("nasty", {"en": NASTY, "ar": "صحة"}, (NASTY, "疫苗")), *a_rulebook().topics)
    full = a_rulebook(FULL, topics=topics, regions={NASTY: ("Mali",), "East Africa": ("Kenya",)}, number=3)

    assert read(written(full), full, AROUND) == full


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_word_comes_back_as_it_was_given(phrase: str) -> None:
    worded = with_topic(BLANK, "", "A", "en", [phrase, "soap"])
    assume(not [*problems(worded, AROUND)])

    assert read(written(worded), BLANK, AROUND) == worded


def test_the_example_is_a_rulebook_that_works() -> None:
    rules = read(EXAMPLE.read_text(encoding="utf-8"), BLANK, Around())

    sorted_ = sort(a_question("Plus d'oxygène au centre", level=Level.FACILITY, country="Niger"), rules)

    assert (sorted_.topic, sorted_.priority, sorted_.rung) == ("supply", Priority.URGENT, Rung.REGION)
    assert read(written(rules), BLANK, Around()) == rules


def test_what_a_file_does_not_say_stays_as_it_is() -> None:
    before = a_rulebook(FULL)

    assert read("", before, AROUND) == before
    assert read("rules = []", before, AROUND) == replace(before, rules=())
    assert (
        read(
            '[regions]\nSahel = ["Mali"]\n[[rules]]\nwhen = {regions = ["Sahel"]}\nthen = {rung = "region"}',
            before,
            AROUND,
        ).topics
        == before.topics
    )


def test_a_member_named_in_a_file_is_kept_as_the_focal_point_they_are() -> None:
    text = f'[[rules]]\nwhen = {{ words = ["soap"] }}\nthen = {{ to = "{LI.member}", rung = "region" }}'

    assert read(text, BLANK, AROUND).rules[0].then.to == reference(LI.id)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("version = 3", "version: made from version 3, but 0 is in force"),
        ("topics = [\n'a'\n1", "not TOML"),
        ("colour = 'red'", "line 1, colour: Extra inputs are not permitted"),
        ("\n[[topics]]\nkey = 'A B'\nlabel = { en = 'x' }", "line 2, topics[0].key: A key is"),
        ("[[topics]]\nkey = 'a'\nlabel = { xx = 'x' }", "topics[0].label.xx: I know no language xx"),
        ("[[topics]]\nkey = 'a'\nlabel = { en = 'x' }\nwords = ['!!']", "topics[0].words: Give words of letters"),
        (
            "[[topics]]\nkey='a'\nlabel={en='x'}\n[[topics]]\nkey='a'\nlabel={en='y'}",
            "line 4, topics[1].key: Two parts",
        ),
        ("[regions]\nSahel = ['Malii']", "line 1, regions.Sahel: I know no country Malii"),
        ("[[rules]]\nwhen = {}\nthen = { rung = 'region' }", "rules[0].when: A rule needs something to look for"),
        ("[[rules]]\nwhen = { words = ['a'] }\nthen = {}", "rules[0].then: A rule needs something to do"),
        ("[[rules]]\nwhen = { topics = ['x'] }\nthen = { rung = 'region' }", "rules[0].when.topics: A rule names"),
        ("[[rules]]\nwhen = { regions = ['x'] }\nthen = { rung = 'region' }", "rules[0].when.regions: There is no"),
        ("[[rules]]\nwhen = { words = ['a'] }\nthen = { rung = 'moon' }", "rules[0].then.rung: Input should be"),
        ("[[rules]]\nwhen = { words = ['a'] }\nthen = { to = 'F-00000' }", "rules[0].then.to: F-00000 is no focal"),
        ("[[rules]]\nwhen = { words = ['a'] }\nthen = { desk = 'K-11111' }", "rules[0].then.desk: There is no other"),
        ("[[rules]]\nwhen = { levels = ['ward'] }\nthen = { rung = 'region' }", "rules[0].when.levels[0]"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_place(text: str, told: str) -> None:
    assert told in "\n".join(wrong_with(text))


def test_all_that_is_wrong_is_told_at_once() -> None:
    lines = wrong_with("[[rules]]\nwhen = {}\nthen = {}\n[[rules]]\nwhen = { countries = ['Atlantis'] }\nthen = {}")

    assert len(lines) == 4
    assert lines[-1].startswith("line 4, ")


def test_somebody_on_another_rung_is_named_with_it() -> None:
    def rule(rung: str) -> str:
        return f"[[rules]]\nwhen = {{ words = ['a'] }}\nthen = {{ to = '{reference(LI.id)}'{rung} }}"

    assert "another rung" in wrong_with(rule(""))[0]
    assert read(rule(", rung = 'region'"), BLANK, AROUND).rules[0].then.rung is Rung.REGION


def test_a_topic_is_added_worded_and_taken_away_each_as_a_version_of_its_own() -> None:
    first, events = renewed(
        BLANK, with_topic(BLANK, "", "Soins d’urgence", "fr", ["urgence"]), AROUND, "J-1", WEDNESDAY
    )
    assert (first.number, first.topics[0].key, [event.tag for event in events]) == (
        1,
        "soins_durgence",
        ["rulebook:changed"],
    )

    second = with_topic(first, "soins d’urgence", "Emergency care", "en", [])
    assert second.topics == (Topic("soins_durgence", {"fr": "Soins d’urgence", "en": "Emergency care"}, ("urgence",)),)
    assert without_topic(second, topic_of(second, "Emergency care")).topics == ()


def test_what_says_the_same_makes_no_version() -> None:
    before = a_rulebook(FULL, number=4)

    assert renewed(before, with_region(before, "east africa", ["Kenya", "Uganda"]), AROUND, "J-1", WEDNESDAY) == (
        before,
        (),
    )


def test_rules_and_regions_are_added_and_taken_away() -> None:
    rules = with_rule(with_rule(a_rulebook(), FULL), Rule(When(words=("x",)), Then(rung=Rung.REGION)))

    assert without_rule(rules, 0).rules == rules.rules[1:]
    assert without_region(rules, "East Africa").regions == {}


def test_a_part_that_rules_need_is_not_taken_away() -> None:
    before = a_rulebook(FULL)

    with pytest.raises(Refusal, match="A rule names the topic"):
        renewed(before, without_topic(before, before.topics[0]), AROUND, "J-1", WEDNESDAY)
    with pytest.raises(Refusal, match="There is no region"):
        renewed(before, without_region(before, "East Africa"), AROUND, "J-1", WEDNESDAY)


def test_a_new_topic_needs_a_name_and_a_known_one_is_found_by_key_or_label() -> None:
    with pytest.raises(Refusal, match="What is the new topic called"):
        with_topic(BLANK, "", " ", "en", ["x"])
    with pytest.raises(Refusal, match="no such topic"):
        topic_of(a_rulebook(), "nothing")
    assert topic_of(a_rulebook(), "HAND hygiene").key == "hygiene"
