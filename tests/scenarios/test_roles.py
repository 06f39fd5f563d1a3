"""Roles that come and go with a group of the platform's own, beside those that stewards give."""

from bot.domain.access import Role
from tests.scenarios.stage import Stage
from tests.scenarios.steps import proposes


async def test_who_is_in_the_group_holds_the_role_and_what_waits_for_it(lasting_stage: Stage) -> None:
    await lasting_stage.person("Sara", steward=True)
    amina, joao = await lasting_stage.person("Amina"), await lasting_stage.person("Joao")
    async with lasting_stage.away():
        lasting_stage.maps("leads", Role.STEWARD)

    ref = await proposes(joao)
    await lasting_stage.puts_in("leads", amina)

    assert "You are now steward here." in amina.reads()
    await amina.presses("Approve", on=ref)
    assert "its room is open" in joao.reads()


async def test_s6_who_was_taken_out_of_the_group_presses_an_old_button_in_vain(lasting_stage: Stage) -> None:
    await lasting_stage.person("Sara", steward=True)
    amina, joao = await lasting_stage.person("Amina"), await lasting_stage.person("Joao")
    async with lasting_stage.away():
        lasting_stage.maps("leads", Role.STEWARD)
    await lasting_stage.puts_in("leads", amina)
    ref = await proposes(joao)
    button = amina.remembers("Approve", on=ref)

    await lasting_stage.puts_in("leads")
    await amina.presses(button)

    assert "You are no longer steward here." in amina.reads()
    assert "its room is open" not in joao.reads()


async def test_a_role_that_a_steward_gave_neither_comes_nor_goes_with_the_group(lasting_stage: Stage) -> None:
    amina = await lasting_stage.person("Amina")
    sara = await lasting_stage.person("Sara", steward=True)
    async with lasting_stage.away():
        lasting_stage.maps("helpers", Role.DESK_STAFF)
    await sara.uses("/role grant", member="Amina", role="desk_staff")

    await lasting_stage.puts_in("helpers", amina)
    await lasting_stage.puts_in("helpers")
    await sara.uses("/role list")

    assert "desk staff" in sara.last_read()
    assert "no longer" not in amina.reads()
    await lasting_stage.puts_in("helpers", amina)
    await sara.uses("/role revoke", member="Amina", role="desk_staff")
    assert "through a group or role of this platform" in sara.last_read()


async def test_a_group_that_is_not_mapped_any_more_gives_nothing(lasting_stage: Stage) -> None:
    await lasting_stage.person("Sara", steward=True)
    amina, joao = await lasting_stage.person("Amina"), await lasting_stage.person("Joao")
    async with lasting_stage.away():
        lasting_stage.maps("leads", Role.STEWARD)
    await lasting_stage.puts_in("leads", amina)

    async with lasting_stage.away():
        lasting_stage.maps("others", Role.STEWARD)
    ref = await proposes(joao)

    await amina.uses("/role list")
    assert "Amina" not in amina.last_read()
    assert ref not in amina.reads()
