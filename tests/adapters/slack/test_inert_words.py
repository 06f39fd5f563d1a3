"""What people type is shown to the letter and does nothing (S22, S23, S24, S25)."""

import json

import pytest

from adapters.slack import mrkdwn
from adapters.slack.blocks import blocks, plainly
from adapters.slack.render import words_of
from adapters.slack.rich import is_live
from bot.core.content import Actions, Bullets, Content, Facts, Heading, Menu, Note, Option, Paragraph, Quote
from bot.core.refs import MemberRef
from bot.core.safety import clean
from bot.core.text import Link, Mention, Untrusted, joined, t
from tests.adapters.slack.looks import HOME, kinds, look, sound, texts, token

CALLS = ("<!channel>", "<!here>", "<!subteam^S1|@nurses>", "<@U2>", "@everyone")
ENTITIES = ("<#C1|general>", "<!date^1^{time}|x>")
MARKUP = (
    "*b* _i_ ~s~ `c`",
    "```fence```",
    "> quote",
    "<https://evil.example|bank.example>",
    "[x](https://evil.example)",
)
PLACEHOLDERS = ("{0.__class__}", "{{7*7}}", "$(id)", "{who}")
NASTY = (*CALLS, *ENTITIES, *MARKUP, *PLACEHOLDERS, ":tada:", "&lt;!channel&gt;")
HELLO = "\u0633\u0644\u0627\u0645"
OURS = {"user", "usergroup", "broadcast", "channel", "link", "date", "emoji", "team"}


def content(words: str) -> Content:
    text = Untrusted(words)
    return Content(
        t("{who} says", who=text),
        (
            Heading(text),
            Paragraph(t("It says {words}.", words=text)),
            Bullets((text,)),
            Quote(text),
            Facts(((t("Said"), text),)),
            Note(text),
            Note(joined([Mention(MemberRef(HOME, "U1")), text])),
            Actions((Menu(t("Which"), token(), (Option("a", text),)),)),
        ),
    )


@pytest.mark.parametrize("words", NASTY)
def test_s22_no_markup_of_any_kind_comes_out_of_people_s_words(words: str) -> None:
    found = sound(blocks(content(words), look(public=True, U1="Amina")))
    assert kinds(found) & OURS == set()
    assert "mrkdwn" not in kinds(found)
    assert sum(words in text for text in texts(found)) == 8


@pytest.mark.parametrize("words", NASTY)
def test_the_text_beside_the_blocks_is_escaped(words: str) -> None:
    said = mrkdwn.fallback(content(words).summary, look())
    assert "<" not in said
    assert ">" not in said
    assert mrkdwn.read(said) == f"{words} says"


@pytest.mark.parametrize("words", NASTY)
def test_plain_sections_and_a_file_s_note_are_inert_too(words: str) -> None:
    assert kinds(plainly(content(words), look())) <= {"section", "plain_text", "actions", "static_select"}
    assert "<" not in words_of(content(words), look())


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066", "\ufeff", "\U000e0041"])
def test_s24_characters_that_hide_or_reorder_are_gone(hidden: str) -> None:
    sent = json.dumps(blocks(content(f"ad{hidden}min"), look()), ensure_ascii=False)
    assert hidden not in sent
    assert "admin" in sent


def test_words_from_right_to_left_do_not_reorder_ours() -> None:
    sent = texts(blocks(Content(t("x"), (Paragraph(Untrusted(HELLO)),)), look()))
    assert sent == [f"\u2068{HELLO}\u2069"]
    assert clean(sent[0]) == HELLO


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "//example.org",
        "https://e.org/a b",
        "http://[",
        "data:,x",
    ],
)
def test_only_web_and_mail_addresses_can_be_pressed(address: str) -> None:
    assert not is_live(address)
    assert "link" not in kinds(blocks(Content(t("x"), (Paragraph(Link(address, t("here"))),)), look()))


def test_s23_a_link_with_no_label_shows_where_it_goes() -> None:
    (found,) = blocks(Content(t("x"), (Paragraph(Link("https://example.org/a")),)), look())
    assert found["elements"][0]["elements"] == [{"type": "link", "url": "https://example.org/a"}]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("hello <@U2|joao>", "hello @joao"),
        ("hello <@U2>", "hello @U2"),
        ("<@UBOT> harvest this", "harvest this"),
        ("see <#C1|general>", "see #general"),
        ("<!here> and <!subteam^S1|@nurses>", "@here and @nurses"),
        ("<https://e.org|https://e.org> <https://e.org/x|the page>", "https://e.org the page (https://e.org/x)"),
        ("<mailto:a@e.org|a@e.org>", "a@e.org"),
        ("<!date^1^{date}|1 January>", "1 January"),
    ],
)
def test_a_message_is_read_as_people_see_it(sent: str, seen: str) -> None:
    assert mrkdwn.read(sent, "UBOT") == seen
