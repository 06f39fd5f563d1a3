"""What is shown to those who are in a pod no more: nothing of what the pod has become."""

from bot.core.tokens import Token
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World

HIDDEN = "I can't find that, or it isn't open to you."


async def put_out_proposer(world: World) -> OpenPod:
    """Give an unlisted pod whose proposer handed it over, was banned, and whose charter changed since."""
    pod = await open_pod(world, "Secret", listed="no")
    amina = await world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))
    await amina.presses("Accept")
    await amina.fills(accept="yes")
    await pod.facilitator.uses("/facilitator hand-over", pod=pod.id, member=str(amina.ref))
    await amina.uses("/pod ban", pod=pod.id, member=str(pod.facilitator.ref), reason="Sold it")
    await amina.uses("/charter aims", pod=pod.id)
    await amina.fills(name="Renamed", objective="Newer aim")
    assert not amina.errors, amina.errors
    return pod


async def test_whoever_proposed_a_pod_and_was_banned_finds_it_no_more(world: World) -> None:
    pod = await put_out_proposer(world)
    joao = pod.facilitator
    for command in ("pod show", "charter show", "pod revise", "pod withdraw"):
        for name in ("Renamed", pod.id):
            assert HIDDEN in await joao.uses(command, pod=name), command
    assert "Renamed" not in await joao.uses("/pod list") + await joao.uses("/pod mine")
    assert "Renamed" not in joao.sees()
    assert "Newer aim" not in joao.sees()


async def test_an_old_button_shows_the_banned_proposer_that_it_is_decided_and_no_word_more(world: World) -> None:
    pod = await put_out_proposer(world)
    joao = pod.facilitator
    for action in ("pods.withdraw_proposal", "pods.revise"):
        said = await joao.presses_token(Token(action, pod.id))
        assert "decided" in said, action
        assert joao.form is None
    for action in ("pods.show", "pods.charter"):
        assert HIDDEN in await joao.presses_token(Token(action, pod.id))
    assert "Renamed" not in joao.sees()


async def test_the_name_of_a_pod_that_put_its_proposer_out_is_not_told_by_a_refusal(world: World) -> None:
    pod = await put_out_proposer(world)
    await pod.facilitator.uses("/pod propose")
    await pod.facilitator.fills(name="Renamed", focus="x", objective="y")
    while pod.facilitator.form is not None:
        await pod.facilitator.fills()
        assert not pod.facilitator.errors
