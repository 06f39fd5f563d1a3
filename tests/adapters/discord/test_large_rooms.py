"""A room with more members than a channel should name: the others come in by a role that opens it and nothing else."""

import pytest

from bot.core.intents import Admit, CloseRoom, Expel
from bot.core.refs import RoomRef
from bot.ports.chat import Rejected
from tests.adapters.discord.stage import Stage, staged
from tests.adapters.discord.test_intents import opened
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.person import Person
from tests.platforms.discord.server import FakeDiscord
from tests.platforms.discord.state import Channel, Overwrite, Role


async def crowded(stage: Stage, members: int = 500) -> tuple[RoomRef, Channel]:
    """Open a room that names so many members; the bot is one of them."""
    ref, room = await opened(stage)
    for number in range(members - 1):
        room.overwrites[number + 1] = Overwrite(number + 1, 1, Permission.VIEW_CHANNEL, 0)
    return ref, room


def roles_of(stage: Stage, person: Person) -> list[Role]:
    return [stage.guild.state.roles[key] for key in stage.guild.state.members[person.id].role_ids]


async def test_beyond_five_hundred_members_the_next_come_in_by_a_role_of_the_room(stage: Stage) -> None:
    amina, joao, li = (stage.guild.person(name) for name in ("Amina", "João", "Li"))
    ref, room = await crowded(stage, 499)
    for person in (li, amina, joao):
        await stage.perform(Admit(ref, stage.member(person)))
    assert [person.can_see(room) for person in (li, amina, joao)] == [True] * 3
    assert (li.id in room.overwrites, amina.id in room.overwrites) == (True, False)
    [role] = roles_of(stage, amina)
    assert (role.name, role.permissions, role.mentionable) == (room.name, 0, False)
    assert roles_of(stage, joao) == [role]
    await amina.says(room, "Here I am")
    # Whom it names already is let in as before.
    await stage.perform(Admit(ref, stage.member(li)))
    assert roles_of(stage, li) == []


async def test_who_came_in_by_the_role_is_put_out_and_the_room_can_be_closed(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref, room = await crowded(stage)
    for person in (amina, joao):
        await stage.perform(Admit(ref, stage.member(person)))
    for _ in range(2):
        await stage.perform(Expel(ref, stage.member(amina)))
    assert (amina.can_see(room), joao.can_see(room)) == (False, True)
    await stage.perform(CloseRoom(ref))
    assert joao.can_see(room)
    assert not stage.server.world.allowed(room, joao.user) & Permission.SEND_MESSAGES


@pytest.mark.parametrize("other", ["powerful", "opens another room"])
async def test_a_role_that_does_anything_else_is_never_given(stage: Stage, other: str) -> None:
    amina = stage.guild.person("Amina")
    ref, room = await crowded(stage)
    staff = stage.guild.role("staff", permissions=Permission.KICK_MEMBERS if other == "powerful" else 0)
    room.overwrites[staff.id] = Overwrite(staff.id, 0, Permission.VIEW_CHANNEL, 0)
    if other != "powerful":
        stage.general.overwrites[staff.id] = Overwrite(staff.id, 0, Permission.VIEW_CHANNEL, 0)
    await stage.perform(Admit(ref, stage.member(amina)))
    [role] = roles_of(stage, amina)
    assert role is not staff
    assert amina.can_see(room)


async def test_a_role_that_gives_one_of_the_bots_is_neither_given_with_a_room_nor_taken(server: FakeDiscord) -> None:
    guild = server.guild("Ghana")
    stewards = guild.role("stewards")
    async with staged(server, guild, giving=[stewards]) as stage:
        amina, joao = guild.person("Amina"), guild.person("João")
        guild.state.members[amina.id].role_ids.append(stewards.id)
        ref, room = await crowded(stage)
        room.overwrites[stewards.id] = Overwrite(stewards.id, 0, Permission.VIEW_CHANNEL, 0)
        await stage.perform(Admit(ref, stage.member(joao)))
        await stage.perform(Expel(ref, stage.member(amina)))
        assert [role.name for role in roles_of(stage, joao)] == [room.name]
        assert roles_of(stage, amina) == [stewards]


async def test_whoever_is_put_out_loses_each_role_that_opens_the_room_alone(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    ref, room = await crowded(stage)
    await stage.perform(Admit(ref, stage.member(amina)))
    [given] = roles_of(stage, amina)
    made = stage.guild.role("made by hand")
    room.overwrites[made.id] = Overwrite(made.id, 0, Permission.VIEW_CHANNEL, 0)
    for order in ((given, made), (made, given)):
        for position, role in enumerate(order, start=1):
            role.position = position
        stage.guild.state.members[amina.id].role_ids[:] = [given.id, made.id]
        await stage.perform(Expel(ref, stage.member(amina)))
        assert not amina.can_see(room)


async def test_whom_the_room_names_is_put_out_even_if_its_role_cannot_be_taken(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref, room = await crowded(stage, 499)
    for person in (amina, joao):
        await stage.perform(Admit(ref, stage.member(person)))
    [role] = roles_of(stage, joao)
    role.position = stage.guild.bot_role().position + 1
    with pytest.raises(Rejected):
        await stage.perform(Expel(ref, stage.member(amina)))
    assert not amina.can_see(room)


async def test_a_role_that_was_moved_above_the_bots_is_said_with_what_to_do(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref, _ = await crowded(stage)
    await stage.perform(Admit(ref, stage.member(amina)))
    [role] = roles_of(stage, amina)
    role.position = stage.guild.bot_role().position + 1
    for intent in (Admit(ref, stage.member(joao)), Expel(ref, stage.member(amina))):
        with pytest.raises(Rejected) as refused:
            await stage.perform(intent)
        assert refused.value.fix is not None
        assert "move my role above it" in refused.value.fix.id
