"""Every intent and all rich text come back from JSON as they were, and say which of several classes they are."""

import json
import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.core import content, intents, text
from bot.core.ids import new_id
from bot.core.inbound import ThreadMessage
from bot.core.intents import Intent, Pin
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.members import Hours
from bot.domain.pods.charter import Charter
from storage.codec import Codec, Unreadable, codec

PARTS = some.text("abcXYZ0189.-_", min_size=1, max_size=8)
WORDS = some.text(some.characters(), max_size=20)
COMMUNITY = some.builds(CommunityRef, PARTS, PARTS)
MEMBER = some.builds(MemberRef, COMMUNITY, PARTS)
ROOM = some.builds(RoomRef, COMMUNITY, PARTS)
MOMENT = some.datetimes(timezones=some.just(UTC), min_value=datetime(1970, 1, 1), max_value=datetime(9000, 1, 1))  # noqa: DTZ001 - the zone is given beside
TOKEN = some.builds(Token, some.just("pods.approve"), some.sampled_from(["", new_id("R")]), some.just("2"))

some.register_type_strategy(CommunityRef, COMMUNITY)
some.register_type_strategy(MemberRef, MEMBER)
some.register_type_strategy(RoomRef, ROOM)
some.register_type_strategy(MessageRef, some.builds(MessageRef, ROOM, PARTS))
some.register_type_strategy(Token, TOKEN)

LEAF = some.one_of(
    some.builds(text.Untrusted, WORDS),
    some.builds(text.Code, WORDS),
    some.builds(text.Link, WORDS, some.none() | some.builds(text.Msg, WORDS)),
    some.builds(text.Mention, MEMBER, some.booleans()),
    some.builds(text.RoomLink, ROOM),
    some.builds(
        text.MessageLink, some.builds(MessageRef, ROOM, PARTS), some.none() | some.builds(MessageRef, ROOM, PARTS)
    ),
    some.builds(text.Moment, MOMENT, some.sampled_from(text.Show)),
    some.builds(text.Day, some.dates()),
    some.builds(text.Number, some.integers(-(2**60), 2**60)),
)
INLINE = some.recursive(
    LEAF,
    lambda inner: some.one_of(
        some.builds(text.Strong, inner),
        some.builds(
            text.Msg,
            WORDS,
            some.lists(some.tuples(PARTS, inner), max_size=3).map(tuple),
            some.none() | WORDS,
            some.integers(0, 9),
        ),
        some.builds(text.Joined, some.lists(inner, max_size=3).map(tuple), WORDS),
    ),
    max_leaves=5,
)
MSG = some.builds(text.Msg, some.text(max_size=20), some.lists(some.tuples(PARTS, INLINE), max_size=2).map(tuple))
OPTION = some.builds(content.Option, WORDS, INLINE)
BUTTON = some.builds(content.Button, MSG, TOKEN, some.sampled_from(content.Style))
MENU = some.builds(content.Menu, MSG, TOKEN, some.lists(OPTION, min_size=1, max_size=3).map(tuple))
PRESSABLE = some.one_of(BUTTON, MENU, some.builds(content.LinkButton, MSG, WORDS))
BLOCK = some.one_of(
    some.builds(content.Heading, INLINE),
    some.builds(content.Paragraph, INLINE),
    some.builds(content.Bullets, some.lists(INLINE, max_size=3).map(tuple), some.booleans()),
    some.builds(content.Quote, INLINE),
    some.builds(content.Facts, some.lists(some.tuples(MSG, INLINE), max_size=3).map(tuple)),
    some.builds(content.Note, INLINE),
    some.builds(content.Divider),
    some.builds(content.Actions, some.lists(PRESSABLE, min_size=1, max_size=3).map(tuple)),
)
CONTENT = some.builds(content.Content, INLINE, some.lists(BLOCK, max_size=4).map(tuple))
GIVEN = {str: WORDS, datetime: MOMENT, content.Content: CONTENT, bool: some.booleans(), int: some.integers(0, 9)}
GIVEN[ThreadMessage] = some.builds(ThreadMessage, at=MOMENT, text=WORDS)


def an_intent(kind: type[Any]) -> some.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return some.builds(kind, **{field.name: _a(hints[field.name]) for field in fields(kind)})


def _a(hint: Any) -> some.SearchStrategy[Any]:
    if isinstance(hint, types.UnionType):
        return some.none() | _a(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return some.lists(_a(get_args(hint)[0]), max_size=2).map(tuple)
    return GIVEN.get(hint, some.from_type(hint))


INTENTS: Codec[Intent] = Codec(Intent)


@pytest.mark.parametrize("kind", get_args(Intent))
def test_every_intent_comes_back_as_it_was(kind: type[Any]) -> None:
    @given(an_intent(kind))
    def comes_back(intent: Intent) -> None:
        written = INTENTS.encode(intent)
        assert written.isascii()
        assert json.loads(written)["type"] == kind.__name__
        assert INTENTS.decode(written) == intent

    comes_back()


@given(BLOCK)
def test_every_block_comes_back_as_it_was(block: content.Block) -> None:
    blocks: Codec[content.Block] = Codec(content.Block)
    assert blocks.decode(blocks.encode(block)) == block


@given(INLINE)
def test_all_rich_text_comes_back_as_it_was(inline: text.Inline) -> None:
    inlines: Codec[text.Inline] = Codec(text.Inline)
    assert inlines.decode(inlines.encode(inline)) == inline


def test_the_strategies_here_know_every_word_of_rich_text_and_content() -> None:
    assert len(get_args(text.Leaf)) == 9
    assert len(get_args(text.Inline)) == 12
    assert len(get_args(content.Block)) == 8
    assert {kind.__name__ for kind in get_args(Intent)} == {
        name for name, kind in vars(intents).items() if is_dataclass(kind) and kind.__module__ == intents.__name__
    }


def test_what_looks_alike_is_told_apart() -> None:
    kinds: list[text.Inline] = [text.Untrusted("x"), text.Code("x"), text.Strong(text.Untrusted("x"))]
    inlines: Codec[text.Inline] = Codec(text.Inline)
    assert [type(inlines.decode(inlines.encode(kind))) for kind in kinds] == [text.Untrusted, text.Code, text.Strong]


def test_nouns_parts_come_back_as_they_were() -> None:
    charter = Charter(name="n", focus="f", objective="o", capacity=3, starts=date(2027, 1, 1), questions=("a", "b"))
    hours = Hours(time(22, 30), time(6), ())
    assert codec(Charter).decode(codec(Charter).encode(charter)) == charter
    assert codec(Hours).decode(codec(Hours).encode(hours)) == hours


def test_a_field_of_a_newer_version_is_left_out_and_one_of_an_older_takes_its_default() -> None:
    assert INTENTS.decode('{"type":"Pin","post":"k","since":"2029"}') == Pin("k")
    written = '{"name":"n","focus":"f","objective":"o"}'
    assert codec(Charter).decode(written) == Charter(name="n", focus="f", objective="o")


@pytest.mark.parametrize("stored", ["", "{", "[]", "{}", '{"type":"Unheard"}', '{"type":"Pin"}', "null"])
def test_what_cannot_be_read_says_so_and_quotes_nothing(stored: str) -> None:
    with pytest.raises(Unreadable, match="in what is stored"):
        INTENTS.decode(stored)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        codec(text.Moment).encode(text.Moment(datetime(2027, 1, 1)))  # noqa: DTZ001 - that is what is tried


@dataclass(frozen=True)
class Odd:
    """A noun with a field that there is no way to store."""

    thing: complex


def test_a_type_that_cannot_be_stored_is_refused_when_its_codec_is_built() -> None:
    with pytest.raises(TypeError, match="complex"):
        codec(Odd)
