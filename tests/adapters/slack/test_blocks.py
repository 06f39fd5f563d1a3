"""Content becomes blocks that Slack takes."""

from datetime import UTC, date, datetime

import pytest

from adapters.slack.blocks import blocks, plainly
from bot.core.content import (
    Actions,
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
)
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import Code, Day, Link, Mention, Moment, Number, RoomLink, Show, Strong, Untrusted, joined, n, t
from tests.adapters.slack.looks import HOME, kinds, look, sound, texts, token

AMINA = MemberRef(HOME, "U1")
ROOM = RoomRef(HOME, "C1")
AT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)

EVERYTHING = Content(
    t("A request"),
    (
        Heading(t("Request {ref}", ref=Code("R-7KQ2M"))),
        Paragraph(t("{who} asks to join {room}.", who=Mention(AMINA), room=RoomLink(ROOM))),
        Bullets((t("one"), Strong(t("two")), Untrusted("three"))),
        Bullets((Number(1200), Day(date(2026, 12, 1))), numbered=True),
        Quote(Untrusted("We changed\nthe rota.")),
        Facts(((t("When"), Moment(AT)), (t("Where"), Link("https://example.org/room", t("the room"))))),
        Note(t("You can change this until {when}.", when=Moment(AT, Show.TIME))),
        Note(t("Ask {who}.", who=Mention(AMINA))),
        Divider(),
        Actions(
            (
                Button(t("Approve"), token("pods.approve"), Style.PRIMARY),
                Button(t("Decline"), token("pods.decline"), Style.DANGER),
                LinkButton(t("Read"), "https://example.org/"),
                Menu(t("Topic"), token("pods.topic"), (Option("water", t("Water")), Option("staff", t("Staff")))),
            )
        ),
    ),
)


@pytest.mark.parametrize("render", [blocks, plainly])
def test_every_kind_of_block_is_taken_by_slack(render: type[list[object]]) -> None:
    found = sound(render(EVERYTHING, look()))  # type: ignore[call-overload] # both renderers, named as one
    assert found


def test_a_paragraph_is_rich_text_with_elements_for_what_is_ours() -> None:
    (found,) = blocks(Content(t("x"), (EVERYTHING.blocks[1],)), look())
    assert found["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " asks to join "},
        {"type": "channel", "channel_id": "C1"},
        {"type": "text", "text": "."},
    ]


def test_a_moment_is_a_date_that_the_reader_s_client_shows_in_its_own_zone() -> None:
    (found,) = blocks(Content(t("x"), (Paragraph(Moment(AT)),)), look(zone="Africa/Nairobi"))
    (element,) = found["elements"][0]["elements"]
    assert element["timestamp"] == int(AT.timestamp())
    assert element["fallback"] == "Tuesday 1 December 2026, 17:00"


def test_a_member_is_named_where_a_ping_was_not_asked_for() -> None:
    quiet = Content(t("x"), (Paragraph(t("Thanks, {who}", who=Mention(AMINA))),))
    loud = Content(t("x"), (Paragraph(t("Thanks, {who}", who=Mention(AMINA, notify=True))),))
    assert texts(blocks(quiet, look(public=True, U1="Amina"))) == ["Thanks, ", "@Amina"]
    assert "user" in kinds(blocks(loud, look(public=True)))


def test_a_member_of_another_community_is_never_an_element() -> None:
    stranger = MemberRef(type(HOME)("slack", "T2"), "U1")
    found = blocks(Content(t("x"), (Paragraph(Mention(stranger, notify=True)),)), look())
    assert "user" not in kinds(found)


def test_every_button_carries_its_token_and_no_two_have_the_same_id() -> None:
    same = token()
    row = Actions((Button(t("One"), same), Button(t("Two"), same)))
    found = sound(blocks(Content(t("x"), (row, row)), look()))
    ids = [item["action_id"] for part in found for item in part["elements"]]
    assert [action.partition("#")[0] for action in ids] == [str(same)] * 4
    assert len(set(ids)) == 4


def test_a_button_to_an_address_that_cannot_be_followed_shows_the_address() -> None:
    row = Actions((LinkButton(t("Read"), "javascript:alert(1)"), Button(t("Close"), token())))
    found = sound(blocks(Content(t("x"), (row,)), look()))
    assert "url" not in found[0]["elements"][0]
    assert "javascript:alert(1)" in " ".join(texts(found[1:]))


def test_a_long_paragraph_is_split_without_loss() -> None:
    story = "word " * 2_000
    found = sound(blocks(Content(t("x"), (Paragraph(Untrusted(story)),)), look()))
    assert len(found) == 4
    assert "".join(texts(found)) == story


def test_a_long_heading_is_shown_whole_below_its_beginning() -> None:
    found = sound(blocks(Content(t("x"), (Heading(Untrusted("a" * 200)),)), look()))
    assert found[0]["text"]["text"].endswith("…")
    assert texts(found[1:]) == ["a" * 200]


def test_more_than_fifty_blocks_keep_the_buttons_and_say_that_there_is_more() -> None:
    long = Paragraph(Untrusted("word " * 2_000))
    row = Actions((Button(t("Close"), token()),))
    found = sound(blocks(Content(t("x"), (*[long] * 19, row)), look()))
    assert len(found) == 50
    assert "actions" in {part["type"] for part in found}
    assert "There is more" in texts(found)[-1]


def test_small_print_is_plain_unless_our_own_words_need_more() -> None:
    plain = blocks(Content(t("x"), (Note(t("Until {when}.", when=Untrusted("*noon*"))),)), look())
    marked = blocks(Content(t("x"), (Note(t("Ask {who}.", who=Mention(AMINA))),)), look())
    people = blocks(Content(t("x"), (Note(joined([Mention(AMINA), Untrusted("_said_")])),)), look())
    assert plain[0]["elements"][0] == {"type": "plain_text", "text": "Until *noon*.", "emoji": False}
    assert marked[0]["elements"][0] == {"type": "mrkdwn", "text": "Ask <@U1>."}
    assert people[0]["type"] == "rich_text"


def test_numbers_and_dates_are_said_in_the_reader_s_language() -> None:
    said = Paragraph(joined([Number(1200), Day(date(2026, 12, 1)), n("{count} pod", "{count} pods", 2)], " | "))
    assert "".join(texts(blocks(Content(t("x"), (said,)), look(locale="fr")))) == (
        "1\u202f200 | mardi 1 décembre 2026 | 2 pods"
    )
