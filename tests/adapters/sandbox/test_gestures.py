"""What people do that waits for an answer, and what they see of it."""

import asyncio

import pytest

from adapters.sandbox.engine import FormRefused, NoSuch
from bot.core.inbound import ActionPressed, CommandUsed, FormSubmitted, ShortcutUsed
from bot.core.refs import CommunityRef, Door, MemberRef
from bot.core.tokens import Token
from tests.adapters.sandbox.demo import Stage

QUALITY = CommunityRef("sandbox", "quality")


async def test_a_typed_command_reaches_the_core_with_its_parameters(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod join", "NQPS because I must", room="#general")
    [used] = stage.core.of(CommandUsed)
    assert isinstance(used, CommandUsed)
    assert (used.name, used.values) == ("pod join", {"pod": "NQPS", "why": "because I must"})
    assert used.actor == MemberRef(QUALITY, "amina")
    assert used.room is not None
    assert used.room.room == "general"


async def test_a_command_with_values_by_name_reads_people_as_references(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "thank", who="@João Mabunda", kind="Warmly")
    [used] = stage.core.of(CommandUsed)
    assert isinstance(used, CommandUsed)
    assert used.values == {"who": "sandbox:quality:joão", "kind": "warmly"}


async def test_a_private_answer_is_seen_by_one_person_alone_and_marked_as_such(stage: Stage) -> None:
    sight = await stage.sandbox.uses("amina", "/pod join NQPS", room="general")
    assert sight.rooms["general"][-1].private
    assert "R-7KQ2M" in sight
    assert "R-7KQ2M" not in stage.sandbox.sees("joão")


async def test_an_unknown_command_is_answered_without_the_core(stage: Stage) -> None:
    sight = await stage.sandbox.uses("amina", "/pod fly away")
    assert "There is no command /pod fly away" in sight
    assert not stage.core.of(CommandUsed)


async def test_a_press_changes_the_card_it_stands_on(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod join NQPS")
    sight = await stage.sandbox.presses("amina", "approve")
    assert [seen.text.count("It is approve.") for seen in sight.all] == [1]


async def test_a_choice_in_a_menu_comes_back_as_its_value(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod join NQPS")
    await stage.sandbox.chooses("amina", "Hand over to", "João")
    [pressed] = stage.core.of(ActionPressed)
    assert isinstance(pressed, ActionPressed)
    assert pressed.value == "b"


async def test_nobody_presses_what_they_do_not_see(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod join NQPS", room="general")
    with pytest.raises(NoSuch):
        await stage.sandbox.presses("joão", "Approve")


async def test_a_forged_press_reaches_the_core_which_must_judge_it(stage: Stage) -> None:
    await stage.sandbox.presses("joão", Token("pods.approve"))
    [pressed] = stage.core.of(ActionPressed)
    assert isinstance(pressed, ActionPressed)
    assert pressed.message is None


async def test_a_form_is_filled_in_step_by_step(stage: Stage) -> None:
    sight = await stage.sandbox.uses("amina", "/pod propose")
    assert sight.form is not None
    assert sight.form.step == (1, 2)
    sight = await stage.sandbox.fills(
        "amina",
        {"name": "Flow", "objective": "Shorter waits", "listed": "Listed", "facilitators": ["João Mabunda", "amina"]},
    )
    assert sight.form is not None
    assert sight.form.step == (2, 2)
    sight = await stage.sandbox.fills("amina", {"start": "2026-04-01", "areas": ["flow", "staff"]})
    assert sight.form is None
    assert sight.private[-1].text == "Proposed."
    first, second = stage.core.of(FormSubmitted)
    assert isinstance(first, FormSubmitted)
    assert isinstance(second, FormSubmitted)
    assert first.values["listed"] == "yes"
    assert first.values["facilitators"] == ("sandbox:quality:joão", "sandbox:quality:amina")
    assert second.values == {"start": "2026-04-01", "at": "", "areas": ("flow", "staff"), "link": ""}


async def test_errors_stand_at_their_inputs_with_what_was_typed(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod propose")
    with pytest.raises(FormRefused, match="There is a pod of this name"):
        await stage.sandbox.fills("amina", {"name": "taken"})
    sight = await stage.sandbox.fills("amina", {"objective": "Shorter waits"}, errors=True)
    assert sight.form is not None
    assert sight.form.errors == {"name": "There is a pod of this name.", "": "One answer needs another look."}
    assert sight.form.inputs["name"].initial == ("taken",)
    assert sight.form.inputs["objective"].initial == ("Shorter waits",)


async def test_what_is_saved_late_is_first_said_to_be_saving_and_then_replaced_by_the_truth(stage: Stage) -> None:
    stage.core.hold = asyncio.Event()
    using = asyncio.create_task(stage.sandbox.uses("amina", "/pod join NQPS"))
    count = stage.sandbox.world.changes.count
    await stage.sandbox.world.changes.after(count, 5)
    assert [seen.text for seen in stage.sandbox.sees("amina").private] == ["Still saving."]
    stage.core.hold.set()
    [truth] = (await using).private
    assert "It is requested." in truth.text


async def test_a_late_truth_may_be_a_form_that_opens_again(stage: Stage) -> None:
    await stage.sandbox.uses("amina", "/pod propose")
    stage.core.hold = asyncio.Event()
    filling = asyncio.create_task(stage.sandbox.fills("amina", {"name": "taken"}, errors=True))
    await stage.sandbox.world.changes.after(stage.sandbox.world.changes.count, 5)
    assert stage.sandbox.sees("amina").form is None
    stage.core.hold.set()
    sight = await filling
    assert sight.form is not None
    assert "name" in sight.form.errors
    assert not sight.private


async def test_completion_gives_what_the_core_suggests(stage: Stage) -> None:
    found = await stage.sandbox.completes("amina", "pods", "new")
    assert [(option.value, option.label) for option in found] == [
        ("Newborn care", "\u2068Newborn care\u2069".strip("\u2068\u2069"))
    ]


async def test_a_shortcut_carries_the_message_it_was_used_on(stage: Stage) -> None:
    await stage.sandbox.says("joão", "general", "We moved triage to the door.")
    first = stage.sandbox.sees("joão").saying("triage")
    await stage.sandbox.says("amina", "general", "And what came of it?", thread="triage")
    sight = await stage.sandbox.shortcut("amina", "nuggets.capture", "what came")
    [used] = stage.core.of(ShortcutUsed)
    assert isinstance(used, ShortcutUsed)
    assert (used.text, used.thread, used.author.user) == ("And what came of it?", first.ref, "amina")
    assert "Saved: And what came of it?" in sight


async def test_home_is_what_was_published_and_its_buttons_work(stage: Stage) -> None:
    sight = await stage.sandbox.opens_home("amina")
    assert "It is home." in sight.home
    sight = await stage.sandbox.presses("amina", "Approve")
    assert "It is approve." in sight.home
    assert not sight.private


async def test_while_the_bot_is_away_people_are_told_that_nothing_was_done(stage: Stage) -> None:
    await stage.sandbox.connection.close()
    sight = await stage.sandbox.uses("amina", "/waiting")
    assert "Nothing was done" in sight


async def test_what_minds_it_is_told_who_gets_into_its_room(stage: Stage) -> None:
    stage.sandbox.add_room("Staff", QUALITY.id, closed=True, members=["amina"])

    for room in ("general", "Staff", None):
        await stage.sandbox.uses("amina", "/pod propose", room=room)
    await stage.sandbox.uses("amina", "/pod list", room="general")

    doors = [used.door for used in stage.core.of(CommandUsed) if isinstance(used, CommandUsed)]
    assert doors == [Door.OPEN, Door.CLOSED, None, None]
