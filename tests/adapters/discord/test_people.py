"""Who people are and which roles they hold is told before what they do, as often as it is news."""

from bot.core.inbound import CommandUsed, MemberLeft, MemberSeen, RolesChanged
from bot.core.refs import CommunityRef
from tests.adapters.discord.stage import Stage, staged
from tests.platforms.discord.server import FakeDiscord


async def test_leaving_the_server_and_changing_roles_are_heard_with_the_members_intent(server: FakeDiscord) -> None:
    guild = server.guild("Ghana")
    role = guild.role("stewards")
    async with staged(server, guild, giving=[role], members=True) as stage:
        amina = stage.guild.person("Amina")
        await stage.core.next(MemberSeen)
        stage.guild.give(amina, role)
        changed = await stage.core.next(RolesChanged, 2)
        assert (changed.holder, changed.held) == (stage.member(amina), frozenset({str(role.id)}))
        stage.guild.leave(amina)
        left = await stage.core.next(MemberLeft)
        assert (left.member, left.room) == (stage.member(amina), None)
        stage.guild.join(amina)
        await stage.core.next(MemberSeen, 2)


async def test_a_gesture_introduces_its_member_once_and_again_when_something_is_new(server: FakeDiscord) -> None:
    guild = server.guild("Ghana")
    role, other = guild.role("stewards"), guild.role("tea drinkers")
    async with staged(server, guild, giving=[role]) as stage:
        amina = guild.person("Amina", locale="fr", roles=[role, other])
        for _ in range(2):
            await amina.command("waiting", channel=stage.general)
        assert [type(inbound) for inbound in stage.core.heard] == [MemberSeen, RolesChanged, CommandUsed, CommandUsed]
        seen, roles = stage.core.all(MemberSeen)[0], stage.core.all(RolesChanged)[0]
        assert (seen.member, seen.display_name, seen.locale) == (stage.member(amina), "Amina", "fr")
        assert roles.held == {str(role.id)}
        guild.take(amina, other)
        await amina.command("waiting", channel=stage.general)
        assert len(stage.core.all(RolesChanged)) == 1
        guild.take(amina, role)
        await amina.command("waiting", channel=stage.general)
        assert stage.core.all(RolesChanged)[1].held == frozenset()
        assert len(stage.core.all(MemberSeen)) == 1


async def test_which_roles_somebody_holds_is_not_told_where_none_gives_a_role(stage: Stage) -> None:
    amina = stage.guild.person("Amina", roles=[stage.guild.role("stewards")])
    await amina.command("waiting", channel=stage.general)
    assert [type(inbound) for inbound in stage.core.heard] == [MemberSeen, CommandUsed]


async def test_s6_nothing_is_done_for_somebody_whose_roles_could_not_be_stored(server: FakeDiscord) -> None:
    guild = server.guild("Ghana")
    role = guild.role("stewards")
    async with staged(server, guild, giving=[role]) as stage:
        amina = guild.person("Amina", roles=[role])
        stage.core.unheard = RolesChanged
        answered = await amina.command("waiting", channel=stage.general)
        assert "went wrong" in answered.text
        assert stage.core.all(CommandUsed) == []
        stage.core.unheard = MemberSeen
        await amina.command("waiting", channel=stage.general)
        assert len(stage.core.all(CommandUsed)) == 1
        assert len(stage.core.all(RolesChanged)) == 2


async def test_a_direct_message_introduces_its_member_by_their_name_in_the_community(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    stage.guild.state.members[amina.id].nick = "Dr Amina"
    await amina.command("waiting")
    assert stage.core.all(MemberSeen)[0].display_name == "Dr Amina"


async def test_s13_who_has_left_the_community_presses_and_commands_in_vain(stage: Stage) -> None:
    """A card that is still in somebody's direct messages makes nobody a member."""
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    elsewhere = stage.server.guild("Elsewhere", bot=False)
    for person in (amina, joao):
        elsewhere.join(person)
    stage.guild.leave(amina)
    assert (await amina.command("waiting")).text.startswith("I could not tell which community")
    assert stage.core.all(CommandUsed) == []


async def test_s21_one_account_on_two_servers_is_two_members(server: FakeDiscord) -> None:
    elsewhere = server.guild("Elsewhere")
    async with staged(server, server.guild("Ghana")) as stage:
        amina = stage.guild.person("Amina")
        elsewhere.join(amina)
        await amina.command("waiting", channel=stage.general)
        await amina.command("waiting", channel=elsewhere.named("general"))
        here, there = (used.actor for used in stage.core.all(CommandUsed))
        assert (here.user, here.community) == (there.user, stage.community)
        assert there.community == CommunityRef("discord", str(elsewhere.id))


async def test_s6_a_press_in_a_direct_message_brings_the_roles_of_this_very_moment(server: FakeDiscord) -> None:
    guild = server.guild("Ghana")
    role = guild.role("stewards")
    async with staged(server, guild, giving=[role]) as stage:
        amina = guild.person("Amina", roles=[role])
        for _ in range(2):
            await amina.command("waiting")
        guild.take(amina, role)
        await amina.command("waiting")
        assert [changed.held for changed in stage.core.all(RolesChanged)] == [{str(role.id)}, frozenset()]
        assert isinstance(stage.core.heard[-2], RolesChanged)
