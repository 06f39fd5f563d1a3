"""Whatever comes in, the answer is an answer, nothing is shown of our insides, and the next request is fine."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app.catalogue import Catalogue
from bot.bootstrap import FEATURES as SHIPPED
from bot.core.errors import BadToken
from bot.core.forms import FormValue
from bot.core.ids import ALPHABET
from bot.core.inbound import ActionPressed, CommandUsed, CompletionAsked, FormSubmitted, Inbound, ShortcutUsed
from bot.core.outcome import Reply
from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.core.tokens import Token
from tests.app import tiny
from tests.app.reading import plain
from tests.app.stage import AMINA, COMMUNITY, JOAO, OMAR, Stage, set_stage
from tests.support.clock import FrozenClock

ROOT = str(Path(__file__).parents[2])
INSIDES = ("Traceback", "Error", "SELECT", "INSERT", "sqlite", ROOT, "storage.", "bot.app", "0x")
FEATURES = (tiny.FEATURE, *SHIPPED)
CATALOGUE = Catalogue(FEATURES)
WAYS = CATALOGUE.ways
COMMANDS = sorted(CATALOGUE.commands)
PARAMS = sorted({param.name for spec in CATALOGUE.menus.commands for param in spec.params} | {"urgency", "by", "name"})
NOW = FrozenClock().now()
NASTY = (
    "'; DROP TABLE members; --",
    '" OR 1=1 --',
    "../../../../etc/passwd",
    "..\\..\\windows",
    "%s%s%s%n",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "{0.__class__.__mro__}",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "$(id)",
    "`id`",
    "null",
    "NaN",
    "-1",
    "1e309",
    "[" * 2000,
    '{"a":' * 2000,
    "\u202e\u2066\u200b",
    "ก็็็็็็็็็็",
    "🧑‍🧑‍🧒‍🧒" * 50,
)


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One loop for all examples: a stage for each of thousands would take the day."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture(scope="module")
def stage(loop: asyncio.AbstractEventLoop) -> Iterator[Stage]:
    entered = set_stage(features=FEATURES)
    one = loop.run_until_complete(entered.__aenter__())
    loop.run_until_complete(one.asks())
    yield one
    loop.run_until_complete(entered.__aexit__(None, None, None))


words = st.one_of(st.sampled_from(NASTY), st.text(max_size=200), st.text(alphabet=st.characters(), max_size=50))
names = st.one_of(
    st.sampled_from(["what", "pod", "details", "favour", "member", "role", "urgency", "by", "reason", "word", ""]),
    words,
)
values = st.dictionaries(names, words, max_size=5)
form_values: st.SearchStrategy[dict[str, FormValue]] = st.dictionaries(
    names, st.one_of(words, st.lists(words, max_size=4).map(tuple)), max_size=5
)
commands = st.one_of(st.sampled_from(COMMANDS), words)
extras = st.one_of(
    st.text("0123456789abcxyz._-", max_size=12),
    st.tuples(st.integers(0, 4), st.sampled_from(["w", "word"])).map(lambda pair: f"{pair[0]}.{pair[1]}"),
)
people = st.sampled_from([AMINA, JOAO, OMAR, MemberRef(COMMUNITY, "stranger")])


@st.composite
def tokens(draw: st.DrawFn) -> Token:
    action = draw(st.sampled_from([*sorted(WAYS), "no.such"]))
    kind = WAYS[action].on if action in WAYS else None
    letter = kind.letter if kind else draw(st.sampled_from("BPRGSMD"))
    unknown = st.text(ALPHABET, min_size=26, max_size=26).map(f"{letter}-{{}}".format)
    known = st.sampled_from([one for one in ("", tiny.NEAR, tiny.FAR) if not one or one[0] == letter])
    return Token(action, draw(st.one_of(known, unknown)), draw(extras))


@st.composite
def gestures(draw: st.DrawFn) -> Inbound:
    who = draw(people)
    shared: dict[str, Any] = {
        "key": draw(st.text(min_size=1, max_size=40)),
        "community": COMMUNITY,
        "at": NOW,
        "actor": who,
        "locale": draw(st.one_of(st.sampled_from(["", "en", "fr", "ar", "xx-YY-zz", "../en"]), words)),
    }
    room = RoomRef(COMMUNITY, "general")
    match draw(st.integers(0, 4)):
        case 0:
            return CommandUsed(**shared, name=draw(commands), values=draw(values))
        case 1:
            return ActionPressed(**shared, token=draw(tokens()), value=draw(words))
        case 2:
            return FormSubmitted(**shared, token=draw(tokens()), values=draw(form_values))
        case 3:
            return CompletionAsked(**shared, source=draw(st.one_of(st.just("favours.open"), words)), typed=draw(words))
        case _:
            message = MessageRef(room, "1")
            return ShortcutUsed(
                **shared, name=draw(names), message=message, thread=message, author=JOAO, text=draw(words)
            )


@given(gesture=gestures())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_r39_any_gesture_is_answered_and_shows_nothing_of_our_insides(
    loop: asyncio.AbstractEventLoop, stage: Stage, gesture: Inbound
) -> None:
    answer = loop.run_until_complete(stage.deliver(gesture))
    said = plain(answer.outcome)
    assert "Something went wrong" not in said
    if isinstance(answer.outcome, Reply):
        assert not [inside for inside in INSIDES if inside in said and not _quoted(inside, gesture)]


def _quoted(inside: str, gesture: Inbound) -> bool:
    return inside in repr(gesture)


@pytest.mark.parametrize("nasty", NASTY)
def test_s33_what_is_typed_is_kept_and_shown_as_words_and_nothing_more(
    loop: asyncio.AbstractEventLoop, stage: Stage, nasty: str
) -> None:
    before = set(loop.run_until_complete(stage.favours()))
    outcome = loop.run_until_complete(stage.uses(AMINA, "favour ask", what="Wish", details=f"x{nasty}"[:2900]))
    assert "Asked" in plain(outcome), plain(outcome)
    (made,) = set(loop.run_until_complete(stage.favours())) - before
    kept = loop.run_until_complete(stage.favour(made)).text
    if nasty.isprintable():
        assert kept == f"Wish: x{nasty}"[: len(kept)]
    loop.run_until_complete(stage.bot.storage.read(lambda uow: uow.members.get(AMINA)))


@pytest.mark.parametrize(
    "text", ["v1:favours.grant:" + "[" * 100_000, "v1:" * 50_000, "\0", "\ud800", "v1:a.b:" + "\ud800"]
)
def test_r37_a_token_of_any_shape_and_length_is_refused_quickly(text: str) -> None:
    with pytest.raises(BadToken):
        Token.parse(text)
