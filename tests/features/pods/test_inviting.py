"""Invitations, and pods that nobody else may know of."""

from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World

HIDDEN = "I can't find that, or it isn't open to you."


async def test_an_invited_person_sees_the_ground_rules_accepts_and_is_in(world: World) -> None:
    pod = await open_pod(world, "Secret", listed="no")
    amina = await world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="Secret", member=str(amina.ref))
    assert "No blame" in amina.last_told()
    await amina.presses("Accept")
    await amina.fills(accept="yes")

    assert await pod.state(amina) is JoinState.ADMITTED
    assert await pod.has_inside(amina)


async def test_an_invited_person_can_find_the_unlisted_pod_and_accept_by_command(world: World) -> None:
    pod = await open_pod(world, "Secret", listed="no")
    amina = await world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="Secret", member=str(amina.ref))
    await amina.uses("/pod join", pod="secret")
    await amina.fills(accept="yes")

    assert await pod.state(amina) is JoinState.ADMITTED


async def test_a_name_of_several_words_needs_no_quotes(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="Clean", member=f"hands {amina.ref}")
    assert await pod.state(amina) is JoinState.INVITED

    said = await pod.facilitator.uses("/pod ban", pod="Clean", member="hands", reason=f"{amina.ref} Sold it")
    assert "@Amina is banned from Clean hands" in said
    assert (await pod.request(amina)).reason == "Sold it"


async def test_words_behind_a_mention_are_asked_about_at_the_input(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=f"{amina.ref} please")
    assert "choose a member" in pod.facilitator.errors["member"]


async def test_no_to_an_invitation_is_told_to_who_invited(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))
    await amina.presses("No, thanks")

    assert await pod.state(amina) is JoinState.WITHDRAWN
    assert "@Amina said no to the invitation" in pod.facilitator.last_told()
    assert not await pod.has_inside(amina)


async def test_nobody_outside_an_unlisted_pod_can_tell_it_from_one_that_is_not(world: World) -> None:
    pod = await open_pod(world, "Secret", listed="no")
    amina = await world.person("Amina")
    for command in ("pod join", "pod show", "pod members", "pod log", "pod leave", "charter show", "pod invite"):
        answers = {await amina.uses(command, pod=named) for named in ("Secret", pod.id, "P-00000", "Nonsense")}
        assert len(answers) == 1, command
        assert HIDDEN in answers.pop()
    for listing in (
        await amina.uses("/pod list"),
        await amina.uses("/pod list", search="sec"),
        await amina.uses("/pod mine"),
    ):
        assert "Secret" not in listing
    assert "Secret" not in amina.sees()


async def test_a_proposal_is_in_no_directory_before_it_is_approved(world: World) -> None:
    joao = await world.person("Joao")
    await world.person("Sara", steward=True)
    await joao.uses("/pod propose")
    await joao.fills(name="Early", focus="x", objective="y")
    while joao.form is not None:
        await joao.fills()
    amina = await world.person("Amina")

    assert "Early" not in await amina.uses("/pod list")
    assert "Early" not in await amina.uses("/pod list", which="proposed")
    assert HIDDEN in await amina.uses("/pod show", pod="Early")
    assert "Early" in await joao.uses("/pod mine")


async def test_who_asked_already_is_decided_on_and_not_invited(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    said = await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))

    assert "They have asked to join already" in said + pod.facilitator.errors.get("member", "")


async def test_a_facilitator_who_stays_alone_after_a_no_is_asked_for_another(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(amina.ref))
    assert "alone" not in await pod.facilitator.uses("/waiting")
    await amina.presses("No, thanks")

    assert "You facilitate Clean hands alone" in await pod.facilitator.uses("/waiting")


async def test_only_facilitators_invite(pod: OpenPod) -> None:
    amina, ben = await pod.world.person("Amina"), await pod.world.person("Ben")
    await pod.joins(amina)

    assert "this is for others to do" in await amina.uses("/pod invite", pod=pod.id, member=str(ben.ref))
    assert ben.sees() == ""


async def test_a_person_of_another_community_cannot_be_invited(pod: OpenPod) -> None:
    await pod.facilitator.uses("/pod invite", pod=pod.id, member="slack:C2:Amina")

    assert "member of this community" in pod.facilitator.errors["member"]
