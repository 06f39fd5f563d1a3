"""Words are made alike where people write one in several ways, and kept apart where they are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.knowledge.normalising import LONGEST, filed, folded, spans, words
from bot.domain.knowledge.wording import LOOKED_FOR, snippet, wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉCOLE", "école"),
        ("e\u0301cole", "ecole"),
        ("Straße", "STRASSE"),
        ("œuvre", "oeuvre"),
        ("Đường", "duong"),
        ("Ɛnyɛ", "enye"),
        ("ＡＢＣ１", "abc1"),
        ("Άλφα", "αλφα"),
        ("ёлка", "елка"),
        ("قُرْآن", "قران"),
        ("إلـــى", "الي"),
        ("المدرسة", "مدرسه"),
        ("والماء", "ماء"),
        ("کتاب", "كتاب"),
        ("۱۲۳ ١٢٣", "123 123"),
        ("१२", "12"),
        ("क़लम", "कलम"),
        ("हिन्दी", "हिंदी"),
        ("चाँद", "चांद"),
        ("क्\u200dष", "क्ष"),
        ("ሐኪም ዓለም", "ሀኪም አለም"),
        ("ﾜｸﾁﾝ", "ワクチン"),
    ],
)
def test_what_people_write_in_several_ways_is_one_word(one: str, other: str) -> None:
    assert words(one) == words(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("йод", "иод"), ("कि", "की"), ("कम", "काम"), ("сон", "сын"), ("か", "が"), ("ค่า", "คา"), ("الله", "له")],
)
def test_what_tells_words_apart_is_kept(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_scripts_without_spaces_are_looked_up_by_pairs_and_filed_by_characters_too() -> None:
    assert words("手卫生") == ["手卫", "卫生"]
    assert words("水") == ["水"]
    assert set(filed("手卫生")) == {"手卫", "卫生", "手", "卫", "生"}
    assert words("WHO手卫生2024年") == ["who", "手卫", "卫生", "2024", "年"]


def test_signs_are_no_words() -> None:
    assert words('c++ \U0001f9fc \ud800 \0 title:x -y* "z"') == ["c", "title", "x", "y", "z"]
    assert words("a" * 500) == ["a" * LONGEST]


@given(some.text())
def test_any_text_has_words_without_spaces_which_stay_as_they_are(text: str) -> None:
    found = words(text)
    assert all(word and not any(char.isspace() for char in word) for word in found)
    assert set(found) <= set(filed(text))
    assert words(folded(text)) == found
    assert len(wanted(text).words) <= LOOKED_FOR


@given(some.text(), some.sets(some.text(max_size=3)))
def test_a_snippet_is_a_stretch_of_its_text(text: str, sought: set[str]) -> None:
    pieces = snippet(text, sought | set(words(text)[:1]))
    assert all(piece.text for piece in pieces)
    assert all(span.start < span.stop <= len(text) for span in spans(text))
