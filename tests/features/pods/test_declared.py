"""What the feature declares, held against itself."""

import inspect
from dataclasses import fields, replace
from types import ModuleType
from typing import Any

import pytest

from bot.app.catalogue import Catalogue
from bot.core.forms import Form
from bot.core.text import t
from bot.core.tokens import Token
from bot.domain.events import Event
from bot.domain.pods import events, gate_events
from bot.domain.pods.charter import Charter, GroundRules
from bot.features.pods import FEATURE, logbook
from bot.features.pods.charter_forms import proposal
from bot.features.pods.forms import join_form
from bot.ports.feature import Way
from tests.domain.pods_of_tests import changed, running
from tests.features.pods.steps import OpenPod
from tests.features.world import Person

WAYS: list[Way[Any]] = [*FEATURE.actions, *FEATURE.submits, *FEATURE.queries]


def test_whatever_a_button_does_a_command_does_too() -> None:
    assert [way.name for way in WAYS if not way.command or way.help is None] == []


def test_the_feature_fits_every_platforms_menus() -> None:
    commands = [spec.name for spec in Catalogue([FEATURE]).menus.commands]

    assert len(commands) == len(set(commands)) == len(WAYS)


@pytest.mark.parametrize("module", [events, gate_events], ids=["events", "gate_events"])
def test_the_log_has_words_for_everything_that_happens(module: ModuleType) -> None:
    kinds = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Event)]
    tags = {kind.tag for kind in kinds if hasattr(kind, "tag")}

    assert tags <= logbook.SAID.keys()
    assert len(tags) >= 15


LONG = {field.name: "W " * 750 for field in fields(Charter) if field.default == "" or field.name == "objective"}
LONG |= dict.fromkeys(("focus", "product", "sponsor", "commitment", "cadence", "harvest_rhythm"), "L" * 200)
"""As much as the rules and forms allow in each text of a charter."""


def longest_charter() -> Charter:
    return replace(
        changed(questions=("Q" * 150,) * 5, capacity=4000, **LONG),
        name="N" * 60,
        ground_rules=GroundRules(more="R " * 700),
        linked_pods=("a", "b"),
        topics=("c",),
    )


def test_the_forms_of_the_longest_charter_can_be_built() -> None:
    forms = [Form(t("Propose a pod"), proposal(longest_charter(), ())), join_form(running(questions=("Q" * 150,) * 5))]

    assert [len(form.sections) for form in forms] == [3, 2]


async def test_the_cards_of_the_longest_charter_and_answers_can_be_built(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    for part in ("aims", "bounds", "door", "agreements", "harvest", "rhythm", "success", "links"):
        await pod.facilitator.uses(f"/charter {part}", pod=pod.id)
        assert pod.facilitator.form is not None
        inputs = {item.name for item in pod.facilitator.form.section.inputs}
        long = LONG | {"more": "R " * 700, "questions": "\n".join(["Q" * 150] * 5), "topics": "a\nb"}
        await pod.facilitator.fills(**{name: value for name, value in long.items() if name in inputs})
        assert pod.facilitator.errors == {}
    await amina.uses("/pod join", pod=pod.id)
    await amina.fills(accept="yes")
    await amina.fills(**{f"answer_{number}": f"{number}" * 500 for number in range(1, 6)})
    assert "5" * 500 in pod.facilitator.last_told()
    await pod.facilitator.presses("Ask for more")
    await pod.facilitator.fills(question="M" * 600)
    await amina.presses("Answer")
    await amina.fills(answer="A" * 1500)
    await pod.world.later(days=3)
    assert "5" * 500 not in pod.facilitator.last_told()
    assert "5" * 500 in await pod.facilitator.presses("All answers")
    await pod.facilitator.uses("/charter show", pod=pod.id)
    for part_title in ("Aims", "Bounds", "Door", "Agreements", "Harvest", "Dates", "Success", "Links and topics"):
        said = await pod.facilitator.presses(part_title)
        assert f"Clean hands: {part_title}" in said


async def every_token(pod: OpenPod, asker: Person) -> list[Token]:
    """Give a button for every way of the feature, each on an object of its kind."""
    await pod.asks(asker)
    member = pod.facilitator
    await member.uses("/resource add", pod=pod.id, title="Guide", kind="link", link="https://example.org/g")
    await member.uses("/pod support", pod=pod.id, kind="meeting", text="Help")
    supports = await pod.world.bot.storage.read(lambda uow: uow.support.open_in(pod.world.community))
    viewer = await pod.world.viewer(member)
    resources = await pod.world.bot.storage.read(lambda uow: uow.resources.of_pod(viewer, pod.id))
    ids = {"P": pod.id, "R": (await pod.request(asker)).id, "S": supports[0], "G": resources[0].id}
    return [Token(way.name, ids[way.on.letter]) for way in WAYS if way.on is not None]


async def test_a_stranger_with_every_button_there_is_reads_and_changes_nothing(pod: OpenPod) -> None:
    await pod.changes("door", listed="no")
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))
    await amina.uses("/request withdraw", request=(await pod.request(amina)).id)
    await pod.changes("door", listed="yes")
    tokens = await every_token(pod, amina)
    await pod.changes("door", listed="no")
    stranger = await pod.world.person("Eve")
    ids = sorted({token.object_id for token in tokens})
    before, sent = await pod.world.log_of(*ids), len(pod.world.platform.done)
    for token in tokens:
        said = await stranger.presses_token(token)
        assert (
            said
            == "I can't find that, or it isn't open to you. Check the reference, or ask the person who gave it to you."
        ), token
        assert stranger.form is None

    assert (await pod.world.log_of(*ids), len(pod.world.platform.done)) == (before, sent)
    assert stranger.told() == ""


async def test_an_ex_member_with_every_button_there_is_reads_nothing_of_the_pod(pod: OpenPod) -> None:
    await pod.changes("door", listed="yes")
    amina, ben = await pod.world.person("Amina"), await pod.world.person("Ben")
    await pod.joins(ben)
    await ben.uses("/pod leave", pod=pod.id)
    tokens = await every_token(pod, amina)
    await pod.changes("door", listed="no")
    for token in tokens:
        assert "can't find that" in await ben.presses_token(token), token
