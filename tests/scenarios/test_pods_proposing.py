"""A pod is proposed, looked at by a steward, and opened; or returned, declined, taken back."""

from tests.scenarios.stage import Deed, Stage
from tests.scenarios.steps import AIMS, fills_all, gives_reason, opens_pod, proposes, reference


async def test_a_proposal_comes_before_the_stewards_with_all_they_need(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")

    ref = await proposes(joao, who_may_join="Focal points for quality")

    assert f"@Joao proposes the pod NQPS. {ref}" in sara.reads()
    for words in ("National quality policy", "Write the strategy by June", "Focal points for quality"):
        assert words in sara.last_read()
    assert list(sara.labels(on=ref)) == ["Approve", "Return", "Decline", "Charter"]


async def test_an_approved_pod_has_a_closed_room_with_its_charter_and_a_plain_word_on_who_can_read_it(
    stage: Stage,
) -> None:
    amina = await stage.person("Amina")
    pod = await opens_pod(stage, more="Phones stay outside")

    assert "its room is open" in pod.facilitator.reads()
    assert "The charter of NQPS" in pod.facilitator.reads()
    assert "Phones stay outside" in pod.facilitator.reads()
    assert "This room is closed" in pod.facilitator.reads()
    assert pod.room not in amina.rooms()
    assert "The charter of NQPS" not in amina.reads()
    assert pod.room not in pod.steward.rooms()


async def test_what_is_wrong_is_said_at_its_own_place_and_what_was_typed_is_kept(stage: Stage) -> None:
    await stage.person("Sara", steward=True)
    joao = await stage.person("Joao")
    six = "\n".join(f"Question {number}?" for number in range(1, 7))

    await joao.uses("/pod propose")
    await fills_all(joao, {"name": "NQPS", **AIMS, "questions": six})
    assert "at most" in joao.errors()["questions"]
    await fills_all(joao, {"questions": "What do you bring?"})

    assert "before the stewards now" in joao.last_read()


async def test_a_proposal_begun_and_put_aside_is_there_again(stage: Stage) -> None:
    joao = await stage.person("Joao")

    await joao.uses("/pod propose")
    await joao.fills({"name": "Water at hand", **AIMS})
    await joao.closes()
    await joao.uses("/pod list")
    await joao.uses("/pod propose")

    assert "Water at hand" in joao.last_read()


async def test_a_returned_proposal_is_reworked_and_comes_back(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    ref = await proposes(joao)

    await sara.presses("Return", on=ref)
    await gives_reason(sara, "Please say what it will make.")
    assert "returned the proposal NQPS" in sara.reads()
    assert "Please say what it will make." in joao.reads()

    await joao.presses("Rework", on=ref)
    await fills_all(joao, {"product": "A strategy of ten pages"})
    assert "A strategy of ten pages" in sara.reads()
    await sara.presses("Approve", on="A strategy of ten pages")

    assert "nqps" in joao.rooms()


async def test_a_declined_proposal_comes_with_the_reason_and_opens_nothing(stage: Stage) -> None:
    sara, joao, amina = (
        await stage.person("Sara", steward=True),
        await stage.person("Joao"),
        await stage.person("Amina"),
    )
    ref = await proposes(joao)

    await sara.presses("Decline", on=ref)
    await gives_reason(sara, "The quality desk does this already.")

    assert "declined the proposal NQPS" in joao.reads()
    assert "The quality desk does this already." in joao.reads()
    assert "nqps" not in joao.rooms()
    assert "quality desk" not in amina.reads()


async def test_no_one_is_declined_without_a_reason(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    ref = await proposes(joao)

    await sara.presses("Decline", on=ref)
    await sara.fills()

    assert sara.errors()
    assert "declined the proposal" not in joao.reads()


async def test_a_proposal_taken_back_cannot_be_approved_from_an_old_card(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    ref = await proposes(joao)
    old = sara.remembers("Approve", on=ref)

    await joao.uses("/pod withdraw", pod=ref)
    assert "took the proposal NQPS back" in sara.reads()
    await sara.presses(old)

    assert "The proposer has taken this proposal back." in sara.reads()
    assert "nqps" not in joao.rooms()


async def test_two_stewards_who_approve_open_one_room(stage: Stage) -> None:
    sara, bintou = await stage.person("Sara", steward=True), await stage.person("Bintou", steward=True)
    joao = await stage.person("Joao")
    ref = await proposes(joao)
    old = bintou.remembers("Approve", on=ref)

    await sara.presses("Approve", on=ref)
    assert "@Sara approved the pod NQPS" in bintou.reads()
    await bintou.presses(old)

    assert "Already approved by @Sara." in bintou.reads()
    assert len([room for room in joao.rooms() if room.startswith("nqps")]) == 1


async def test_who_is_no_steward_cannot_approve_even_with_a_stewards_button(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    mallory = await stage.person("Mallory")
    ref = await proposes(joao)

    await mallory.presses(sara.remembers("Approve", on=ref))
    await joao.presses(sara.remembers("Approve", on=ref))

    assert "nqps" not in joao.rooms()
    assert "National quality policy" not in mallory.reads()


async def test_a_steward_leaves_their_own_proposal_to_another(stage: Stage) -> None:
    sara, bintou = await stage.person("Sara", steward=True), await stage.person("Bintou", steward=True)
    ref = await proposes(sara)

    assert "Approve" not in sara.labels(on=ref)
    await sara.presses(bintou.remembers("Approve", on=ref))
    assert "nqps" not in sara.rooms()
    await bintou.presses("Approve", on=ref)

    assert "nqps" in sara.rooms()


async def test_a_second_facilitator_named_in_the_proposal_is_asked_and_comes_in(stage: Stage) -> None:
    amina = await stage.person("Amina")
    pod = await opens_pod(stage, cofacilitators=["Amina"])

    assert "You are asked to facilitate the pod NQPS." in amina.reads()
    assert pod.room not in amina.rooms()
    await amina.presses("Accept")
    await amina.fills({"accept": "yes"})

    assert pod.room in amina.rooms()
    await amina.uses("/pod mine")
    assert "you facilitate" in amina.last_read()


async def test_who_facilitates_alone_is_asked_for_a_second_once(stage: Stage) -> None:
    pod = await opens_pod(stage)
    assert "You facilitate NQPS alone. Would somebody share it with you?" in pod.facilitator.reads()

    await pod.facilitator.presses("Not now")
    await pod.facilitator.uses("/waiting")

    assert "Nothing awaits you." in pod.facilitator.last_read()


async def test_a_name_that_a_listed_pod_has_is_not_given_twice(stage: Stage) -> None:
    await opens_pod(stage)
    amina = await stage.person("Amina")

    await amina.uses("/pod propose")
    await fills_all(amina, {"name": "nqps", **AIMS})
    assert "There is a pod of this name already." in amina.errors()["name"]
    await fills_all(amina, {"name": "NQPS two"})

    assert "before the stewards now" in amina.last_read()


async def test_a_proposal_that_nobody_looks_at_is_brought_up_again(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    ref = await proposes(joao)

    await stage.later(days=3)

    assert f"proposes the pod NQPS. {ref}" in sara.last_read()
    assert "A reminder: this waits since" in sara.last_read()
    await joao.uses("/pod mine")
    assert "waits for a steward" in joao.last_read()


async def test_a_room_that_the_platform_refuses_is_made_once_that_is_mended(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    ref = await proposes(joao)
    await stage.refuses(Deed.MAKE_ROOM)

    await sara.presses("Approve", on=ref)
    assert "nqps" not in joao.rooms()
    assert "NQPS has no room." in sara.reads()
    assert "NQPS has no room." in joao.reads()
    await stage.later(hours=2)

    assert "nqps" in joao.rooms()
    assert reference("P", joao.reads()) == ref


async def test_a_reworked_proposal_keeps_what_was_not_touched(stage: Stage) -> None:
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    amina = await stage.person("Amina")
    ref = await proposes(joao, cofacilitators=["Amina"], questions="What do you bring?", more="Phones stay outside")
    await sara.presses("Return", on=ref)
    await gives_reason(sara, "Please say what it will make.")

    await joao.presses("Rework", on=ref)
    await fills_all(joao, {"product": "A strategy of ten pages"})
    await sara.presses("Approve", on="A strategy of ten pages")

    assert "You are asked to facilitate the pod NQPS." in amina.reads()
    await joao.uses("/charter show", pod=ref)
    assert "Phones stay outside" in joao.last_read()
