"""Sections of forms as modals: every input, all that is said around them, and that they always fit."""

from datetime import date, time

import pytest

from adapters.discord import forms
from bot.core.content import Option
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
from bot.core.text import Inline, Msg, Untrusted, t
from tests.adapters.discord.looks import AMINA, ink, sound_modal, token

OPTIONS = (Option("success", t("Success")), Option("failure", Untrusted("Failure\n" + "x" * 200)))
EVERY: tuple[AnyInput, ...] = (
    TextInput(name="what", label=t("What changed?"), hint=t("In your words"), long=True, initial="so far", maximum=500),
    LinkInput(name="more", label=t("Link"), required=False),
    DateInput(name="start", label=t("Start"), initial=date(2027, 3, 5)),
    TimeInput(name="at", label=t("At"), initial=time(9, 5)),
    Choice(name="result", label=t("Result"), options=OPTIONS, initial="failure"),
    Choices(name="levels", label=t("Levels"), options=OPTIONS, initial=("success", "failure"), required=False),
    MemberInput(name="who", label=t("Who?"), several=True, initial=(str(AMINA), "slack:T1:U1")),
    SearchInput(name="country", label=t("Country"), source="countries", initial="KE"),
)


def step(*inputs: AnyInput, intro: Inline | None = None, errors: dict[str, Msg] | None = None, count: int = 1) -> Step:
    return Step(t("Propose a pod"), Section(inputs, intro), token(), 1, count, t("Send"), errors or {})


def modal_of(item: AnyInput) -> dict[str, object]:
    [label] = sound_modal(forms.modal(step(item), ink()))["components"]
    assert label["type"] == 18
    inside: dict[str, object] = label["component"]
    return inside


def test_every_input_says_of_which_kind_it_is() -> None:
    kinds = [str(modal_of(item)["custom_id"]) for item in EVERY]
    assert kinds == [
        "text:what",
        "link:more",
        "date:start",
        "time:at",
        "choice:result",
        "choices:levels",
        "members:who",
        "search.countries:country",
    ]


def test_what_was_typed_before_stands_there_again() -> None:
    what, _, start, at, result, levels, who, country = map(modal_of, EVERY)
    assert [field["value"] for field in (what, start, at, country)] == ["so far", "2027-03-05", "09:05", "KE"]
    options = [result["options"], levels["options"]]
    assert [[o["default"] for o in chosen] for chosen in options if isinstance(chosen, list)] == [
        [False, True],
        [True, True],
    ]
    # A member of another platform cannot be picked here, and is left out.
    assert who["default_values"] == [{"id": AMINA.user, "type": "user"}]


def test_a_date_shows_an_example_in_the_readers_language() -> None:
    [label] = sound_modal(forms.modal(step(EVERY[2]), ink("fr")))["components"]
    assert "25 mars 2027" in label["component"]["placeholder"]
    assert "2027-03-25" in label["component"]["placeholder"]


def test_what_is_wrong_stands_at_its_input() -> None:
    modal = sound_modal(forms.modal(step(EVERY[0], errors={"what": t("This is needed.")}), ink()))
    assert modal["components"][0]["description"] == "⚠ This is needed."


def test_what_is_wrong_with_the_whole_stands_first() -> None:
    modal = sound_modal(forms.modal(step(EVERY[0], errors={"": t("The pod is full.")}), ink()))
    assert modal["components"][0]["content"] == "The pod is full."


def test_the_title_counts_the_sections() -> None:
    assert forms.modal(step(EVERY[0], count=3), ink())["title"] == "Propose a pod (1/3)"


@pytest.mark.parametrize(("inputs", "fits"), [(4, True), (5, False)])
def test_an_introduction_takes_one_of_five_places(inputs: int, fits: bool) -> None:
    asked = step(*EVERY[:inputs], intro=t("About your pod"))
    modal = sound_modal(forms.modal(asked, ink()))
    assert forms.fits(asked) is fits
    assert (modal["components"][0]["type"] == 10) is fits
    assert len(modal["components"]) == 5


def test_a_section_without_inputs_or_words_is_still_a_modal() -> None:
    sound_modal(forms.modal(step(), ink()))


def test_what_is_too_long_for_its_box_is_shortened_visibly() -> None:
    item = TextInput(name="x", label=t("X"), initial="word " * 100, maximum=50, minimum=80)
    assert str(modal_of(item)["value"]).endswith("…")
