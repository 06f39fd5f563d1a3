"""A template goes into a file and comes back the same; a file that is none says where, line by line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refs import CommunityRef
from bot.domain.data_file import Unreadable
from bot.domain.templates.changing import with_area, with_field, with_label
from bot.domain.templates.defaults import default
from bot.domain.templates.file import read, written
from bot.domain.templates.template import FieldKind

OWN = default(CommunityRef("slack", "C1"))
NASTY = 'a "q" \\ {0.__class__} {{7*7}} $(id) ]] # ψ'


def wrong_with(text: str) -> tuple[str, ...]:
    with pytest.raises(Unreadable) as refused:
        read(text, OWN)
    return refused.value.lines


def test_s25_what_is_given_out_is_read_as_the_same_whatever_stands_in_it() -> None:
    asked = with_field(OWN, NASTY, "en", FieldKind.CHOICE, (NASTY, "no"), beyond_pod=True)
    named = replace(with_label(with_area(asked, "صحة الأم", "ar"), "result", "pt-BR", NASTY), number=4)

    assert read(written(named), named) == named


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=45))
def test_any_label_comes_back_as_it_was_given(label: str) -> None:
    named = with_area(OWN, label, "en")

    if named.areas[-1].label["en"]:
        assert read(written(named), OWN) == named


def test_what_a_file_does_not_say_stays_as_it_is() -> None:
    after = read('[[areas]]\nkey = "oxygen"\nlabel = { en = "Oxygen" }', OWN)

    assert [area.key for area in after.areas] == ["oxygen"]
    assert replace(after, areas=OWN.areas) == OWN
    assert read("", OWN) == OWN


def test_an_empty_list_takes_all_away() -> None:
    bare = read("fields = []\nareas = []", OWN)

    assert (bare.fields, bare.areas) == ((), ())
    assert read(written(bare), OWN) == bare


def test_a_file_of_an_older_version_is_refused() -> None:
    assert "version 3" in wrong_with("version = 3")[0]


def test_what_is_no_toml_is_told_with_its_line() -> None:
    assert "line 2" in wrong_with('sign = "🌱"\nlanguages = [en]')[0]
    assert wrong_with("a = " + "[" * 5000)


def test_each_thing_that_is_wrong_is_told_with_its_line_and_its_name() -> None:
    text = """
languages = ["en", "klingon"]

[[fields]]
key = "cost"
kind = "line"
label = { en = "Cost" }

[[fields]]
key = "Who Paid"
kind = "line"
label = { en = "Who paid?", xx = "?" }
"""
    assert wrong_with(text) == (
        "line 2, languages[1]: I know no language klingon. Use tags such as en, fr or pt-BR.",
        "line 9, fields[1].key: A key is up to 30 small letters, digits and _, and begins with a letter: not Who Paid.",
        "line 9, fields[1].label.xx: I know no language xx. Use tags such as en, fr or pt-BR.",
    )


def test_a_name_that_there_is_not_and_a_kind_of_another_shape_are_told() -> None:
    told = wrong_with('[labels]\noutcome = "Result"\n[[fields]]\nkey = "a"\nkind = "essay"\nlabel = {}\nmust = true')

    assert [line.partition(":")[0] for line in told] == [
        "line 1, labels.outcome",
        "line 3, fields[0].kind",
        "line 3, fields[0].must",
    ]
    assert "labels.barriers" in wrong_with('labels.barriers.en = "Walls"')[0]
