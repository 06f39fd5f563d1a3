"""A form's section becomes a modal that Slack takes, and what was filled in comes back by name."""

from datetime import date, time
from typing import Any

import pytest

from adapters.slack import views
from adapters.slack.views import Opened
from bot.core.content import Content, Option, Paragraph
from bot.core.forms import (
    AnyInput,
    Choice,
    Choices,
    DateInput,
    LinkInput,
    MemberInput,
    SearchInput,
    Section,
    Step,
    TextInput,
    TimeInput,
)
from bot.core.text import Msg, Untrusted, t
from tests.adapters.slack.looks import HOME, look, sound_view, texts, token

FEW = tuple(Option(f"v{place}", t("Option {n}", n=place)) for place in range(3))
MANY = tuple(Option(f"v{place}", Untrusted("x" * 90)) for place in range(25))
INPUTS: tuple[AnyInput, ...] = (
    TextInput(name="title", label=t("Title"), hint=t("A few words"), minimum=3, maximum=80, initial="Rota"),
    TextInput(name="story", label=t("Story"), long=True, required=False),
    LinkInput(name="link", label=t("Link"), initial="https://example.org"),
    DateInput(name="day", label=t("Day"), initial=date(2026, 12, 1)),
    TimeInput(name="hour", label=t("Hour"), initial=time(9, 5)),
    Choice(name="level", label=t("Level"), options=FEW, initial="v1"),
    Choices(name="topics", label=t("Topics"), options=FEW, initial=("v0", "v2")),
    Choices(name="places", label=t("Places"), options=MANY, initial=("v3",)),
    MemberInput(name="second", label=t("Second"), initial=("slack:T1:U2",)),
    MemberInput(name="guests", label=t("Guests"), several=True, initial=("slack:T1:U2", "slack:T2:U9", "rubbish")),
    SearchInput(name="country", label=t("Country"), source="countries", initial="KE"),
)
WRONG_STARTS: tuple[AnyInput, ...] = (
    LinkInput(name="link", label=t("Link"), initial="no address"),
    Choice(name="level", label=t("Level"), options=FEW, initial="gone"),
    TextInput(name="title", label=t("Title"), maximum=10, minimum=8, initial="x" * 40),
    TextInput(name="short", label=t("Short"), minimum=8, initial="x"),
    MemberInput(name="second", label=t("Second"), initial=("discord:1:2",)),
)


def step(*inputs: AnyInput, number: int = 1, count: int = 1, errors: dict[str, Msg] | None = None) -> Step:
    section = Section(inputs, t("Say a little."))
    return Step(t("Propose a pod"), section, token("pods.propose"), number, count, t("Send"), errors or {})


def inputs_of(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("item", INPUTS, ids=lambda item: item.name)
def test_every_input_is_taken_by_slack_and_comes_back_by_its_name(item: AnyInput) -> None:
    view = sound_view(views.form(step(item), look(), Opened()))
    (block,) = inputs_of(view)
    element = block["element"]
    state = {"values": {block["block_id"]: {element["action_id"]: {"type": element["type"]}}}}
    assert views.values(state, HOME) in ({item.name: ""}, {item.name: ()})
    assert block["optional"] is not item.required


@pytest.mark.parametrize("item", WRONG_STARTS, ids=lambda item: item.name)
def test_a_bad_initial_value_does_not_cost_the_form(item: AnyInput) -> None:
    sound_view(views.form(step(item), look(), Opened()))


def test_nothing_that_was_typed_is_cut() -> None:
    view = views.form(step(WRONG_STARTS[2]), look(), Opened())
    assert inputs_of(view)[0]["element"]["initial_value"] == "x" * 40


def test_members_come_and_go_as_references() -> None:
    several = inputs_of(views.form(step(INPUTS[9]), look(), Opened()))[0]
    assert several["element"]["initial_users"] == ["U2"]
    state = {"values": {several["block_id"]: {"guests": {"type": "multi_users_select", "selected_users": ["U3"]}}}}
    assert views.values(state, HOME) == {"guests": ("slack:T1:U3",)}


def test_what_was_filled_in_is_read_by_type() -> None:
    state = {
        "values": {
            "level@pods.propose.1": {"level": {"type": "static_select", "selected_option": {"value": "v1"}}},
            "topics@pods.propose.1": {"topics": {"type": "checkboxes", "selected_options": [{"value": "v0"}]}},
            "day@pods.propose.1": {"day": {"type": "datepicker", "selected_date": "2026-12-01"}},
            "hour@pods.propose.1": {"hour": {"type": "timepicker", "selected_time": "09:05"}},
            "title@pods.propose.1": {"title": {"type": "plain_text_input", "value": "a & <b>"}},
            "story@pods.propose.1": {"story": {"type": "plain_text_input", "value": None}},
        }
    }
    assert views.values(state, HOME) == {
        "level": "v1",
        "topics": ("v0",),
        "day": "2026-12-01",
        "hour": "09:05",
        "title": "a & <b>",
        "story": "",
    }


def test_the_place_in_the_form_is_shown_where_there_are_several_steps() -> None:
    assert "Step 2 of 4" in texts(views.form(step(INPUTS[0], number=2, count=4), look(), Opened()))
    assert "Step" not in " ".join(texts(views.form(step(INPUTS[0]), look(), Opened())))


def test_two_sections_never_share_the_name_of_a_block() -> None:
    one = views.form(step(INPUTS[0], number=1, count=2), look(), Opened())
    two = views.form(step(INPUTS[0], number=2, count=2), look(), Opened())
    assert inputs_of(one)[0]["block_id"] != inputs_of(two)[0]["block_id"]


def test_what_is_wrong_stands_below_its_input_and_the_form_s_own_at_the_top() -> None:
    wrong = {"title": t("Too short."), "": t("Nothing is left.")}
    view = sound_view(views.form(step(INPUTS[0], errors=wrong), look(), Opened()))
    words = texts(view["blocks"])
    assert words.index("Nothing is left.") < words.index("Title") < words.index("Too short.")


def test_a_form_with_nothing_to_fill_in_is_still_taken() -> None:
    empty = Step(t("Sure?"), Section(()), token("pods.close"), 1, 1, t("Close it"))
    sound_view(views.form(empty, look(), Opened()))


def test_a_modal_carries_its_token_and_where_it_was_opened() -> None:
    asked = step(INPUTS[0])
    view = views.form(asked, look(), Opened("old", "C1", "1.2"))
    assert Opened.read(view["private_metadata"]) == Opened(str(asked.token), "C1", "1.2")


@pytest.mark.parametrize("forged", ["", "[]", "{", '{"token": 1}', '{"token": null, "room": {}}', "null"])
def test_what_a_client_forged_is_read_as_nothing(forged: str) -> None:
    assert Opened.read(forged) == Opened()


def test_content_can_stand_in_a_modal_and_on_the_home_page() -> None:
    content = Content(t("x"), (Paragraph(t("Saved.")),))
    sound_view(views.said(content, look(), Opened()))
    sound_view(views.home(content, look()))
