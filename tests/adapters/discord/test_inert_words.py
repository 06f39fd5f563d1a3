"""People's words stay words (S22, S23, S24), wherever in a message they stand."""

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord import render
from adapters.discord.escape import escape_people
from bot.core.content import Bullets, Content, Facts, Heading, Note, Paragraph, Quote
from bot.core.safety import clean
from bot.core.text import Code, Joined, Link, Mention, Strong, Untrusted, t
from tests.adapters.discord.looks import AMINA, ink, page, sound, text_of
from tests.adapters.discord.markup import active, shown

HOSTILE = (
    "@everyone",
    "@Here",
    "<@&300000000000000009>",
    "<@300000000000000077>",
    "<!channel>",
    "<#300000000000000002>",
    "</pod join:300000000000000003>",
    "<id:customize>",
    "<t:0:R>",
    "<a:party:300000000000000004>",
    "[your bank](https://evil.example)",
    "https://evil.example/a_b_c",
    "discord.gg/abcdef",
    "```\ncode fence",
    "`tick",
    "> Approved by the steward",
    ">>> all of it",
    "# Heading",
    "   ### Heading",
    "-# small print",
    "- item",
    "1. item",
    "||spoiler||",
    "~~struck~~ **bold** __under__ *em* _em_",
    "ends in a backslash \\",
    "\\@everyone \\[x](https://evil.example)",
    "a\n# b\n-# c\n> d",
)
words = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="@#<>[]()*_~`|\\-+.:/!&t0123456789 \neveryonehttps", max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join),
)


@given(words)
@example("é# not a heading")
@example("1) one")
def test_s23_what_people_type_shows_as_typed_and_means_nothing(text: str) -> None:
    written = escape_people(text)
    assert active(written) == []
    isolates = dict.fromkeys(map(ord, "\u2068\u2069"))
    squeezed = "\n".join(line.strip() for line in clean(text).strip().split("\n") if line.strip())
    assert (
        "\n".join(line.strip() for line in shown(written).translate(isolates).split("\n") if line.strip()) == squeezed
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_place_in_a_message_makes_words_mean_something(text: str) -> None:
    hostile = Untrusted(text)
    blocks = (Heading(hostile), Paragraph(hostile), Bullets((hostile,)), Quote(hostile), Note(hostile))
    for block in blocks:
        body = sound(render.message(Content(hostile, (block,)), page()))
        mark = {Heading: "### ", Bullets: "- ", Quote: "> ", Note: "-# ", Paragraph: ""}[type(block)]
        lines = text_of(body).split("\n")
        assert active("\n".join(line.removeprefix(mark) for line in lines)) == []
        assert body["allowed_mentions"] == {"parse": [], "users": []}


def test_the_check_sees_what_the_librarys_own_escaping_lets_through() -> None:
    """The reading above is worth something only if it finds what is wrong where something is."""
    let_through = [text for text in HOSTILE if active(discord.utils.escape_markdown(text))]
    assert {"@everyone", "<@&300000000000000009>", "<t:0:R>"} <= set(let_through)


def test_a_name_after_our_own_at_sign_still_calls_nobody() -> None:
    assert active(ink().markdown(t("Hello @{name}", name=Untrusted("everyone")))) == []


def test_emphasis_of_ours_is_not_ended_by_their_asterisks() -> None:
    assert ink().markdown(Strong(Untrusted("a** b"))) == "**a\\*\\* b**"


def test_spaces_at_the_edge_of_emphasis_stay_outside_it() -> None:
    assert ink().markdown(Joined((Strong(t(" a ")), t("b")))) == " **a** b"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "https://bank.example@evil.example/", "ftp://a/b"])
def test_only_plain_web_addresses_become_live(url: str) -> None:
    assert active(ink().markdown(Link(url))) == []
    assert active(ink().markdown(Link(url, t("Handout")))) == []


def test_a_live_link_shows_where_it_goes() -> None:
    assert (
        ink().markdown(Link("https://example.org/a(b)>c@everyone")) == "<https://example.org/a%28b%29%3Ec%40everyone>"
    )


def test_a_host_in_another_script_is_shown_as_it_is_looked_up() -> None:
    assert "xn--" in ink().markdown(Link("https://gооgle.example/"))  # noqa: RUF001 - two Cyrillic letters, on purpose.


def test_people_s_words_are_never_the_face_of_a_link() -> None:
    ours = Link("https://example.org/x", t("Handout"))
    theirs = Link("https://evil.example/x", t("{name}", name=Untrusted("your bank")))
    assert ink().markdown(ours) == "[Handout](<https://example.org/x>)"
    assert ink().markdown(theirs) == "your bank (<https://evil.example/x>)"


def test_a_fixed_word_with_a_backtick_does_not_end_its_own_code() -> None:
    assert ink().markdown(Code("a`b")).count("`") == 2


def test_s22_a_mention_pings_only_where_it_is_meant_to() -> None:
    quiet = render.message(Content(t("x"), (Paragraph(Mention(AMINA)),)), page())
    loud = render.message(Content(t("x"), (Paragraph(Mention(AMINA, notify=True)),)), page())
    assert text_of(quiet) == text_of(loud) == f"<@{AMINA.user}>"
    assert quiet["allowed_mentions"] == {"parse": [], "users": []}
    assert loud["allowed_mentions"] == {"parse": [], "users": [AMINA.user]}


@pytest.mark.parametrize(
    ("text", "stays"),
    [("admin\u202emoc", "adminmoc"), ("zero\u200bwidth", "zerowidth"), ("a\u2066b\u2069c", "abc")],
)
def test_s24_marks_that_hide_or_reorder_are_gone(text: str, stays: str) -> None:
    assert escape_people(text) == stays


def test_words_from_right_to_left_are_isolated() -> None:
    assert escape_people("شكر") == "\u2068شكر\u2069"


def test_a_line_break_in_a_fact_cannot_begin_the_next_fact() -> None:
    body = render.message(
        Content(t("x"), (Facts(((t("Why"), Untrusted("because\nApproved by: the steward")),)),)), page()
    )
    assert text_of(body) == "**Why:** because Approved by: the steward"
