"""Finding pods: what the directory lists, to whom, and how people's words are shown in it."""

from tests.scenarios.stage import Stage
from tests.scenarios.steps import joins, opens_pod


async def test_the_directory_tells_of_each_listed_pod_what_it_wants_and_whether_it_takes_members(stage: Stage) -> None:
    pod = await opens_pod(stage, "Water at hand")
    amina = await stage.person("Amina")

    await amina.uses("/pod list")

    assert f"Water at hand · Write the strategy by June · takes members · {pod.ref}" in amina.last_read()
    assert list(amina.labels(on="Learning pods")) == ["Show", "Ask to join"]


async def test_an_empty_directory_invites_to_propose(stage: Stage) -> None:
    amina = await stage.person("Amina")

    await amina.uses("/pod list")
    assert "Somebody has to be the first: you?" in amina.last_read()
    await amina.presses("Propose a pod")

    assert "objective" in amina.inputs()


async def test_a_pod_that_is_not_listed_is_seen_by_those_in_it_alone(stage: Stage) -> None:
    pod = await opens_pod(stage, "Hidden pod", listed="no")
    amina = await stage.person("Amina")

    await amina.uses("/pod list")
    assert "Hidden" not in amina.last_read()
    await amina.uses("/pod list", search="hidden")
    assert "Hidden" not in amina.last_read()
    await pod.facilitator.uses("/pod list")
    assert "Hidden pod" in pod.facilitator.last_read()

    assert list(await amina.is_offered("/pod join", "pod", "hid")) == []
    assert list(await pod.facilitator.is_offered("/pod show", "pod", "hid")) == ["Hidden pod"]


async def test_a_word_of_the_name_finds_a_pod(stage: Stage) -> None:
    await opens_pod(stage, "Water at hand")
    await opens_pod(stage, "Newborn care")
    amina = await stage.person("Amina")

    await amina.uses("/pod list", search="newborn")
    assert "Newborn care" in amina.last_read()
    assert "Water" not in amina.last_read()
    await amina.uses("/pod list", search="surgery")

    assert "No pod fits." in amina.last_read()


async def test_a_long_directory_goes_on_at_a_press(stage: Stage) -> None:
    for number in range(1, 8):
        await opens_pod(stage, f"Pod number {number}")
    amina = await stage.person("Amina")

    await amina.uses("/pod list")
    first = amina.last_read()
    await amina.presses("More")
    second = amina.last_read()

    shown = [number for number in range(1, 8) if f"Pod number {number}" in first]
    assert len(shown) == 6
    assert all(f"Pod number {number}" in second for number in range(1, 8) if number not in shown)


async def test_a_pod_is_shown_with_what_the_reader_can_do(stage: Stage) -> None:
    pod = await opens_pod(stage, cadence="Every second Tuesday")
    [amina] = await joins(pod, "Amina")
    carol = await stage.person("Carol")

    for person in (pod.facilitator, amina, carol):
        await person.uses("/pod show", pod="NQPS")
        assert "NQPS is active." in person.last_read()
        assert "Every second Tuesday" in person.last_read()

    assert "Ask to join" in carol.labels(on="NQPS is active")
    assert "#nqps" not in carol.last_read()
    assert "#nqps" in amina.last_read()
    assert "Ask for support" in amina.labels(on="NQPS is active")
    assert "Invite somebody" not in amina.labels(on="NQPS is active")
    assert "Invite somebody" in pod.facilitator.labels(on="NQPS is active")


async def test_who_is_in_a_pod_is_for_its_facilitators_unless_the_charter_says_else(stage: Stage) -> None:
    closed, open_ = await opens_pod(stage, "Closed list"), await opens_pod(stage, "Open list", members_visible="yes")
    [amina] = await joins(closed, "Amina")
    await joins(open_, "Amina")
    carol = await stage.person("Carol")

    await amina.uses("/pod members", pod="Closed list")
    assert "@Joao" not in amina.last_read()
    await amina.uses("/pod members", pod="Open list")
    assert "@Joao" in amina.last_read()
    await carol.uses("/pod members", pod="Open list")
    assert "@Joao" not in carol.last_read()
    await closed.facilitator.uses("/pod members", pod="Closed list")
    assert "@Amina" in closed.facilitator.last_read()


async def test_ones_own_pods_stand_together(stage: Stage) -> None:
    first = await opens_pod(stage, "Water at hand")
    await opens_pod(stage, "Newborn care")
    [amina] = await joins(first, "Amina")

    await amina.uses("/pod mine")

    assert f"Water at hand · #water-at-hand · {first.ref}" in amina.last_read()
    assert "Newborn" not in amina.last_read()


async def test_what_people_typed_is_shown_as_they_typed_it_and_calls_nobody(stage: Stage) -> None:
    name = "*Ward* <!channel> @everyone `x`"
    amina = await stage.person("Amina")
    sara, joao = await stage.person("Sara", steward=True), await stage.person("Joao")
    await joao.uses("/pod propose")
    await joao.fills(
        {"name": name, "focus": "[a](https://example.org)", "objective": "<@U1> <@&7> _see_ <https://evil|ok>"}
    )
    await joao.fills()
    await joao.fills()

    assert f"@Joao proposes the pod {name}." in sara.reads()
    assert "[a](https://example.org)" in sara.reads()
    assert "<@U1> <@&7> _see_ <https://evil|ok>" in sara.reads()
    await sara.presses("Approve")
    await amina.uses("/pod list")

    assert name in amina.last_read()
    assert stage.called() == set()
