"""What one answer settles, and what it leaves; the end of a pod; small courtesies on cards."""

from bot.core.intents import CloseRoom, Edit
from bot.domain.access import Role
from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod, propose
from tests.features.world import World


async def test_staying_alone_settles_the_second_facilitator_and_not_the_sleeping_pod(pod: OpenPod) -> None:
    joao = pod.facilitator
    await pod.world.later(days=61)
    assert "Wake it" in joao.labels()
    assert "You facilitate Clean hands alone" in await joao.uses("/waiting")
    await joao.uses("/facilitator alone", pod=pod.id)
    waits = await joao.uses("/waiting")

    assert "alone" not in waits
    assert "asleep" in waits


async def test_waking_leaves_a_review_that_is_due(pod: OpenPod) -> None:
    joao = pod.facilitator
    await pod.world.later(days=100)
    await pod.world.later(days=100)
    await pod.world.says(joao, await pod.room(), "Hello")
    assert "is due for review" in await joao.uses("/waiting")
    await joao.uses("/pod renew", pod=pod.id)

    assert "is due for review" not in await joao.uses("/waiting")


async def test_the_rooms_cards_are_brought_up_to_date_before_it_is_archived_and_never_after(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    before = len(pod.world.platform.done)
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="Done")
    await amina.uses("/pod leave", pod=pod.id)
    await pod.facilitator.uses("/pod leave", pod=pod.id)
    done = pod.world.platform.done[before:]
    closed = [place for place, step in enumerate(done) if isinstance(step, CloseRoom)]
    room = await pod.room()
    cards = {key for key, (to, _) in pod.world.platform.messages.items() if to == room}
    edits = [place for place, step in enumerate(done) if isinstance(step, Edit) and step.post in cards]

    assert len(closed) == 1
    assert edits
    assert all(place < closed[0] for place in edits)
    assert await pod.world.bot.storage.read(
        lambda uow: [reader for _, _, reader in uow.cards.of(pod.id) if reader.startswith("#")] == []
    )


async def test_the_last_facilitator_of_a_closed_pod_can_leave(pod: OpenPod) -> None:
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="Done")
    assert "has what it needs" not in pod.facilitator.sees()
    assert "You have left" in await pod.facilitator.uses("/pod leave", pod=pod.id)

    assert await pod.state(pod.facilitator) is JoinState.LEFT
    assert not await pod.world.holds(pod.facilitator, Role.FACILITATOR, pod.id)


async def test_a_name_that_is_taken_by_now_tells_the_steward_what_to_do(world: World) -> None:
    joao, ben, sara = await world.person("Joao"), await world.person("Ben"), await world.person("Sara", steward=True)
    first = await propose(world, joao)
    await propose(world, ben)
    pending = await ben.uses("/pod mine")
    await sara.uses("/pod approve", pod=first)
    ref = pending.rsplit(" · ", 1)[-1].split()[0]
    said = await sara.uses("/pod approve", pod=ref)

    assert "Return the proposal and ask for another name" in said


async def test_a_steward_is_not_offered_to_decide_on_their_own_proposal(world: World) -> None:
    sara, eve = await world.person("Sara", steward=True), await world.person("Eve", steward=True)
    assert await world.holds(eve, Role.STEWARD)
    await propose(world, sara)

    assert "Approve" not in sara.labels()
    assert "Take back" in sara.labels()


async def test_a_guest_is_told_why_they_cannot_propose_a_pod(world: World) -> None:
    gil = await world.person("Gil", guest=True)

    assert "Guests cannot propose a pod" in await gil.uses("/pod propose")
    assert gil.form is None


async def test_a_former_facilitator_is_not_told_that_they_facilitate(pod: OpenPod) -> None:
    amina, joao = await pod.world.person("Amina"), pod.facilitator
    await pod.joins(amina)
    await joao.uses("/facilitator hand-over", pod=pod.id, member=str(amina.ref))
    shown = (await pod.request(joao)).id

    assert "You facilitate it" not in await joao.uses("/request show", request=shown)
    assert "You facilitate it" in await amina.uses("/request show", request=(await pod.request(amina)).id)


async def test_who_was_removed_or_unbanned_reads_what_they_can_do_now(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/pod remove", pod=pod.id, member=str(amina.ref), reason="Quiet")
    assert "You may ask again." in amina.last_told()
    await pod.joins(amina)
    await pod.facilitator.uses("/pod ban", pod=pod.id, member=str(amina.ref), reason="Rude")
    await pod.facilitator.uses("/pod unban", pod=pod.id, member=str(amina.ref))

    assert amina.last_told() == "You may ask to join Clean hands again."


async def test_who_left_is_told_so_once(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await amina.uses("/pod leave", pod=pod.id)

    assert amina.sees().count("You have left") == 1
    assert "You were in Clean hands until" in amina.sees()


async def test_a_list_of_resources_shortens_what_one_press_shows_whole(pod: OpenPod) -> None:
    joao = pod.facilitator
    long = "First line.\n" + "Wash " * 200 + "the end"
    await joao.uses("/resource add", pod=pod.id)
    await joao.fills(title="How", kind="guidance", text=long)
    assert not joao.errors
    listed = await joao.uses("/resource list", pod=pod.id)
    assert "the end" not in listed
    assert len(listed) < 400

    assert "the end" in await joao.presses("Show")
