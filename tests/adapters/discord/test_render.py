"""Content as Components V2: what it looks like, and that it always fits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import custom_ids, render
from bot.core.content import (
    Actions,
    Block,
    Bullets,
    Button,
    Content,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Menu,
    Note,
    Option,
    Paragraph,
    Quote,
    Style,
    content,
)
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Day, Inline, Mention, MessageLink, Moment, Number, RoomLink, Show, Untrusted, n, t
from tests.adapters.discord.looks import GHANA, ink, page, pressable, sound, text_of, token

TOGO = CommunityRef("discord", "2")
AT = datetime(2027, 3, 5, 15, 0, tzinfo=UTC)


def shown(*blocks: Block, locale: str = "en") -> str:
    return text_of(sound(render.message(Content(t("x"), blocks), page(locale))))


def test_each_block_has_its_look() -> None:
    facts = Facts(((t("Objective"), Untrusted("Fewer infections")), (t("Members"), Number(1200))))
    assert shown(Heading(t("Charter"))) == "### Charter"
    assert shown(Paragraph(t("One")), Paragraph(t("Two"))) == "One\n\nTwo"
    assert shown(Bullets((t("a"), Untrusted("b\nc")))) == "- a\n- b c"
    assert shown(Bullets((t("a"), t("b")), numbered=True)) == "1. a\n2. b"
    assert shown(Quote(Untrusted("one\n\ntwo"))) == "> one\n> \n> two"
    assert shown(facts) == "**Objective:** Fewer infections\n**Members:** 1,200"
    assert shown(Note(t("Only you see this"))) == "-# Only you see this"


def test_texts_share_one_display_and_a_divider_parts_them() -> None:
    body = sound(render.message(Content(t("x"), (Heading(t("a")), Paragraph(t("b")), Divider(), Note(t("c")))), page()))
    assert [component["type"] for component in body["components"]] == [10, 14, 10]


@pytest.mark.parametrize(
    ("show", "mark"), [(Show.DATE_TIME, "f"), (Show.DATE, "D"), (Show.TIME, "t"), (Show.RELATIVE, "R")]
)
def test_a_moment_is_left_to_the_readers_own_client(show: Show, mark: str) -> None:
    assert ink().markdown(Moment(AT, show)) == f"<t:{int(AT.timestamp())}:{mark}>"


def test_where_no_markup_shows_a_moment_is_written_in_the_readers_zone() -> None:
    written = ink("en", "Africa/Maputo").plain(Moment(AT), 80)
    assert "5:00:00" in written
    assert written.endswith("Africa/Maputo")
    assert ink("en", "Mars/Olympus").plain(Moment(AT), 80).endswith("UTC")


def test_days_and_numbers_are_written_in_the_readers_language() -> None:
    assert ink("fr").markdown(Day(date(2027, 3, 5))) == "vendredi 5 mars 2027"
    assert ink("pt-BR").markdown(Number(12000)) == "12.000"
    assert ink("xx").markdown(Number(12000)) == "12,000"


def test_the_plural_form_is_chosen_by_the_number() -> None:
    assert [ink().markdown(n("{count} member", "{count} members", count)) for count in (1, 2)] == [
        "1 member",
        "2 members",
    ]


def test_rooms_and_members_of_other_platforms_are_said_in_words() -> None:
    slack = CommunityRef("slack", "T1")
    assert ink().markdown(RoomLink(RoomRef(GHANA, "42"))) == "<#42>"
    assert ink().markdown(RoomLink(RoomRef(slack, "C1"))) == "a room in another community"

    assert ink().markdown(Mention(MemberRef(slack, "U1"), notify=True)) == "a member of another community"


def test_a_message_is_words_that_lead_to_it_where_it_is_of_the_same_server() -> None:
    alone, inside = MessageRef(RoomRef(GHANA, "42"), "7"), MessageRef(RoomRef(GHANA, "42"), "7.9")
    here = Content(t("x"), (Paragraph(t("From {message}", message=MessageLink(alone))), Note(MessageLink(inside))))
    shown_here = text_of(sound(render.message(here, replace(page(), guild=GHANA.id))))
    assert f"From [the message](<https://discord.com/channels/{GHANA.id}/42/7>)" in shown_here
    assert f"[the message](<https://discord.com/channels/{GHANA.id}/7/9>)" in shown_here
    elsewhere = [MessageRef(RoomRef(CommunityRef("slack", "T1"), "C1"), "7.9"), MessageRef(RoomRef(TOGO, "42"), "7")]
    for message in (*elsewhere, alone):
        assert shown(Paragraph(MessageLink(message))) == "the message"
    assert ink().plain(MessageLink(alone), 100) == "the message"


def test_buttons_carry_their_tokens_and_styles() -> None:
    row = Actions(
        (
            Button(t("Approve"), token(), Style.PRIMARY),
            Button(t("Decline"), token("pods.decline"), Style.DANGER),
            LinkButton(t("Read more"), "https://example.org/"),
        )
    )
    approve, decline, link = pressable(sound(render.message(content(t("x"), row), page())))
    assert (approve["custom_id"], approve["style"], approve["label"]) == (str(token()), 1, "Approve")
    assert decline["style"] == 4
    assert (link["style"], link["url"]) == (5, "https://example.org/")


def test_a_menu_has_a_row_of_its_own() -> None:
    menu = Menu(t("Topic"), token("pods.topic"), (Option("wash", Untrusted("WASH")), Option("ipc", t("IPC"))))
    body = sound(render.message(content(t("x"), Actions((Button(t("Go"), token()), menu))), page()))
    assert [[item["type"] for item in row["components"]] for row in body["components"][1:]] == [[3], [2]]


def test_an_address_too_long_for_a_button_stands_there_as_text() -> None:
    url = "https://example.org/" + "a" * 600
    body = sound(render.message(content(t("x"), Actions((LinkButton(t("Feed"), url),))), page()))
    assert pressable(body) == []
    assert f"[Feed](<{url}>)" in text_of(body)


def test_the_same_token_twice_on_a_card_stays_pressable() -> None:
    row = Actions((Button(t("Here"), token()), Button(t("There"), token())))
    ids = [item["custom_id"] for item in pressable(sound(render.message(content(t("x"), row), page())))]
    assert len(set(ids)) == 2
    assert {custom_ids.read(custom_id).token for custom_id in ids} == {token()}


def test_a_card_says_which_community_it_is_about() -> None:
    body = sound(render.message(content(t("x"), Actions((Button(t("Go"), token()),))), page(home=GHANA.id)))
    assert custom_ids.read(pressable(body)[0]["custom_id"]) == custom_ids.Carried(token(), GHANA.id)


def test_a_long_token_keeps_its_place_and_drops_the_community() -> None:
    long = token("a_long_feature_name.and_a_long_verb", extra="0." + "f" * 30)
    written = custom_ids.write(long, GHANA.id, 3)
    assert len(written) <= 100
    assert custom_ids.read(written).token == long


def test_words_that_do_not_fit_are_shortened_where_it_shows() -> None:
    body = sound(render.message(content(t("First"), Quote(Untrusted("a* " * 3000)), Note(t("Last"))), page()))
    text = text_of(body)
    assert "…" in text
    assert text.startswith("First")
    assert text.endswith("-# Last")
    assert len(text) > 3500


def test_blocks_that_do_not_fit_give_way_to_a_line_that_says_so() -> None:
    many = Bullets(tuple(t("A sentence of our own that nobody may shorten, number {k}", k=k) for k in range(90)))
    row = Actions((Button(t("Go"), token()),))
    body = sound(render.message(Content(t("x"), (Paragraph(t("Start")), many, row)), page()))
    assert "The rest did not fit" in text_of(body)
    assert [item["label"] for item in pressable(body)] == ["Go"]


def test_rows_that_do_not_fit_give_way_to_a_line_that_says_so() -> None:
    rows = [Actions(tuple(Button(t("Go"), token(seed=5 * k + j)) for j in range(5))) for k in range(10)]
    body = sound(render.message(Content(t("x"), tuple(rows)), page()))
    assert "Some buttons did not fit" in text_of(body)


@pytest.mark.parametrize("nothing", ["", " \n ", "\u200b"])
def test_nothing_to_say_is_still_a_message(nothing: str) -> None:
    assert text_of(sound(render.message(content(Untrusted(nothing)), page()))) == "…"


def test_the_plain_way_out_always_fits() -> None:
    assert text_of(sound(render.fallback(content(Untrusted("*" * 5000)), page(), private=True)))


texts = st.one_of(st.text(max_size=40), st.integers(1, 300).map(lambda k: "a*_ é\n" * k)).map(Untrusted)
inlines: st.SearchStrategy[Inline] = st.one_of(texts, st.builds(lambda x: t("By {who}.", who=x), texts))
buttons = st.builds(lambda seed: Button(t("Go"), token(seed=seed)), st.integers(0, 200))
menus = st.builds(
    lambda seed, label: Menu(t("Pick"), token(seed=seed), (Option("a", label), Option("b", label))),
    st.integers(0, 200),
    texts,
)
blocks: st.SearchStrategy[Block] = st.one_of(
    inlines.map(Heading),
    inlines.map(Paragraph),
    inlines.map(Quote),
    inlines.map(Note),
    st.lists(inlines, max_size=8).map(lambda items: Bullets(tuple(items))),
    st.lists(inlines, max_size=8).map(lambda items: Facts(tuple((t("Name"), item) for item in items))),
    st.just(Divider()),
    st.lists(st.one_of(buttons, menus), min_size=1, max_size=5).map(lambda items: Actions(tuple(items))),
)


@given(st.lists(blocks, max_size=20), st.booleans())
def test_r38_whatever_there_is_to_say_discord_takes_it(given_blocks: list[Block], private: bool) -> None:
    body = render.message(Content(t("x"), tuple(given_blocks)), page(home=GHANA.id, mark=2_000_000), private=private)
    sound(body)
