"""Who leads a lab is named, asked and handed over; until somebody says yes it stays with who had it."""

from dataclasses import replace

import pytest

from bot.core.inbound import MemberLeft
from bot.core.intents import Expel
from bot.core.text import t
from bot.domain.access import Grant, Role, Scope
from bot.domain.labs.lab import LabState
from bot.ports.store import UnitOfWork
from tests.features.labs.steps import TITLE, PlannedLab, labs_of, plan, repeats, rewrite, series_of
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await plan(world)


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


@pytest.fixture
async def li(world: World) -> Person:
    return await world.person("Li")


async def names(lab: PlannedLab, *leaders: Person, **more: str | tuple[str, ...]) -> str:
    await lab.joao.uses("/labs leaders", lab=lab.id)
    return await lab.joao.fills(leaders=tuple(str(one.ref) for one in leaders), **more)


async def hands_over(lab: PlannedLab, by: Person, to: Person | None = None) -> str:
    await by.uses("/labs hand-over", lab=lab.id)
    return await by.fills(**({"member": str(to.ref)} if to else {}))


async def test_each_who_is_named_is_told_what_is_theirs(lab: PlannedLab, amina: Person, li: Person) -> None:
    await names(lab, lab.joao, amina, note_taker=str(li.ref), rapporteurs=(str(li.ref),))
    assert "You lead" in amina.last_told()
    assert "You take notes in" in li.told()
    assert "You report of a group in" in li.told()
    assert (await lab.now()).facilitators == (lab.joao.ref, amina.ref)
    assert "Run sheet" in await amina.uses("/lab run-sheet", lab=lab.id)
    shown = await lab.joao.uses("/lab show", lab=lab.id)
    assert "Takes notes: " in shown
    await names(lab, lab.joao)
    assert "You do not lead" in amina.last_told()
    assert "for others to do" in await amina.uses("/lab run-sheet", lab=lab.id)


async def test_only_who_may_come_can_lead_and_somebody_has_to(world: World, lab: PlannedLab) -> None:
    guest = await world.person("Gus", guest=True)
    assert "one of those who may come" in await names(lab, lab.joao, guest)
    assert "This is needed" in await names(lab)
    assert (await lab.now()).facilitators == (lab.joao.ref,)
    assert guest.told() == ""


async def test_a_pods_lab_is_led_by_nobody_outside_it_who_learns_nothing(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    pod = "P-11111111111111111111111111"

    def grant(uow: UnitOfWork) -> None:
        uow.roles.grant(lab.joao.ref, Grant(Role.FACILITATOR, pod))

    await world.bot.storage.write(grant, [world.community]).result
    await rewrite(world, lab, pod=pod, plan=replace((await lab.now()).plan, scope=Scope.POD))
    assert "one of those who may come" in await names(lab, lab.joao, amina)
    assert "one of those who may come" in await hands_over(lab, lab.joao, amina)
    assert TITLE not in amina.sees()


async def test_who_planned_a_pods_lab_and_left_it_is_not_told_who_leads_it(
    world: World, lab: PlannedLab, amina: Person, li: Person
) -> None:
    pod = "P-11111111111111111111111111"

    def grant(uow: UnitOfWork) -> None:
        for person in (lab.joao, amina):
            uow.roles.grant(person.ref, Grant(Role.FACILITATOR, pod))

    await world.bot.storage.write(grant, [world.community]).result
    await rewrite(world, lab, pod=pod, plan=replace((await lab.now()).plan, scope=Scope.POD), organiser=li.ref)
    await hands_over(lab, lab.joao, amina)
    await amina.presses("Yes, I lead it")
    assert TITLE in lab.joao.last_told()
    assert TITLE not in li.told()


async def test_whoever_writes_has_to_be_one_of_those_who_may_come(world: World, lab: PlannedLab) -> None:
    guest = await world.person("Gus", guest=True)
    await names(lab, lab.joao, note_taker=str(guest.ref))
    assert "Whoever writes" in lab.joao.errors["note_taker"]


async def test_who_cannot_lead_hands_it_over_and_has_it_until_the_other_says_yes(
    lab: PlannedLab, amina: Person, li: Person
) -> None:
    await names(lab, lab.joao, li)
    await hands_over(lab, lab.joao, amina)
    assert "cannot lead" in amina.last_told()
    assert (await lab.now()).facilitators == (lab.joao.ref, li.ref)
    assert "for others to do" in await amina.uses("/lab run-sheet", lab=lab.id)
    assert "cannot lead" in await amina.uses("/waiting")
    await amina.presses("Yes, I lead it")
    assert (await lab.now()).facilitators == (amina.ref, li.ref)
    assert "leads" in li.last_told()
    assert "leads" in lab.joao.last_told()
    assert "Run sheet" in await amina.uses("/lab run-sheet", lab=lab.id)
    assert "cannot lead" not in await amina.uses("/waiting")


async def test_a_no_is_told_and_all_stays_as_it_was(lab: PlannedLab, amina: Person) -> None:
    await hands_over(lab, lab.joao, amina)
    yes = amina.button("Yes, I lead it").token
    await amina.presses("No, I cannot")
    assert "All stays as it was" in lab.joao.last_told()
    assert "Ask somebody else" in lab.joao.labels()
    assert "not asked any more" in await amina.presses_token(yes)
    assert (await lab.now()).facilitators == (lab.joao.ref,)


async def test_of_two_who_are_asked_the_first_yes_counts(lab: PlannedLab, amina: Person, li: Person) -> None:
    for person in (amina, li):
        await hands_over(lab, lab.joao, person)
    assert "asked already" in await hands_over(lab, lab.joao, li)
    yes = amina.button("Yes, I lead it").token
    await li.presses("Yes, I lead it")
    assert "not asked any more" in await amina.presses_token(yes)
    assert (await lab.now()).facilitators == (li.ref,)


async def test_whoever_leads_with_them_is_proposed_and_alone_leads_it_then(lab: PlannedLab, amina: Person) -> None:
    await names(lab, lab.joao, amina)
    await hands_over(lab, lab.joao)
    await amina.presses("Yes, I lead it")
    assert (await lab.now()).facilitators == (amina.ref,)


async def test_who_does_not_lead_it_cannot_hand_it_over(lab: PlannedLab, amina: Person) -> None:
    assert "for others to do" in await amina.uses("/labs hand-over", lab=lab.id)
    assert "This is you" in await hands_over(lab, lab.joao, lab.joao)


async def test_while_the_session_is_on_the_run_sheet_goes_with_it(lab: PlannedLab, amina: Person) -> None:
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    await hands_over(lab, lab.joao, amina)
    await amina.presses("Yes, I lead it")
    assert (await lab.now()).state is LabState.OPEN
    assert "Run sheet: " in await amina.uses("/waiting")
    assert "Run sheet: " not in await lab.joao.uses("/waiting")


async def test_the_next_in_turn_is_proposed_and_told_when_a_lab_of_theirs_is_planned(
    world: World, lab: PlannedLab, amina: Person, li: Person
) -> None:
    everybody = (str(lab.joao.ref), str(amina.ref), str(li.ref))
    series = await repeats(lab, rhythm="week", times="6", rota=everybody)
    await hands_over(lab, lab.joao)
    assert amina.times_told("asks you to") == 1
    assert len(await labs_of(world, series)) == 1
    assert "led by" in await lab.joao.uses("/labs skip", series=series.id)
    await world.later(days=7)
    led = [one.facilitators[0] for one in await labs_of(world, series)]
    assert led == [lab.joao.ref, li.ref], "Amina was passed over"
    assert li.times_told("You lead") == 1


async def test_the_rota_is_named_anew_and_keeps_whose_turn_it_is(
    world: World, lab: PlannedLab, amina: Person, li: Person
) -> None:
    series = await repeats(lab, rhythm="week", times="6", rota=(str(lab.joao.ref),))
    assert "Nobody else leads in turn" in await lab.joao.uses("/labs skip", series=series.id)
    await lab.joao.uses("/labs rota", series=series.id)
    await lab.joao.fills(rota=tuple(str(one.ref) for one in (li, lab.joao, amina)))
    assert "in turn with others" in amina.last_told()
    assert (await series_of(lab)).rota == (li.ref, lab.joao.ref, amina.ref)
    assert (await series_of(lab)).turn == 1
    assert "for others to do" in await (await world.person("Devi")).uses("/labs rota", series=series.id)


async def leaves(world: World, person: Person) -> None:
    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=person.ref))


async def test_a_lab_of_a_series_that_nobody_can_lead_in_turn_is_put_before_a_steward(
    world: World, lab: PlannedLab
) -> None:
    sara = await world.person("Sara")
    series = await repeats(lab, rhythm="week", times="6", rota=(str(lab.joao.ref),))
    await leaves(world, lab.joao)
    await world.later(days=7)
    _, second = await labs_of(world, series)
    assert second.facilitators == ()
    assert sara.ref in await world.bot.storage.read(lambda uow: uow.waiting.about(second.id))


async def test_who_leads_with_somebody_who_leaves_is_told(world: World, lab: PlannedLab, amina: Person) -> None:
    await names(lab, lab.joao, amina)
    await leaves(world, amina)
    assert "does not lead" in lab.joao.last_told()
    assert (await lab.now()).facilitators == (lab.joao.ref,)


async def test_who_asked_somebody_who_leaves_before_they_answer_is_told(lab: PlannedLab, amina: Person) -> None:
    await hands_over(lab, lab.joao, amina)
    await leaves(lab.world, amina)
    assert "All stays as it was" in lab.joao.last_told()
    assert "Ask somebody else" in lab.joao.labels()


async def test_who_leaves_a_pod_leads_its_labs_no_more_though_the_platform_does_not_tell_of_it(
    world: World, amina: Person
) -> None:
    """Some tell of nobody whom the bot itself took out of a room."""
    pod = await open_pod(world)
    await pod.joins(amina)
    lab = await plan(world, pod.facilitator, who=pod.id)
    await names(lab, lab.joao, amina)
    world.platform.refuses(Expel, "missing_access", t("Give me back my place."))
    await amina.uses("/pod leave", pod=pod.id)
    assert await pod.has_inside(amina)
    assert (await lab.now()).facilitators == (lab.joao.ref,)
    assert "does not lead" in lab.joao.told()


async def test_what_nobody_leads_any_more_awaits_who_planned_it_or_else_a_steward(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    sara = await world.person("Sara")
    await names(lab, amina)
    await leaves(world, amina)
    assert "Nobody leads" in await lab.joao.uses("/waiting")
    assert "Nobody leads" not in sara.told()
    await names(lab, lab.joao)
    assert "Nobody leads" not in await lab.joao.uses("/waiting")
    await leaves(world, lab.joao)
    assert "Nobody leads" in await sara.uses("/waiting")
    await sara.presses("Name somebody")
    await sara.fills(leaders=(str(sara.ref),))
    assert (await lab.now()).facilitators == (sara.ref,)


async def test_what_an_erased_member_led_is_not_forgotten_with_them(world: World, lab: PlannedLab) -> None:
    sara = await world.person("Sara")
    await lab.joao.uses("/profile erase")
    await lab.joao.fills(published="keep", sure="yes")
    await world.settles()
    assert (await lab.now()).facilitators == ()
    assert "nobody yet" in await sara.uses("/lab show", lab=lab.id)
    assert "Nobody leads" in sara.last_told()


async def test_who_was_asked_by_somebody_who_leaves_is_asked_no_more(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    await hands_over(lab, lab.joao, amina)
    yes = amina.button("Yes, I lead it").token
    await leaves(world, lab.joao)
    assert "cannot lead" not in await amina.uses("/waiting")
    assert "not asked any more" in await amina.presses_token(yes)
    assert (await lab.now()).facilitators == ()
