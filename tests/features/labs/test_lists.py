"""Everybody finds the labs they may come to, their own, and those that were held; nobody learns of others."""

from bot.core.inbound import CompletionAsked, HomeOpened
from bot.core.intents import PublishHome
from bot.core.outcome import Suggestions
from bot.domain.labs.lab import LabState
from bot.domain.labs.rsvp import Answer, Rsvp
from bot.ports.store import UnitOfWork
from tests.features.labs.steps import TITLE, PlannedLab, plan, rewrite
from tests.features.plain import lines, words
from tests.features.platform import delivered
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import Person, World

EMPTY = "No lab is planned."


async def of_a_pod(world: World) -> tuple[OpenPod, PlannedLab]:
    pod = await open_pod(world)
    return pod, await plan(world, pod.facilitator, title="Behind closed doors", who=pod.id)


async def suggested(person: Person, typed: str) -> list[str]:
    asked = CompletionAsked(
        key=person.world.key(),
        community=person.ref.community,
        at=person.world.clock.now(),
        actor=person.ref,
        source="labs",
        typed=typed,
    )
    outcome = (await delivered(person.world.bot.dispatcher.deliver, asked)).outcome
    assert isinstance(outcome, Suggestions)
    return [words(option.label) for option in outcome.options]


async def home_of(person: Person) -> str:
    await person.world.happens(
        HomeOpened(key="", community=person.ref.community, at=person.world.clock.now(), actor=person.ref)
    )
    shown = [done for done in person.world.platform.done if isinstance(done, PublishHome)]
    return lines(shown[-1].content)


async def test_labs_to_come_are_listed_the_soonest_first(world: World) -> None:
    later = await plan(world, title="Later", day="2027-04-01")
    await plan(world, later.joao, title="Sooner", day="2027-03-05")
    listed = await (await world.person("Amina")).uses("/lab list")
    assert listed.index("Sooner") < listed.index("Later")
    assert "2027-03-05 14:00" in listed


async def test_an_empty_list_says_what_to_do(world: World) -> None:
    amina = await world.person("Amina")
    assert "You can propose a topic for one with /topics propose" in await amina.uses("/lab list")
    assert "/lab list shows those to come" in await amina.uses("/lab mine")
    assert "None was held yet." in await amina.uses("/labs past")
    sara = await world.person("Sara", steward=True)
    assert "Plan one with /lab plan" in await sara.uses("/lab list")


async def test_nobody_outside_a_pod_learns_of_its_labs_anywhere(world: World) -> None:
    pod, lab = await of_a_pod(world)
    assert "Behind closed doors" in await pod.facilitator.uses("/lab list")
    assert "Behind closed doors" in await home_of(pod.facilitator)
    assert await suggested(pod.facilitator, "closed") == ["Behind closed doors"]
    for stranger in (await world.person("Amina"), pod.steward, await world.person("Gil", guest=True)):
        for command in ("/lab list", "/lab mine", "/labs past"):
            assert "Behind closed doors" not in await stranger.uses(command)
        assert EMPTY in await stranger.uses("/lab list")
        assert "Behind closed doors" not in await home_of(stranger)
        assert await suggested(stranger, "closed") == []
        assert "I can't find that" in await stranger.uses("/lab show", lab="Behind closed doors")
    await rewrite(world, lab, state=LabState.CLOSED)
    assert "Behind closed doors" in await pod.facilitator.uses("/labs past")
    assert "Behind closed doors" not in await pod.steward.uses("/labs past")


async def test_ones_own_are_those_one_leads_and_those_one_said_yes_or_maybe_to(world: World) -> None:
    lab = await plan(world)
    amina = await world.person("Amina")
    assert TITLE in await lab.joao.uses("/lab mine")
    assert TITLE not in await amina.uses("/lab mine")

    def answers(uow: UnitOfWork) -> None:
        now = world.clock.now()
        uow.rsvps.add(Rsvp(id="LR-" + "0" * 26, lab=lab.id, member=amina.ref, answer=Answer.MAYBE, asked_at=now))

    await world.bot.storage.write(answers, [world.community]).result
    assert TITLE in await amina.uses("/lab mine")
    assert await home_of(amina) == await home_of(lab.joao)
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="Flood")
    assert TITLE not in await amina.uses("/lab mine")
    assert TITLE not in await lab.joao.uses("/lab mine")


async def test_a_lab_is_named_by_its_title(world: World) -> None:
    lab = await plan(world)
    amina = await world.person("Amina")
    assert await suggested(amina, "NIGHT") == [TITLE]
    assert TITLE in await amina.uses("/lab show", lab="oxygen AT night")
    assert "I can't find that" in await amina.uses("/lab show", lab="oxygen")
    assert (await lab.now()).plan.title == TITLE


async def test_a_long_list_is_leafed_through(world: World) -> None:
    first = await plan(world, title="Lab 0")
    for number in range(1, 8):
        await plan(world, first.joao, title=f"Lab {number}", at=f"{10 + number}:00")
    amina = await world.person("Amina")
    listed = await amina.uses("/lab list")
    assert listed.count("[Show]") == 6
    assert (await amina.presses("More")).count("[Show]") == 2
