"""Long text is cut without loss, and never through what people see as one character (R38)."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import limits
from adapters.slack.blocks import blocks
from adapters.slack.rich import elements, split
from bot.core.content import Content, Paragraph
from bot.core.safety import boundary
from bot.core.text import Untrusted, t
from tests.adapters.slack.looks import look, sound, texts

LETTERS = st.sampled_from(["a", " ", "\n", "é", "e\u0301", "👩‍👩‍👧", "👍🏽", "🇨🇭", "क्षि", "سلام", "*", "<", "&"])
STORY = st.lists(LETTERS, max_size=400).map("".join)


@given(STORY, st.integers(20, 60))
def test_pieces_put_together_are_the_text(text: str, limit: int) -> None:
    found = limits.pieces(text, limit)
    assert "".join(found) == text
    assert all(0 < len(piece) <= limit for piece in found)


@given(STORY, st.integers(20, 60))
def test_r38_no_piece_begins_inside_a_character(text: str, limit: int) -> None:
    at = 0
    for piece in limits.pieces(text, limit)[:-1]:
        at += len(piece)
        assert boundary(text, at) == at
        assert not unicodedata.combining(text[at])


@given(STORY)
def test_r38_whatever_is_written_can_be_sent(text: str) -> None:
    long = text * 40
    content = Content(t("{text}", text=Untrusted(long)), (Paragraph(Untrusted(long)),))
    found = sound(blocks(content, look()))
    assert "".join(texts(found)) == look().plain(Untrusted(long))


@given(st.lists(STORY.filter(bool), max_size=12))
def test_sharing_elements_out_loses_none(parts: list[str]) -> None:
    found = [element for part in parts for element in elements(Untrusted(part), look())]
    groups = split(found, 100)
    assert [element for group in groups for element in group] == found
    assert all(groups)
