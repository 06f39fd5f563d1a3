"""The walking skeleton: a command, a form of several sections, a private answer, a button, a direct message."""

from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, opens_pod


async def test_a_member_fills_in_a_form_of_several_sections_and_only_they_see_the_answer(stage: Stage) -> None:
    amina = await stage.person("Amina", zone="Africa/Nairobi")
    joao = await stage.person("Joao")

    await amina.uses("/profile edit")
    assert "organisation" in amina.inputs()
    await amina.fills({"organisation": "District *office* <@U1>", "country": "Kenya"})
    assert "quiet_hours" in amina.inputs()
    await amina.fills({"quiet_hours": "late"})
    assert "such as 21:00-07:00" in amina.errors()["quiet_hours"]
    await amina.fills({"quiet_hours": "21:00-6:30"})
    await amina.fills({"topics": "hand hygiene, triage"})

    assert "District *office* <@U1>" in amina.reads()
    assert "21:00-06:30" in amina.reads()
    assert "office" not in joao.reads()


async def test_a_steward_gives_a_role_and_the_member_is_told_in_a_direct_message(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    joao = await stage.person("Joao")

    await sara.uses("/role grant", member="Joao", role="desk_staff")

    assert "You are now desk staff here" in joao.reads()


async def test_what_is_held_about_a_member_comes_by_a_button_as_a_private_file(stage: Stage) -> None:
    amina = await stage.person("Amina")

    await amina.uses("/profile show")
    await amina.presses("What is held about me")

    assert "held-about-me.json" in amina.reads()


async def test_a_closed_room_is_opened_and_one_person_let_in(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, carol = await stage.person("Amina"), await stage.person("Carol")

    await asks_to_join(amina, pod)
    assert pod.room not in amina.rooms()
    await pod.facilitator.presses("Approve", on="Amina asks to join")

    assert pod.room in amina.rooms()
    assert "Welcome to NQPS: you are in." in amina.reads()
    assert pod.room not in carol.rooms()
