"""A facilitator plans a lab in a form that a phone shows well; whoever may come sees it, and nobody else does."""

from datetime import time

from bot.core.inbound import CommandUsed
from bot.core.refs import RoomRef
from bot.domain.access import Scope
from bot.domain.labs.plan import Mode, Phase
from tests.features.labs.steps import QUESTION, TITLE, facilitator, filled_in, fills_all, plan, planned_by, repeats
from tests.features.platform import delivered
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World


async def opens_plan_in(person: Person, room: RoomRef) -> None:
    """Use /lab plan in a room."""
    world = person.world
    used = CommandUsed(
        key=world.key(),
        community=world.community,
        at=world.clock.now(),
        actor=person.ref,
        room=room,
        name="lab plan",
    )
    person.took((await delivered(world.bot.dispatcher.deliver, used)).outcome)
    await world.settles()


async def test_a_facilitator_plans_a_lab_and_everybody_in_the_community_can_read_it(world: World) -> None:
    lab = await plan(world)
    amina = await world.person("Amina")
    seen = await amina.uses("/lab show", lab=lab.id)
    assert TITLE in seen
    assert QUESTION in seen
    assert "to come" in seen
    stored = await lab.now()
    assert (stored.when.zone, stored.when.at.hour, stored.starts_at.hour) == ("Europe/Zurich", 15, 14)


async def test_who_leads_nothing_plans_no_lab(world: World) -> None:
    amina = await world.person("Amina")
    assert "for those who hold a role for it" in await amina.uses("/lab plan")


async def test_title_theme_question_day_time_and_length_are_all_that_is_needed(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    needed: list[str] = []
    while joao.form is not None:
        inputs = joao.form.section.inputs
        assert len(inputs) <= 5
        needed += [item.name for item in inputs if item.required and not getattr(item, "initial", None)]
        values = filled_in(world)
        await joao.fills(**{item.name: values[item.name] for item in inputs if item.name in values})
    assert needed == ["title", "theme", "question", "day", "at"]
    assert (await planned_by(joao))[0].when.minutes == 60


async def test_all_that_is_filled_in_stands_on_the_card(world: World) -> None:
    lab = await plan(
        world,
        capacity="20",
        mode="hybrid",
        agenda="share 20: What did you try?\nspark 10: What next? (anonymous)",
        link="https://meet.example.org/oxygen",
        preread="The brief on oxygen",
        objectives="A list of what to check at night",
    )
    seen = await (await world.person("Amina")).uses("/lab show", lab=lab.id)
    for words in (
        "Places: 20",
        "in writing before it",
        "Share · 20 minutes · What did you try?",
        "The brief on oxygen",
    ):
        assert words in seen
    assert "Spark · 10 minutes · What next? · anonymous" in seen
    assert "https://meet.example.org/oxygen" in seen
    assert "A list of what to check at night" in seen
    agenda = (await lab.now()).plan.agenda
    assert [(item.phase, item.minutes, item.anonymous) for item in agenda] == [
        (Phase.SHARE, 20, False),
        (Phase.SPARK, 10, True),
    ]


async def test_people_are_told_before_they_come_of_the_chatham_house_rule_and_of_a_recording(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    await joao.fills(title=TITLE, theme="Oxygen", question=QUESTION)
    await joao.fills(agreements=("chatham_house", "recorded"))
    assert "Chatham House Rule" in await fills_all(joao, filled_in(world))
    seen = await (await world.person("Amina")).uses("/lab show", lab=(await planned_by(joao))[0].id)
    assert "never who said it" in seen
    assert "The meeting is recorded." in seen


async def test_the_planner_is_told_back_in_words_when_it_begins_there_and_for_them(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    said = await fills_all(joao, filled_in(world, day="2027-03-11"))
    assert "It begins on 2027-03-11, 15:00 in Europe/Zurich; for you that is 2027-03-11 14:00." in said


async def test_a_time_that_clocks_leave_out_or_show_twice_is_told(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    assert "leave this time out" in await fills_all(joao, filled_in(world, day="2027-03-28", at="02:30"))
    await joao.uses("/lab plan")
    assert "show this time twice" in await fills_all(joao, filled_in(world, day="2027-10-31", at="02:30"))


async def test_a_time_that_is_over_is_refused_at_its_input_and_nothing_is_kept(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    await fills_all(joao, filled_in(world, day="2020-01-01"))
    assert "This time is over" in joao.errors["day"]
    assert await planned_by(joao) == []
    await fills_all(joao, filled_in(world))
    assert [lab.plan.title for lab in await planned_by(joao)] == [TITLE]


async def test_a_line_of_the_agenda_that_is_not_understood_is_named(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    await fills_all(joao, filled_in(world, agenda="share 20: Who?\nthen we talk"))
    assert "Line 2: write a part" in joao.errors["agenda"]
    await fills_all(joao, filled_in(world, agenda="share 90: Who?"))
    assert "The agenda takes 90 minutes, and the session 60." in joao.errors["agenda"]
    await fills_all(joao, filled_in(world, link="javascript:alert(1)"))
    assert "whole web address" in joao.errors["link"]
    assert await planned_by(joao) == []


async def test_a_lab_over_days_takes_as_long_as_its_agenda(world: World) -> None:
    lab = await plan(world, mode="async", agenda="share 2 days: What is it like?\nspark 1 day: What now?")
    stored = await lab.now()
    assert (stored.plan.mode, stored.when.minutes) == (Mode.ASYNC, 3 * 24 * 60)
    assert "Length: 3 days" in await lab.joao.uses("/lab show", lab=lab.id)


async def test_a_template_fills_in_the_agenda_in_the_planners_language(world: World) -> None:
    joao = await facilitator(world)
    shown = await joao.uses("/lab template")
    for title in ("Share, challenge, spark", "After-action review", "Consultation over days", "Webinar"):
        assert title in shown
    await joao.presses("Plan with “Share, challenge, spark”")
    await fills_all(joao, filled_in(world))
    [lab] = await planned_by(joao)
    assert [item.phase for item in lab.plan.agenda] == [Phase.SHARE, Phase.CHALLENGE, Phase.SPARK]
    await joao.uses("/lab plan", template="webinar", title="About soap")
    await fills_all(joao, {**filled_in(world), "title": "About soap"})
    [_, webinar] = await planned_by(joao)
    assert (webinar.plan.title, webinar.plan.mode, webinar.when.minutes) == ("About soap", Mode.HYBRID, 90)
    assert "I know no template" in await joao.uses("/lab plan", template="dance")


async def test_planned_in_a_pods_room_by_its_facilitator_it_is_the_pods_and_nobody_elses(world: World) -> None:
    pod = await open_pod(world)
    await opens_plan_in(pod.facilitator, await pod.room())
    said = await fills_all(pod.facilitator, filled_in(world))
    assert "this pod" in said
    [lab] = await planned_by(pod.facilitator)
    assert (lab.plan.scope, lab.pod, lab.room) == (Scope.POD, pod.id, await pod.room())
    assert world.said_in(await pod.room()).count(TITLE) == 1
    for stranger in (await world.person("Amina"), pod.steward):
        assert "I can't find that" in await stranger.uses("/lab show", lab=lab.id)


async def test_only_a_pods_facilitators_plan_for_it(world: World) -> None:
    pod = await open_pod(world)
    other = await facilitator(world, "Bintou")
    await opens_plan_in(other, await pod.room())
    await other.fills(title=TITLE, theme="Oxygen", question=QUESTION)
    said = await other.fills(who=pod.id)
    assert "Please choose one from the list." in said
    await fills_all(other, filled_in(world, who="community"))
    [lab] = await planned_by(other)
    assert (lab.plan.scope, lab.pod, lab.room) == (Scope.COMMUNITY, "", None), "no room of a pod tells of it"


async def test_its_card_stands_once_in_the_room_where_it_was_planned_and_is_kept_up_to_date(world: World) -> None:
    joao = await facilitator(world)
    room = RoomRef(world.community, "general")
    world.platform.rooms[room] = {joao.ref}
    await opens_plan_in(joao, room)
    await fills_all(joao, filled_in(world))
    [lab] = await planned_by(joao)
    assert lab.room == room
    assert world.said_in(room).count(TITLE) == 1
    await joao.uses("/lab cancel", lab=lab.id)
    await joao.fills(reason="Our room is flooded.")
    assert world.said_in(room).count(TITLE) == 1
    assert "Our room is flooded." in world.said_in(room)


async def test_a_form_sent_twice_plans_one_lab(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/lab plan")
    values = filled_in(world)
    for _ in range(3):
        assert joao.form is not None
        await joao.fills(**{item.name: values[item.name] for item in joao.form.section.inputs if item.name in values})
    last = joao.form
    await joao.fills()
    joao.form = last
    assert "This was sent before" in await joao.fills()
    assert len(await planned_by(joao)) == 1


async def test_the_time_is_that_of_the_planners_clocks_where_no_zone_is_named(world: World) -> None:
    lab = await plan(world, zone="")
    assert (await lab.now()).when.at == time(15)
    assert (await lab.now()).when.zone == "UTC"


async def test_longer_texts_are_cut_on_the_card_and_read_whole_besides(world: World) -> None:
    long, question = "Read this. " * 40 + "THE END", "What did you try " + "and try " * 30 + "AGAIN?"
    lab = await plan(world, preread=long, objectives=long, agenda=f"share 20: {question}\nspark 9: Now?")
    amina = await world.person("Amina")
    seen = await amina.uses("/lab show", lab=lab.id)
    assert "THE END" not in seen
    assert "AGAIN?" not in seen
    assert "THE END" in await amina.presses("Read all of it")
    assert "THE END" in await amina.presses("More")
    assert "AGAIN?" in await amina.presses("More")
    assert "[More]" not in amina.sees().split("---")[0]


async def test_a_lab_of_a_series_says_so(world: World) -> None:
    lab = await plan(world)
    assert "Repeated" not in await lab.joao.uses("/lab show", lab=lab.id)
    await repeats(lab, rhythm="two_weeks", times="6")
    assert "Repeated: every 2 weeks" in await lab.joao.uses("/lab show", lab=lab.id)
