"""A pod's life after its opening: sleep and waking, review, a changed charter, the end."""

from tests.scenarios.stage import Deed, Stage
from tests.scenarios.steps import asks_to_join, changes_charter, gives_reason, joins, opens_pod


async def test_a_pod_in_which_nothing_is_said_for_sixty_days_falls_asleep_and_a_word_wakes_it(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    carol = await stage.person("Carol")

    await stage.later(days=59)
    assert "is asleep now" not in pod.facilitator.reads()
    await stage.later(days=2)
    assert "NQPS has been quiet for two months and is asleep now." in pod.facilitator.reads()
    await carol.uses("/pod list")
    assert "asleep just now; you can ask all the same" in carol.last_read()
    await amina.says(pod.room, "Good news from the ward")

    await carol.uses("/pod list")
    assert "takes members" in carol.last_read()
    assert "is asleep now" not in pod.facilitator.reads()


async def test_a_pod_in_which_people_talk_stays_awake(stage: Stage) -> None:
    pod = await opens_pod(stage)

    await stage.later(days=40)
    await pod.facilitator.says(pod.room, "Still here")
    await stage.later(days=40)

    assert "is asleep now" not in pod.facilitator.reads()


async def test_a_facilitator_wakes_a_pod_by_a_press(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await stage.later(days=61)

    await pod.facilitator.presses("Wake it")

    await pod.facilitator.uses("/pod show", pod="NQPS")
    assert "NQPS is active." in pod.facilitator.last_read()


async def test_at_its_review_a_pod_is_renewed_for_six_months(stage: Stage) -> None:
    pod = await opens_pod(stage, review_on="2027-04-10")
    await stage.later(days=37)
    assert "due for review" not in pod.facilitator.reads()

    await stage.later(days=2)
    assert "NQPS is due for review: does it go on?" in pod.facilitator.reads()
    await pod.facilitator.presses("Go on for six months")

    assert "due for review" not in pod.facilitator.reads()
    await pod.facilitator.uses("/charter show", pod="NQPS")
    assert "October 11, 2027" in pod.facilitator.last_read()


async def test_without_a_date_the_review_comes_after_six_months(stage: Stage) -> None:
    pod = await opens_pod(stage)
    for _ in range(6):
        await stage.later(days=30)
        await pod.facilitator.says(pod.room, "Still here")
    assert "due for review" not in pod.facilitator.reads()

    await stage.later(days=6)

    assert "NQPS is due for review: does it go on?" in pod.facilitator.reads()


async def test_a_pod_that_wants_no_more_reviews_is_not_asked_again(stage: Stage) -> None:
    pod = await opens_pod(stage, review_on="2027-04-10")
    await stage.later(days=40)

    await pod.facilitator.presses("Go on, and don't ask again")
    for _ in range(10):
        await stage.later(days=40)
        await pod.facilitator.says(pod.room, "Still here")

    assert "due for review" not in pod.facilitator.reads()


async def test_a_closed_pods_room_is_put_away_and_what_it_learned_can_still_be_read(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, carol = *(await joins(pod, "Amina")), await stage.person("Carol")
    request = await asks_to_join(carol, pod)
    old = pod.facilitator.remembers("Approve", on=request)
    await amina.says(pod.room, "We learned to ask the ward first")

    await pod.facilitator.uses("/pod close", pod="NQPS")
    await gives_reason(pod.facilitator, "The strategy is written.")

    assert "This pod is closed: The strategy is written." in amina.reads()
    assert "We learned to ask the ward first" in amina.reads()
    assert not amina.may_say(pod.room)
    await amina.uses("/pod show", pod="NQPS")
    assert "Why it closed: The strategy is written." in amina.last_read()
    assert "NQPS has closed, and your request to join has ended with it." in carol.reads()
    await pod.facilitator.presses(old)
    assert pod.room not in carol.rooms()
    await carol.uses("/pod list")
    assert "NQPS" not in carol.last_read()


async def test_only_those_who_run_a_pod_close_it_and_not_by_one_press(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    mallory = await stage.person("Mallory")

    for person in (amina, mallory):
        await person.uses("/pod close", pod="NQPS")
        assert person.inputs() == []
    await pod.facilitator.uses("/pod close", pod="NQPS")
    await pod.facilitator.fills()

    assert pod.facilitator.errors()
    assert amina.may_say(pod.room)


async def test_a_changed_charter_is_changed_on_its_card_in_the_room(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    assert "A strategy of ten pages" not in amina.reads()

    await pod.facilitator.uses("/charter aims", pod="NQPS")
    assert "Write the strategy by June" in pod.facilitator.last_read()
    await pod.facilitator.fills({"product": "A strategy of ten pages"})

    assert "The charter of NQPS is changed: Product" in pod.facilitator.reads()
    assert "A strategy of ten pages" in amina.reads()
    assert amina.reads().count("The charter of NQPS") == 1


async def test_a_charter_is_changed_by_those_who_run_the_pod(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    carol = await stage.person("Carol")

    await amina.uses("/charter show", pod="NQPS")
    assert "The charter of NQPS" in amina.last_read()
    for person in (amina, carol):
        await person.uses("/charter aims", pod="NQPS")
        assert person.inputs() == []
    await carol.uses("/charter show", pod="NQPS")

    assert "The charter of NQPS" not in carol.last_read()


async def test_a_pod_taken_off_the_directory_is_seen_there_no_more(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await amina.uses("/pod list")
    old = amina.remembers("Ask to join", on="NQPS")

    await changes_charter(pod, {"listed": "no"})
    await amina.uses("/pod list")
    assert "NQPS" not in amina.last_read()
    await amina.presses(old)

    assert amina.inputs() == []
    assert "NQPS" not in amina.last_read()


async def test_a_date_that_is_past_is_not_taken_for_a_review(stage: Stage) -> None:
    pod = await opens_pod(stage)

    await pod.facilitator.uses("/charter rhythm", pod="NQPS")
    await pod.facilitator.fills({"review_on": "2027-01-01"})
    assert "This date is already past." in pod.facilitator.errors()["review_on"]
    await pod.facilitator.fills({"review_on": "2027-12-01"})

    assert "is changed" in pod.facilitator.last_read()


async def test_a_room_that_cannot_be_put_away_is_left_to_those_who_can(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await stage.refuses(Deed.PUT_ROOM_AWAY)

    await pod.facilitator.uses("/pod close", pod="NQPS", reason="The strategy is written.")

    for person in (pod.facilitator, pod.steward):
        assert "I could not archive the room of NQPS. Please do it by hand." in person.reads()
