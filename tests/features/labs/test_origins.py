"""A lab is planned from what people read: what is known is filled in, and goes no further than it could be read."""

from bot.core.ids import new_id, reference
from bot.core.tokens import Token
from bot.domain.access import Grant, Role, Scope
from bot.ports.store import UnitOfWork
from tests.features.helpdesk.steps import NIGHT, open_desk
from tests.features.labs.steps import QUESTION, facilitator, filled_in, fills_all, planned_by
from tests.features.nuggets.steps import a_story
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World

ON_THIS = "Plan a lab on this"


def standing(person: Person) -> dict[str, str]:
    """Give what is filled in already in the open section."""
    assert person.form is not None
    found = {item.name: str(getattr(item, "initial", "")) for item in person.form.section.inputs}
    return {name: value for name, value in found.items() if value}


async def plans_on(person: Person, object_id: str) -> str:
    return await person.presses_token(Token("labs.plan", object_id))


async def test_a_proposed_topic_becomes_a_lab_with_its_words_filled_in(world: World) -> None:
    joao = await facilitator(world)
    await joao.uses("/topics propose")
    await joao.fills(kind="lab", title="Oxygen on the ward", why="It runs out at night.")
    await joao.presses(ON_THIS)
    assert standing(joao)["title"] == "Oxygen on the ward"
    assert standing(joao)["question"] == "It runs out at night."
    values = filled_in(world)
    said = await fills_all(joao, {name: values[name] for name in ("theme", "day", "at", "zone")})
    [lab] = await planned_by(joao)
    assert lab.origin.startswith("U-")
    assert f"Where it comes from: {reference(lab.origin)} · Oxygen on the ward" in said
    amina = await world.person("Amina")
    assert reference(lab.origin) in await amina.uses("/lab show", lab=lab.id)


async def test_who_plans_no_labs_is_offered_none(world: World) -> None:
    amina = await world.person("Amina")
    await amina.uses("/topics propose")
    assert "Oxygen on the ward" in await amina.fills(kind="lab", title="Oxygen on the ward")
    assert amina.labels()
    assert ON_THIS not in amina.labels()


async def test_a_pods_nugget_is_worked_on_in_the_pod_and_its_words_stay_there(world: World) -> None:
    pod = await open_pod(world)
    told = await a_story(world, pod)
    nugget = await told.publishes()
    joao = pod.facilitator
    await joao.uses("/nugget show", nugget=nugget.id)
    await joao.presses(ON_THIS)
    title = standing(joao)["title"]
    assert "hand rub" in title
    await joao.fills(theme="Hands", question=QUESTION)
    assert standing(joao)["who"] == pod.id
    await fills_all(joao, {**filled_in(world), "title": title, "who": "community"})
    assert "Not all who may come can read" in joao.errors["title"]
    assert await planned_by(joao) == []
    await fills_all(joao, filled_in(world, who="community"))
    [lab] = await planned_by(joao)
    assert (lab.plan.scope, lab.origin) == (Scope.COMMUNITY, nugget.id)
    assert "hand rub" in await joao.uses("/lab show", lab=lab.id)
    stranger = await world.person("Devi")
    seen = await stranger.uses("/lab show", lab=lab.id)
    assert "hand rub" not in seen
    assert reference(nugget.id) not in seen


async def test_in_the_pod_the_nuggets_words_can_be_used_as_they_are(world: World) -> None:
    pod = await open_pod(world)
    nugget = await (await a_story(world, pod)).publishes()
    await plans_on(pod.facilitator, nugget.id)
    title = standing(pod.facilitator)["title"]
    await fills_all(pod.facilitator, {**filled_in(world), "title": title})
    [lab] = await planned_by(pod.facilitator)
    assert (lab.plan.title, lab.pod, lab.origin) == (title, pod.id, nugget.id)


async def test_who_only_reads_in_a_pod_takes_none_of_its_words_elsewhere(world: World) -> None:
    pod = await open_pod(world)
    told = await a_story(world, pod)
    nugget = await told.publishes()

    def elsewhere(uow: UnitOfWork) -> None:
        uow.roles.grant(told.amina.ref, Grant(Role.FACILITATOR, new_id("P")))

    await world.bot.storage.write(elsewhere, [world.community]).result
    await plans_on(told.amina, nugget.id)
    assert "title" not in standing(told.amina)


async def test_a_question_that_only_the_desk_reads_fills_nothing_in(world: World) -> None:
    desk = await open_desk(world)
    question = await desk.asks(await world.person("Amina"))

    def facilitates(uow: UnitOfWork) -> None:
        uow.roles.grant(desk.dina.ref, Grant(Role.FACILITATOR, new_id("P")))

    await world.bot.storage.write(facilitates, [world.community]).result
    await plans_on(desk.dina, question.id)
    await desk.dina.fills(title="Nights", theme="Oxygen", question=NIGHT)
    await fills_all(desk.dina, filled_in(world, title="Nights", question=NIGHT))
    assert "Not all who may come" in desk.dina.errors["question"]
    await fills_all(desk.dina, filled_in(world))
    [lab] = await planned_by(desk.dina)
    assert reference(question.id) in await desk.dina.uses("/lab show", lab=lab.id)
    assert reference(question.id) not in await (await world.person("Devi")).uses("/lab show", lab=lab.id)


async def test_a_pod_is_planned_for_from_its_page_by_who_leads_it(world: World) -> None:
    pod = await open_pod(world)
    await pod.facilitator.uses("/pod show", pod=pod.id)
    await pod.facilitator.presses("Plan a lab")
    assert standing(pod.facilitator)["theme"] == "Hygiene"
    await fills_all(pod.facilitator, filled_in(world))
    [lab] = await planned_by(pod.facilitator)
    assert (lab.pod, lab.origin, lab.room) == (pod.id, pod.id, await pod.room())


async def test_what_it_comes_from_is_named_by_reference_too_and_only_by_who_reads_it(world: World) -> None:
    pod = await open_pod(world)
    nugget = await (await a_story(world, pod)).publishes()
    other = await facilitator(world, "Kofi")
    short = reference(nugget.id)
    await pod.facilitator.uses("/lab plan", source=short)
    assert "hand rub" in standing(pod.facilitator)["title"]
    assert "I can't find that" in await other.uses("/lab plan", source=short)
    assert "I can't find that" in await plans_on(other, nugget.id)
    assert "I can't find that" in await plans_on(other, new_id("N"))
    assert "I can't find that" in await other.uses("/lab plan", source="soap")


async def test_words_that_were_filled_in_for_one_thing_do_not_stray_into_another(world: World) -> None:
    pod = await open_pod(world)
    nugget = await (await a_story(world, pod)).publishes()
    await plans_on(pod.facilitator, nugget.id)
    assert "hand rub" in standing(pod.facilitator)["title"]
    await pod.facilitator.uses("/lab plan")
    assert "title" not in standing(pod.facilitator)
