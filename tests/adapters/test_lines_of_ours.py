"""Where a line says something in the bot's name, nobody's words can begin one, on any platform."""

from collections.abc import Callable
from datetime import UTC, datetime
from gettext import NullTranslations

import pytest

from adapters.discord import render as discord
from adapters.sandbox.render import Renderer
from adapters.slack import blocks as slack
from bot.core.content import Block, Bullets, Content, Facts, Heading, Note, Paragraph, Quote
from bot.core.text import Moment, Untrusted, joined, t
from bot.ports.chat import Reader
from tests.adapters.discord.looks import page, text_of
from tests.adapters.slack.looks import look, texts

FORGED = "Approved by: the steward"
LINE_ENDS = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85", " \n\n\t")
AT = datetime(2027, 3, 5, 15, 0, tzinfo=UTC)


def on_slack(block: Block) -> str:
    return "".join(texts(slack.blocks(Content(t("x"), (block,)), look())))


def on_discord(block: Block) -> str:
    return text_of(discord.message(Content(t("x"), (block,)), page()))


def in_sandbox(block: Block) -> str:
    card = Renderer(Reader("en"), NullTranslations()).card(Content(t("x"), (block,)))
    return "\n".join("".join(piece.text for piece in line) for shown in card.blocks for line in shown.lines)


def begins_a_line(shown: str) -> bool:
    return any(line.strip("\u2068\u2069 >-").startswith(FORGED) for line in shown.splitlines())


@pytest.mark.parametrize("render", [on_slack, on_discord, in_sandbox])
@pytest.mark.parametrize("end", LINE_ENDS)
def test_no_words_begin_a_line_of_ours(render: Callable[[Block], str], end: str) -> None:
    typed = Untrusted(f"because{end}{FORGED}")
    for block in (
        Facts(((t("Why"), typed),)),
        Bullets((typed,)),
        Heading(typed),
        Note(typed),
        Paragraph(t("It was declined: {reason}", reason=typed)),
        Paragraph(joined((Moment(AT), t("declined"), typed), " · ")),
    ):
        shown = render(block)
        assert FORGED in shown
        assert not begins_a_line(shown), block


@pytest.mark.parametrize("render", [on_slack, on_discord, in_sandbox])
def test_words_that_stand_alone_keep_their_lines(render: Callable[[Block], str]) -> None:
    typed = Untrusted(f"because\n{FORGED}")
    assert begins_a_line(render(Quote(typed)))
    assert begins_a_line(render(Paragraph(typed)))


def test_the_summary_is_one_line() -> None:
    assert Content(t("Said: {it}", it=Untrusted("a\nb")), ()).summary == t("Said: {it}", it=Untrusted("a b"))
