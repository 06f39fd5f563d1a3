"""A pod's review, sleep, charter and end."""

from bot.core.intents import CloseRoom
from bot.core.text import t
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import PodState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World


async def test_a_pod_in_which_nothing_is_said_falls_asleep_and_a_message_wakes_it(pod: OpenPod) -> None:
    await pod.world.later(days=60)
    assert (await pod.now()).state is PodState.DORMANT
    assert "is asleep now" in pod.facilitator.last_told()
    await pod.world.says(pod.facilitator, await pod.room(), "Anybody here?")

    assert (await pod.now()).state is PodState.ACTIVE
    assert "needs nothing just now" in pod.facilitator.last_told()
    await pod.world.later(days=59)
    assert (await pod.now()).state is PodState.ACTIVE
    await pod.world.later(days=1)
    assert (await pod.now()).state is PodState.DORMANT


async def test_a_pod_in_which_something_was_said_stays_awake(pod: OpenPod) -> None:
    await pod.world.later(days=40)
    await pod.world.says(pod.facilitator, await pod.room(), "Hello")
    await pod.world.later(days=30)

    assert (await pod.now()).state is PodState.ACTIVE


async def test_a_pod_is_woken_by_a_button(pod: OpenPod) -> None:
    await pod.world.later(days=60)
    await pod.facilitator.presses("Wake it")

    assert (await pod.now()).state is PodState.ACTIVE


async def test_a_busy_room_is_written_down_once_a_day(pod: OpenPod) -> None:
    before = (await pod.now()).version
    await pod.world.later(days=2)
    for text in ("a", "b", "c"):
        await pod.world.says(pod.facilitator, await pod.room(), text)

    assert (await pod.now()).version == before + 1


async def test_after_six_months_the_facilitator_is_asked_and_renews(pod: OpenPod) -> None:
    await pod.world.says(pod.facilitator, await pod.room(), "Hello")
    await pod.world.later(days=184)
    assert "is due for review" in pod.facilitator.last_told()
    await pod.facilitator.presses("Go on for six months")

    assert f"{(await pod.now()).review_on}" == "2028-03-03"
    assert "is asleep now" in pod.facilitator.last_told()


async def test_the_charters_own_review_date_is_kept(world: World) -> None:
    pod = await open_pod(world)
    await pod.changes("rhythm", review_on="2027-04-01")
    await world.later(days=28)
    assert "review" not in pod.facilitator.last_told()
    await world.later(days=1, hours=1)

    assert "is due for review" in pod.facilitator.last_told()
    await pod.facilitator.presses("Go on, and don't ask again")
    assert (await pod.now()).review_on is None


async def test_on_its_end_date_a_pod_is_closed_or_goes_on(pod: OpenPod) -> None:
    await pod.changes("rhythm", ends="2027-04-01")
    await pod.world.later(days=29, hours=1)
    assert "has come to the end date in its charter" in pod.facilitator.last_told()
    await pod.facilitator.presses("Close the pod")
    await pod.facilitator.fills(reason="Done")

    assert (await pod.now()).state is PodState.CLOSED


async def test_closing_archives_the_room_ends_what_waits_and_keeps_the_knowledge(pod: OpenPod) -> None:
    amina, ben = await pod.world.person("Amina"), await pod.world.person("Ben")
    await pod.joins(amina)
    await pod.asks(ben)
    await pod.facilitator.uses("/resource add", pod=pod.id, title="Guide", kind="link", link="https://example.org/g")
    room = await pod.room()
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="Infections halved")

    assert (await pod.now()).state is PodState.CLOSED
    assert room in pod.world.platform.archived
    assert "This pod is closed: Infections halved" in pod.world.said_in(room)
    assert "has closed, and your request to join has ended with it" in ben.last_told()
    assert "Guide" in await amina.uses("/resource list", pod=pod.id)
    assert "can't find that" in await ben.uses("/pod show", pod=pod.id)
    assert "can't find that" in await ben.uses("/pod join", pod=pod.id)
    assert "not open" in await pod.steward.uses("/pod join", pod=pod.id)
    await pod.world.later(days=400)
    assert "Clean hands" not in await pod.facilitator.uses("/waiting")


async def test_a_closed_pods_old_buttons_say_so(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    approve = pod.facilitator.button("Approve").token
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="Done")

    assert "not open" in await pod.facilitator.presses_token(approve)
    assert await pod.state(amina) is JoinState.EXPIRED


async def test_a_room_that_cannot_be_archived_is_told_of(pod: OpenPod) -> None:
    pod.world.platform.refuses(CloseRoom, "missing_scope", t("Give me the right."))
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="Done")

    assert "Please do it by hand. Give me the right." in pod.facilitator.last_told()


async def test_a_changed_charter_shows_in_the_room_and_in_the_log(pod: OpenPod) -> None:
    await pod.changes("aims", objective="Halve infections by June")

    assert "Halve infections by June" in pod.world.said_in(await pod.room())
    assert "charter changed" in await pod.facilitator.uses("/pod log", pod=pod.id)


async def test_a_part_of_the_charter_is_changed_without_touching_the_others(world: World) -> None:
    pod = await open_pod(world, who_may_join="Nurses", questions="Where?", listed="no", chatham_house="no")
    await pod.changes("success", success_applied="Used on two wards")

    charter = (await pod.now()).charter
    assert (charter.success_applied, charter.who_may_join, charter.questions) == (
        "Used on two wards",
        "Nurses",
        ("Where?",),
    )
    assert (charter.listed, charter.ground_rules.chatham_house) == (False, False)


async def test_a_wrong_date_is_said_at_its_input(pod: OpenPod) -> None:
    await pod.facilitator.uses("/charter rhythm", pod=pod.id)
    await pod.facilitator.fills(ends="2020-01-01")

    assert "already past" in pod.facilitator.errors["ends"]


async def test_who_is_in_reads_the_charter_and_who_is_not_cannot(pod: OpenPod) -> None:
    amina, ben = await pod.world.person("Amina"), await pod.world.person("Ben")
    await pod.joins(amina)

    assert "Halve infections" in await amina.uses("/charter show", pod=pod.id)
    assert "this is for others to do" in await ben.uses("/charter show", pod=pod.id)
    assert "this is for others to do" in await amina.uses("/charter aims", pod=pod.id)
