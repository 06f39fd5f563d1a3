"""What people type stays words wherever it is shown: it pings nobody, leads nowhere, hides nothing, runs nothing."""

from dataclasses import replace

import pytest

from adapters.sandbox.people import Message, Person
from adapters.sandbox.tree import Card, Piece
from bot.core.safety import clean
from bot.core.tokens import Token
from tests.app.conftest import stage
from tests.app.stage import AMINA, JOAO, Stage

__all__ = ["stage"]

PINGS = ("@everyone", "@here", "<@&1234>", "<@U1>", "<!channel>", "<!subteam^S1|team>", "<#C1>", "@João", "<@!99>")
MARKUP = (
    "<https://evil.example|bank.com>",
    "[bank](https://evil.example)",
    "```\nout\n```",
    "> quoted",
    "*b* _i_ ~s~",
    "||x||",
)
HIDDEN = ("abc\u202edcba", "a\u200bb\u2060c", "\u2066x\u2069", "S\u0430ra", "tag\U000e0041\U000e0042", "a\u00adb")
TEMPLATES = ("{0.__class__}", "{{7*7}}", "{ref}", "{count}", "%(name)s", "$(id)", "`id`", "{who.__init__}")


def pieces(message: Message) -> list[Piece]:
    card = message.card
    assert isinstance(card, Card)
    return [piece for block in card.blocks for line in block.lines for piece in line]


async def card_for(stage: Stage, words: str) -> tuple[str, list[Piece], str]:
    favour = await stage.asks(what="Wish", details=words)
    await stage.bot.settle()
    seen = stage.sandbox.sees(JOAO).direct[-1]
    return favour, pieces(seen.message), seen.text


async def check(stage: Stage, words: str) -> None:
    favour, shown, _ = await card_for(stage, words)
    check_shown(shown, words)
    await stage.presses(JOAO, Token("favours.grant", favour))
    await stage.bot.settle()
    edited = stage.sandbox.sees(JOAO).direct[0]
    assert edited.message.edited
    check_shown(pieces(edited.message), words)


def check_shown(shown: list[Piece], words: str) -> None:
    assert [piece.text for piece in shown if piece.kind == "said"] == [clean(f"Wish: {words}")]
    assert [piece.target for piece in shown if piece.kind == "mention"] == [str(AMINA)]
    assert not [piece for piece in shown if piece.kind in {"link", "room"} or piece.how == "notify"]


@pytest.mark.parametrize("words", PINGS)
async def test_s22_a_call_to_everybody_in_somebodys_words_calls_nobody(stage: Stage, words: str) -> None:
    await check(stage, words)


@pytest.mark.parametrize("words", MARKUP)
async def test_s23_markup_in_somebodys_words_is_no_link_and_ends_no_quote(stage: Stage, words: str) -> None:
    await check(stage, words)


@pytest.mark.parametrize("words", HIDDEN)
async def test_s24_what_hides_or_reorders_is_taken_out_and_the_rest_kept_apart(stage: Stage, words: str) -> None:
    _, shown, text = await card_for(stage, words)
    said = next(piece.text for piece in shown if piece.kind == "said")
    assert not set(said) & set("\u202e\u200b\u2060\u2066\u2069\u00ad\U000e0041")
    if not said.isascii():
        assert f"\u2068{said}\u2069" in text


@pytest.mark.parametrize("words", TEMPLATES)
async def test_s25_templates_in_somebodys_words_stay_as_typed(stage: Stage, words: str) -> None:
    _, _, text = await card_for(stage, words)
    assert f"Wish: {words}" in text


@pytest.mark.parametrize("name", ["@everyone", "{0.__class__}", "Sara\u202earaS", "<https://evil.example|Sara>"])
async def test_s22_a_display_name_is_shown_as_a_name_and_nothing_more(stage: Stage, name: str) -> None:
    await stage.sandbox.meets(_renamed(stage, name))
    await stage.asks(details="x")
    await stage.bot.settle()
    seen = stage.sandbox.sees(JOAO).direct[-1]
    assert [piece.kind for piece in pieces(seen.message) if piece.target == str(AMINA)] == ["mention"]
    assert "\u202e" not in seen.text


def _renamed(stage: Stage, name: str) -> Person:
    return replace(stage.sandbox.person(AMINA), name=name)


async def test_s24_a_steward_card_names_people_by_reference_and_not_by_what_they_call_themselves(stage: Stage) -> None:
    await stage.sandbox.meets(_renamed(stage, "Sara"))
    _, shown, _ = await card_for(stage, "x")
    assert [piece.target for piece in shown if piece.kind == "mention"] == [str(AMINA)]
