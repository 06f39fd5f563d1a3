"""How permissions are computed, and what people can do with them at the client."""

from __future__ import annotations

import pytest

from . import ClientRefused, FakeDiscord, GuildDriver, Permission
from .permissions import base_permissions, permissions_in, top_position
from .state import Overwrite

P = Permission


def test_overwrites_apply_from_everyone_over_the_roles_to_the_member(guild: GuildDriver) -> None:
    one, two = guild.role("one"), guild.role("two")
    amina = guild.person("Amina", roles=[one, two])
    general, member = guild.named("general"), guild.state.members[amina.id]
    general.overwrites[guild.id] = Overwrite(guild.id, 0, 0, P.VIEW_CHANNEL | P.ADD_REACTIONS)
    assert permissions_in(guild.state, general, member) == 0
    general.overwrites[one.id] = Overwrite(one.id, 0, 0, P.VIEW_CHANNEL)
    general.overwrites[two.id] = Overwrite(two.id, 0, P.VIEW_CHANNEL, 0)
    assert permissions_in(guild.state, general, member) & P.VIEW_CHANNEL
    assert not permissions_in(guild.state, general, member) & P.ADD_REACTIONS
    general.overwrites[amina.id] = Overwrite(amina.id, 1, P.ADD_REACTIONS, P.SEND_MESSAGES)
    final = permissions_in(guild.state, general, member)
    assert final & P.ADD_REACTIONS
    assert not final & (P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES)


def test_owners_and_administrators_are_above_overwrites(guild: GuildDriver) -> None:
    steward = guild.person("Steward", permissions=P.ADMINISTRATOR)
    secret = guild.channel("secret", private_to=[])
    assert steward.can_see(secret)
    assert guild.owner.can_see(secret)
    owner, other = guild.state.members[guild.owner.id], guild.state.members[steward.id]
    assert base_permissions(guild.state, owner) == base_permissions(guild.state, other)
    assert top_position(guild.state, owner) > top_position(guild.state, other)


def test_a_role_can_stand_above_another(guild: GuildDriver) -> None:
    low = guild.role("low")
    high = guild.role("high", above=guild.bot_role())
    lowest = guild.role("lowest")
    assert lowest.position < low.position < guild.bot_role().position < high.position


async def test_people_see_and_do_what_their_permissions_allow(discord_server: FakeDiscord, guild: GuildDriver) -> None:
    amina, joao = guild.person("Amina"), guild.person("João")
    room = guild.channel("room", private_to=[amina])
    said = await amina.says(room, "Hello")
    assert amina.sees(room) == [said]
    assert joao.sees(room) == []
    assert said not in joao.sees_everywhere()
    for deed in (
        lambda: joao.says(room, "Hello?"),
        lambda: joao.reacts(said, "👍"),
        lambda: joao.deletes(said),
        lambda: joao.edits(said, "Mine"),
        lambda: joao.lets_in(joao, room),
        lambda: amina.pins(said),
        lambda: amina.says(room, "x" * 2001),
        lambda: amina.says(room, "  "),
        lambda: joao.command("pod", {}, room),
    ):
        with pytest.raises(ClientRefused):
            await deed()
    assert amina.finds("Hell") is said
    with pytest.raises(AssertionError, match="João sees no 'Hell'"):
        joao.finds("Hell")
    await guild.owner.pins(said)
    assert said.pinned
    other = discord_server.guild("Togo")
    other.join(amina)
    assert amina.can_see(other.named("general"))
    assert not joao.can_see(other.named("general"))


def test_roles_can_be_given_taken_and_deleted_by_hand(guild: GuildDriver) -> None:
    role = guild.role("Facilitator", permissions=P.MANAGE_MESSAGES)
    amina = guild.person("Amina")
    guild.give(amina, role)
    assert base_permissions(guild.state, guild.state.members[amina.id]) & P.MANAGE_MESSAGES
    guild.take(amina, role)
    assert not base_permissions(guild.state, guild.state.members[amina.id]) & P.MANAGE_MESSAGES
    guild.give(amina, role)
    guild.delete_role(role)
    assert guild.state.members[amina.id].role_ids == []
