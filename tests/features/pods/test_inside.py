"""What a pod keeps at hand, and the support it asks for."""

from bot.domain.pods.resources import SupportState
from tests.features.pods.steps import OpenPod

OTHERS = "this is for others to do"


async def add_guide(pod: OpenPod) -> str:
    return await pod.facilitator.uses(
        "/resource add", pod=pod.id, title="The guide", kind="link", link="https://example.org/guide"
    )


async def test_a_resource_is_found_by_the_pod_alone(pod: OpenPod) -> None:
    amina, ben = await pod.world.person("Amina"), await pod.world.person("Ben")
    await pod.joins(amina)
    await add_guide(pod)

    assert "link · The guide · https://example.org/guide · @Joao" in await amina.uses("/resource list", pod=pod.id)
    assert OTHERS in await ben.uses("/resource list", pod=pod.id)
    assert OTHERS in await pod.steward.uses("/resource list", pod=pod.id)


async def test_a_link_that_is_none_is_refused_and_guidance_needs_none(pod: OpenPod) -> None:
    said = await pod.facilitator.uses("/resource add", pod=pod.id, title="x", kind="link", link="javascript:alert(1)")
    assert "beginning with https://" in said + pod.facilitator.errors.get("link", "")
    await pod.facilitator.uses("/resource add", pod=pod.id)
    await pod.facilitator.fills(title="How we wash", kind="guidance", text="Twenty seconds")

    assert "guidance · How we wash · Twenty seconds" in await pod.facilitator.uses("/resource list", pod=pod.id)


async def test_after_a_year_its_owner_is_asked_whether_it_is_still_true(pod: OpenPod) -> None:
    await add_guide(pod)
    await pod.world.later(days=366)
    assert "Is The guide still true?" in pod.facilitator.told()
    await pod.facilitator.presses("Still true")
    await pod.world.later(days=366)
    assert pod.facilitator.last_told().startswith("Is The guide still true?")
    await pod.facilitator.presses("Out of use")

    assert "The guide" not in await pod.facilitator.uses("/resource list", pod=pod.id)


async def test_who_wants_no_more_prompts_about_a_resource_gets_none(pod: OpenPod) -> None:
    await add_guide(pod)
    await pod.world.later(days=366)
    await pod.facilitator.presses("Don't ask again")
    told = pod.facilitator.times_told("The guide")
    await pod.world.later(days=800)

    assert pod.facilitator.times_told("The guide") == told
    assert "The guide" in await pod.facilitator.uses("/resource list", pod=pod.id)


async def test_a_resource_whose_owner_has_left_is_asked_of_the_facilitator(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await amina.uses("/resource add", pod=pod.id, title="Amina's list", kind="link", link="https://example.org/a")
    await amina.uses("/pod leave", pod=pod.id)
    await pod.world.later(days=366)

    assert "Is Amina's list still true?" in pod.facilitator.told()
    assert "still true" not in amina.told()


async def test_support_is_asked_for_taken_on_and_answered(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    lin = await pod.world.person("Lin", steward=True)
    await pod.joins(amina)
    await amina.uses("/pod support", pod=pod.id, kind="template", text="A poster, please")
    assert "A poster, please" in pod.steward.last_told()
    take = lin.button("I'll take it").token
    await pod.steward.presses("I'll take it")
    assert "Already taken on by @Sara" in await lin.presses_token(take)
    assert "@Sara is on it" in amina.last_told()
    await pod.steward.presses("Answer")
    await pod.steward.fills(answer="Here it is")

    assert "Here it is" in amina.last_told()
    assert "Nothing awaits you" in await pod.steward.uses("/waiting")
    assert "Here it is" not in await lin.uses("/support list")
    assert "answered" in await amina.uses("/support show", pod=pod.id)


async def test_support_that_waits_is_brought_to_mind_unless_a_steward_does_not_want_that(pod: OpenPod) -> None:
    lin = await pod.world.person("Lin", steward=True)
    await pod.facilitator.uses("/pod support", pod=pod.id, kind="meeting", text="A room for twelve")
    await lin.presses("Don't remind me")
    await pod.world.later(days=3)

    assert pod.steward.times_told("A room for twelve") == 2
    assert lin.times_told("A room for twelve") == 1


async def test_support_that_is_no_longer_needed_is_taken_back(pod: OpenPod) -> None:
    await pod.facilitator.uses("/pod support", pod=pod.id, kind="meeting", text="A room for twelve")
    ids = await pod.world.bot.storage.read(lambda uow: uow.support.open_in(pod.world.community))
    await pod.facilitator.uses("/support withdraw", support=ids[0])

    kept = await pod.world.bot.storage.read(lambda uow: uow.support.get(ids[0]))
    assert kept is not None
    assert kept.state is SupportState.WITHDRAWN
    assert "no longer needed" in pod.steward.last_told()


async def test_only_the_pod_asks_for_its_support(pod: OpenPod) -> None:
    ben = await pod.world.person("Ben")

    assert OTHERS in await ben.uses("/pod support", pod=pod.id, kind="meeting", text="x")
