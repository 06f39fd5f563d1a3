"""From a proposal to an open room."""

from bot.core.intents import OpenRoom
from bot.core.text import t
from bot.domain.access import Role
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import PodState
from tests.features.pods.steps import OpenPod, open_pod, propose
from tests.features.world import World


async def test_an_approved_proposal_has_a_closed_room_with_its_facilitator_and_its_charter_in_it(world: World) -> None:
    pod = await open_pod(world)
    there = await pod.now()

    assert there.state is PodState.ACTIVE
    assert await pod.has_inside(pod.facilitator)
    assert await pod.state(pod.facilitator) is JoinState.ADMITTED
    assert await world.holds(pod.facilitator, Role.FACILITATOR, pod.id)
    assert there.charter_post in world.platform.pinned
    assert "The charter of Clean hands" in world.said_in(await pod.room())
    assert "owners may be able to export" in world.said_in(await pod.room())
    assert "Welcome to Clean hands" in pod.facilitator.told()


async def test_only_name_focus_and_objective_have_to_be_written(world: World) -> None:
    joao = await world.person("Joao")
    await joao.uses("/pod propose")
    await joao.fills(name="Clean hands", focus="Hygiene")
    assert joao.errors == {"objective": "This is needed."}
    await joao.fills(name="Clean hands", focus="Hygiene", objective="Halve infections")
    sections = 1
    while joao.form is not None:
        await joao.fills()
        assert joao.errors == {}
        sections += 1
    assert sections == 3


async def test_a_steward_returns_a_proposal_and_the_proposer_reworks_it(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    await propose(world, joao)
    await sara.presses("Return")
    await sara.fills(reason="Whose hands?")

    assert "Whose hands?" in joao.last_told()
    assert "Clean hands" in await joao.uses("/waiting")
    assert "Whose hands?" in await joao.presses("Rework")
    while joao.form is not None:
        inputs = {item.name for item in joao.form.section.inputs}
        await joao.fills(**({"objective": "Halve infections in wards"} if "objective" in inputs else {}))

    assert "Halve infections in wards" in sara.last_told()
    assert "Clean hands" not in await joao.uses("/waiting")
    await sara.presses("Approve")
    assert "Halve infections in wards" in world.said_in(next(iter(world.platform.rooms)))


async def test_a_steward_reads_all_of_a_proposal_before_deciding(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    await joao.uses("/pod propose")
    given = {"name": "Hands", "focus": "x", "objective": "y", "questions": "Which ward?", "more": "Be on time"}
    while joao.form is not None:
        inputs = {item.name for item in joao.form.section.inputs}
        await joao.fills(**{name: value for name, value in given.items() if name in inputs})

    assert "More ground rules" in sara.last_told()
    assert "Be on time" in await sara.presses("Charter")
    pages = [await sara.presses(part) for part in ("Aims", "Bounds", "Door")]
    assert "Which ward?" in pages[-1]


async def test_a_declined_proposer_is_told_why_privately(world: World) -> None:
    joao, sara, amina = (
        await world.person("Joao"),
        await world.person("Sara", steward=True),
        await world.person("Amina"),
    )
    await propose(world, joao)
    await sara.presses("Decline")
    await sara.fills(reason="There is one like it")

    assert "There is one like it" in joao.last_told()
    assert amina.sees() == ""


async def test_the_second_steward_to_press_sees_who_was_first(world: World) -> None:
    joao = await world.person("Joao")
    sara, lin = await world.person("Sara", steward=True), await world.person("Lin", steward=True)
    await propose(world, joao)
    approve = lin.button("Approve").token
    await sara.presses("Approve")
    said = await lin.presses_token(approve)

    assert "Already approved by @Sara" in said
    assert len(world.platform.rooms) == 1
    assert "Approve" not in lin.labels()


async def test_a_proposer_takes_a_proposal_back_and_the_stewards_cards_say_so(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    pod_id = await propose(world, joao)
    await joao.uses("/pod withdraw", pod=pod_id)

    assert "took the proposal Clean hands back" in sara.told()
    assert "Approve" not in sara.labels()


async def test_a_steward_does_not_decide_on_their_own_proposal_while_there_is_another(world: World) -> None:
    sara, lin = await world.person("Sara", steward=True), await world.person("Lin", steward=True)
    pod_id = await propose(world, sara)

    assert "Another steward will" in await sara.uses("/pod approve", pod=pod_id)
    await lin.presses("Approve")
    assert len(world.platform.rooms) == 1


async def test_the_only_steward_opens_their_own_pod(world: World) -> None:
    sara = await world.person("Sara", steward=True)
    pod_id = await propose(world, sara)
    await sara.uses("/pod approve", pod=pod_id)

    assert len(world.platform.rooms) == 1


async def test_who_is_no_steward_cannot_approve_and_is_not_told_what_there_is(world: World) -> None:
    joao, amina = await world.person("Joao"), await world.person("Amina")
    await world.person("Sara", steward=True)
    pod_id = await propose(world, joao)

    hidden = await amina.uses("/pod approve", pod="P-00000")
    assert await amina.uses("/pod approve", pod=pod_id) == hidden
    assert "can't find that" in hidden
    assert "this is for others to do" in await joao.uses("/pod approve", pod=pod_id)


async def test_the_platform_refuses_the_room_and_whoever_can_mend_it_is_told_and_tries_again(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    await propose(world, joao)
    world.platform.refuses(OpenRoom, "channels_full", t("Delete a channel."))
    await sara.presses("Approve")

    assert "Delete a channel." in sara.last_told()
    assert world.platform.rooms == {}
    await sara.presses("Make a room")
    assert [len(people) for people in world.platform.rooms.values()] == [1]


async def test_a_refused_room_is_tried_again_by_itself(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    await propose(world, joao)
    world.platform.refuses(OpenRoom, "channels_full", times=2)
    await sara.presses("Approve")
    await world.later(hours=1)
    assert world.platform.rooms == {}
    told = sara.times_told("has no room")
    await world.later(hours=6)

    assert len(world.platform.rooms) == 1
    assert told == 1, "the second refusal tells nobody anew"


async def test_those_named_beside_the_proposer_are_asked_and_facilitate_once_they_accept(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    mei = await world.person("Mei")
    await propose(world, joao, cofacilitators=str(mei.ref))
    await sara.presses("Approve")
    pod_id = (await world.bot.storage.read(lambda uow: uow.pods.named(world.community, "Clean hands"))).id  # type: ignore[union-attr] # it was just proposed

    assert "asked to facilitate the pod Clean hands" in mei.last_told()
    assert not await world.holds(mei, Role.FACILITATOR, pod_id)
    await mei.presses("Accept")
    await mei.fills(accept="yes")
    assert await world.holds(mei, Role.FACILITATOR, pod_id)
    assert mei.ref in next(iter(world.platform.rooms.values()))
    assert "Would somebody share it" not in joao.told()


async def test_a_lone_facilitator_is_asked_for_a_second_one_once(pod: OpenPod) -> None:
    assert "You facilitate Clean hands alone" in pod.facilitator.told()
    await pod.facilitator.presses("Not now")

    assert "Nothing awaits you" in await pod.facilitator.uses("/waiting")


async def test_a_proposal_that_waits_is_brought_to_mind_and_to_new_stewards(world: World) -> None:
    joao = await world.person("Joao")
    await propose(world, joao)
    sara = await world.person("Sara", steward=True)
    assert sara.told() == ""
    await world.later(days=3)

    assert "proposes the pod Clean hands" in sara.last_told()


async def test_a_steward_who_is_reminded_can_leave_a_proposal_to_the_others(world: World) -> None:
    joao = await world.person("Joao")
    sara, lin = await world.person("Sara", steward=True), await world.person("Lin", steward=True)
    await propose(world, joao)
    assert "Leave it to others" not in sara.labels()
    await world.later(days=3)
    assert "A reminder" in sara.last_told()
    await sara.presses("Leave it to others")

    assert "Clean hands" not in await sara.uses("/waiting")
    assert "Clean hands" in await lin.uses("/waiting")
    await world.later(days=30)
    assert sara.times_told("A reminder") == 1


async def test_a_steward_who_left_a_proposal_to_the_others_is_not_reminded(world: World) -> None:
    joao = await world.person("Joao")
    sara, lin = await world.person("Sara", steward=True), await world.person("Lin", steward=True)
    pod_id = await propose(world, joao)
    await sara.uses("/pod skip", pod=pod_id)
    await world.later(days=3)

    assert (sara.times_told("proposes"), lin.times_told("proposes")) == (1, 2)


async def test_a_name_that_is_taken_is_refused_at_its_input(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await amina.uses("/pod propose")
    await amina.fills(name=" clean   HANDS ", focus="Hygiene", objective="The same")
    while amina.form is not None and not amina.errors:
        await amina.fills()

    assert "a pod of this name already" in amina.errors["name"]


async def test_the_name_of_an_unlisted_pod_can_be_taken_by_who_does_not_know_of_it(world: World) -> None:
    await open_pod(world, "Secret", listed="no")
    amina = await world.person("Amina")

    assert await propose(world, amina, "Secret")


async def test_a_guest_cannot_propose_a_pod(world: World) -> None:
    guest = await world.person("Gil", guest=True)

    assert "Guests cannot propose a pod" in await guest.uses("/pod propose")
    assert guest.form is None
