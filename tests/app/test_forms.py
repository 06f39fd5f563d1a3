"""Forms in steps: what is typed is kept, what is wrong is said where it is wrong, and sending twice makes one thing."""

import json
from pathlib import Path

import pytest

from bot.core.forms import Choice, DateInput, TextInput
from bot.core.outcome import FormErrors, Reply, ShowForm
from bot.core.tokens import Token
from bot.domain.pods.resources import SupportState
from tests.app import tiny
from tests.app.reading import plain
from tests.app.stage import AMINA, JOAO, OMAR, SARA, Stage, set_stage, shown

FIRST = {"what": "Chairs", "pod": "near"}
SECOND = {"details": "Ten of them", "urgency": "2", "by": "2027-04-01"}


async def test_a_form_of_two_sections_is_stepped_through_and_sent_once(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    assert (first.number, first.count) == (1, 2)
    second = shown(await stage.submits(AMINA, first, FIRST))
    assert (second.number, second.count) == (2, 2)
    assert [item.name for item in second.section.inputs] == ["details", "urgency", "by"]

    assert "Asked, as B-" in plain(await stage.submits(AMINA, second, SECOND))
    (made,) = await stage.favours()
    assert (await stage.favour(made)).text == "Chairs: Ten of them"


async def test_the_last_section_sent_twice_makes_one_object_and_says_which(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    second = shown(await stage.submits(AMINA, first, FIRST))
    await stage.submits(AMINA, second, SECOND)
    again = await stage.submits(AMINA, second, SECOND)
    (made,) = await stage.favours()
    assert f"done once. Its reference is {made[:7]}" in plain(again)


async def test_a_form_that_makes_nothing_is_sent_once_too_however_often_it_comes(stage: Stage) -> None:
    step = shown(await stage.presses(JOAO, Token("favours.decline", await stage.asks())))
    first = await stage.submits(JOAO, step, {"reason": "No room"})
    assert "nothing was done twice" not in plain(first)

    assert "nothing was done twice" in plain(await stage.submits(JOAO, step, {"reason": "No room"}))


async def test_what_was_refused_is_not_used_up(stage: Stage) -> None:
    step = shown(await stage.uses(AMINA, "favour ask"))
    refused = await stage.submits(AMINA, shown(await stage.submits(AMINA, step, FIRST)), {**SECOND, "details": ""})
    assert isinstance(refused, FormErrors)

    assert "Asked, as B-" in plain(await stage.submits(AMINA, refused.step, SECOND))


async def test_a_form_opened_anew_after_it_was_sent_is_empty_and_makes_another_object(stage: Stage) -> None:
    for _ in range(2):
        first = shown(await stage.uses(AMINA, "favour ask"))
        assert [getattr(item, "initial", "") for item in first.section.inputs] == ["", ""]
        await stage.submits(AMINA, shown(await stage.submits(AMINA, first, FIRST)), SECOND)
    assert len(await stage.favours()) == 2


async def test_two_people_sending_the_same_sheet_make_an_object_each(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    for who in (AMINA, OMAR):
        await stage.submits(who, shown(await stage.submits(who, first, FIRST)), SECOND)
    assert len(await stage.favours()) == 2


async def test_what_a_one_line_input_holds_is_one_line_whatever_a_client_sends(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    second = shown(await stage.submits(AMINA, first, {**FIRST, "what": " Chairs\n\nState:\u2028granted "}))
    await stage.submits(AMINA, second, {**SECOND, "details": "Ten\nof them"})
    (made,) = await stage.favours()
    assert (await stage.favour(made)).text == "Chairs State: granted: Ten\nof them"


async def test_what_a_command_gives_for_a_one_line_input_is_one_line_too(stage: Stage) -> None:
    made = await stage.asks(what="Chairs\nState: granted", details="Ten\nof them")
    assert (await stage.favour(made)).text == "Chairs State: granted: Ten\nof them"
    assert "'word': 'a b'" in plain(await stage.uses(AMINA, "favour list", word="a\nb"))


async def test_an_error_stands_at_its_input_and_the_rest_stays_filled_in(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    second = shown(await stage.submits(AMINA, first, FIRST))
    wrong = await stage.submits(AMINA, second, {**SECOND, "urgency": "9", "by": "soon"})
    assert isinstance(wrong, FormErrors)
    assert set(wrong.errors) == set(wrong.step.errors) == {"urgency", "by"}
    assert "5 or less" in plain(wrong)
    assert "year-month-day" in plain(wrong)
    details, urgency, by = wrong.step.section.inputs
    assert isinstance(details, TextInput)
    assert isinstance(urgency, TextInput)
    assert isinstance(by, DateInput)
    assert (details.initial, urgency.initial, by.initial) == ("Ten of them", "9", None)
    assert await stage.favours() == []


async def test_a_required_input_left_empty_is_asked_for_again(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    for empty in ({}, {"what": ""}, {"what": "", "pod": ""}):
        outcome = await stage.submits(AMINA, first, empty)
        assert isinstance(outcome, FormErrors)
        assert set(outcome.errors) == {"what"}


async def test_a_refusal_by_the_handler_keeps_all_that_was_typed_and_goes_to_the_section_at_fault(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    second = shown(await stage.submits(AMINA, first, {"what": "forbidden fruit", "pod": "near"}))
    refused = await stage.submits(AMINA, second, SECOND)
    assert isinstance(refused, ShowForm)
    assert refused.step.number == 1
    assert plain(refused).endswith("what: Nobody may ask for that.")
    what = refused.step.section.inputs[0]
    assert isinstance(what, TextInput)
    assert what.initial == "forbidden fruit"

    second = shown(await stage.submits(AMINA, refused.step, FIRST))
    details = second.section.inputs[0]
    assert isinstance(details, TextInput)
    assert details.initial == "Ten of them"
    assert "Asked" in plain(await stage.submits(AMINA, second, SECOND))
    assert len(await stage.favours()) == 1


async def test_a_refusal_that_names_no_input_stands_with_the_form_as_a_whole(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    second = shown(await stage.submits(AMINA, first, FIRST))
    refused = await stage.submits(AMINA, second, {"details": "nameless"})
    assert isinstance(refused, FormErrors)
    assert list(refused.errors) == [""]


async def test_a_refused_form_is_not_counted_as_sent(stage: Stage) -> None:
    favour = await stage.asks()
    step = shown(await stage.presses(JOAO, Token("favours.decline", favour)))
    inbound = stage.submission(JOAO, step, {"reason": "no"})
    await stage.presses(JOAO, Token("favours.grant", favour))
    for _ in range(2):
        outcome = (await stage.deliver(inbound)).outcome
        assert isinstance(outcome, FormErrors)
        assert plain(outcome).endswith("reason: This was settled already.")
    assert (await stage.favour(favour)).state is SupportState.TAKEN


async def test_the_last_section_finds_what_is_lacking_in_an_earlier_one(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    skipping = Token("favours.ask", "", first.token.extra.replace("0.", "1.", 1))
    outcome = await stage.submits(AMINA, skipping, SECOND)
    assert isinstance(outcome, ShowForm)
    assert outcome.step.number == 1
    assert set(outcome.step.errors) == {"what"}
    assert await stage.favours() == []


async def test_inputs_that_the_section_does_not_have_are_not_taken_from_a_client(stage: Stage) -> None:
    first = shown(await stage.uses(AMINA, "favour ask"))
    forged = {**FIRST, "details": "slipped in", "asker": str(JOAO), "id": "B-1", "": "a word of one's own"}
    second = shown(await stage.submits(AMINA, first, forged))
    details = second.section.inputs[0]
    assert isinstance(details, TextInput)
    assert details.initial == ""
    assert second.token.extra.split(".")[1] == first.token.extra.split(".")[1]


@pytest.mark.parametrize(
    ("section", "values", "at"),
    [
        (0, {"what": "x" * 41}, "what"),
        (0, {"what": "Chairs", "pod": "nowhere"}, "pod"),
        (0, {"what": "Chairs", "pod": ("near", "far")}, "pod"),
        (0, {"what": ("a", "b")}, "what"),
        (1, {"details": "y" * 3001}, "details"),
        (1, {"details": "ok", "by": ("2027-01-01",)}, "by"),
    ],
)
async def test_a_value_that_no_honest_client_sends_is_an_error_at_its_input(
    stage: Stage, section: int, values: dict[str, str | tuple[str, ...]], at: str
) -> None:
    step = shown(await stage.uses(AMINA, "favour ask"))
    if section:
        step = shown(await stage.submits(AMINA, step, FIRST))
    outcome = await stage.submits(AMINA, step, values)
    assert isinstance(outcome, FormErrors)
    assert set(outcome.errors) == {at}


async def test_s34_a_draft_keeps_no_more_of_an_endless_text_than_a_form_could_ask_for(stage: Stage) -> None:
    step = shown(await stage.uses(AMINA, "favour ask"))
    outcome = await stage.submits(AMINA, step, {"what": "x" * 4_000_000})
    assert isinstance(outcome, FormErrors)
    draft = await stage.bot.storage.read(lambda uow: uow.drafts.get("favours.ask", "", AMINA))
    assert len(draft["what"]) <= 12_000


async def test_a_member_of_another_community_is_no_member_here(stage: Stage) -> None:
    outcome = await stage.uses(SARA, "role grant", member="sandbox:elsewhere:amina", role="steward")
    assert isinstance(outcome, ShowForm)
    assert set(outcome.step.errors) == {"member"}


async def test_a_draft_outlives_a_restart_and_the_form_goes_on_where_it_was(tmp_path: Path) -> None:
    async with set_stage(folder=tmp_path) as stage:
        first = shown(await stage.uses(AMINA, "favour ask"))
        second = shown(await stage.submits(AMINA, first, FIRST))
    async with set_stage(folder=tmp_path) as stage:
        opened = shown(await stage.uses(AMINA, "favour ask"))
        what, pod = opened.section.inputs
        assert isinstance(what, TextInput)
        assert isinstance(pod, Choice)
        assert (what.initial, pod.initial) == ("Chairs", "near")
        assert opened.token == first.token
        await stage.submits(AMINA, second, SECOND)
        assert "done once" in plain(await stage.submits(AMINA, opened, FIRST))
        assert len(await stage.favours()) == 1


async def test_a_draft_is_its_writers_alone(stage: Stage) -> None:
    await stage.submits(AMINA, shown(await stage.uses(AMINA, "favour ask")), FIRST)
    what = shown(await stage.uses(OMAR, "favour ask")).section.inputs[0]
    assert isinstance(what, TextInput)
    assert what.initial == ""


async def test_a_section_that_the_form_no_longer_has_is_said_and_what_was_typed_is_kept(stage: Stage) -> None:
    step = shown(await stage.uses(AMINA, "favour ask"))
    beyond = Token("favours.ask", "", step.token.extra.replace("0.", "5.", 1))
    outcome = await stage.submits(AMINA, beyond, {**FIRST, "details": "Kept"})
    assert isinstance(outcome, Reply)
    assert "what you typed is kept" in plain(outcome)
    draft = await stage.bot.storage.read(lambda uow: uow.drafts.get("favours.ask", "", AMINA))
    assert (draft["what"], draft["details"]) == ("Chairs", "Kept")


async def test_a_command_that_gives_every_value_is_sent_at_once(stage: Stage) -> None:
    outcome = await stage.uses(AMINA, "favour ask", what="Chairs", details="Ten")
    assert "Asked, as B-" in plain(outcome)
    assert len(await stage.favours()) == 1


async def test_a_command_that_gives_some_values_opens_the_form_with_them_filled_in(stage: Stage) -> None:
    step = shown(await stage.uses(AMINA, "favour ask", what="Chairs", asker="somebody"))
    what = step.section.inputs[0]
    assert isinstance(what, TextInput)
    assert what.initial == "Chairs"
    assert step.errors == {}
    second = shown(await stage.submits(AMINA, step, FIRST))
    assert "Asked" in plain(await stage.submits(AMINA, second, SECOND))


async def test_a_command_with_a_mistake_opens_the_form_and_says_what_is_wrong(stage: Stage) -> None:
    outcome = await stage.uses(AMINA, "favour ask", what="x" * 50, details="Ten", pod="nowhere")
    assert isinstance(outcome, ShowForm)
    assert set(outcome.step.errors) == {"what", "pod"}
    assert await stage.favours() == []


async def test_a_command_that_does_not_say_which_object_asks_and_then_does_it(stage: Stage) -> None:
    favour = await stage.asks()
    which = shown(await stage.uses(JOAO, "favour grant"))
    assert [item.name for item in which.section.inputs] == ["favour"]
    wrong = await stage.submits(JOAO, which, {"favour": "B-ZZZZZ"})
    assert isinstance(wrong, FormErrors)
    assert set(wrong.errors) == {"favour"}
    await stage.submits(JOAO, wrong.step, {"favour": favour[:7]})
    assert (await stage.favour(favour)).state is SupportState.TAKEN


async def test_a_query_that_does_not_say_which_object_asks_too(stage: Stage) -> None:
    favour = await stage.asks()
    which = shown(await stage.uses(JOAO, "favour show"))
    assert "Chairs" in plain(await stage.submits(JOAO, which, {"favour": favour[:7]}))
    assert "find" in plain(await stage.submits(OMAR, which, {"favour": favour[:7]}))


async def test_a_form_about_an_object_that_was_asked_for_first_is_opened_and_sent(stage: Stage) -> None:
    favour = await stage.asks()
    which = shown(await stage.uses(JOAO, "favour decline"))
    step = shown(await stage.submits(JOAO, which, {"favour": favour[:7]}))
    assert step.section.intro is not None
    await stage.submits(JOAO, step, {"reason": "no chairs"})
    assert (await stage.favour(favour)).answer == "no chairs"


async def test_a_shortcut_opens_a_form_with_the_messages_words(stage: Stage) -> None:
    await stage.sandbox.says("amina", "general", "We need chairs")
    seen = await stage.sandbox.shortcut("amina", "favours.capture", "We need chairs")
    assert seen.form is not None
    assert seen.form.title == "A favour"
    await stage.sandbox.fills("amina", {"what": "Chairs"})
    form = stage.sandbox.sees("amina").form
    assert form is not None
    assert form.inputs["details"].initial == ("We need chairs",)


async def test_lone_surrogates_nul_and_markup_are_kept_as_somebodys_words(stage: Stage) -> None:
    nasty = "\ud800 \0 <script> {0.__class__} {{7*7}} $(id) ../../etc"
    outcome = await stage.uses(AMINA, "favour ask", what="Chairs", details=nasty)
    assert "Asked" in plain(outcome)
    (made,) = await stage.favours()
    text = (await stage.favour(made)).text
    json.dumps(text).encode()
    assert "{0.__class__} {{7*7}} $(id) ../../etc" in text


def test_the_tests_feature_is_known_to_no_part_of_the_app() -> None:
    folder = Path(tiny.__file__).parents[2] / "bot" / "app"
    for module in folder.glob("*.py"):
        source = module.read_text(encoding="utf-8")
        assert "favour" not in source
        assert "bot.features" not in source
