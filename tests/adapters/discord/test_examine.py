import discord

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.permissions import NEEDED
from adapters.discord.settings import DiscordSettings
from bot.locales import words
from bot.ports.bookmarks import NoBookmarks
from bot.ports.health import Finding, Health
from tests.platforms.discord import FakeDiscord
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.state import Overwrite
from tests.support.clock import FrozenClock


async def _findings(server: FakeDiscord, **settings: object) -> list[Finding]:
    told = {"token": server.token, "api_url": server.api_url, "gateway_url": server.gateway_url, **settings}
    adapter = DiscordAdapter(DiscordSettings(**told), words, FrozenClock(), {}, NoBookmarks())  # type: ignore[arg-type] # told as a dict
    return list(await adapter.examine())


async def test_a_bot_that_is_set_up_right_is_found_fine() -> None:
    async with FakeDiscord() as server:
        server.guild("Ghana")
        found = await _findings(server)

    assert [finding.health for finding in found] == [Health.FINE] * 5
    assert any("room for" in finding.what for finding in found)


async def test_a_wrong_token_is_said_with_what_to_do() -> None:
    async with FakeDiscord() as server:
        found = await _findings(server, token="wrong")

    assert [finding.health for finding in found] == [Health.BROKEN]
    assert "Reset Token" in found[0].fix
    assert "wrong" not in found[0].what


async def test_an_intent_that_is_asked_for_but_not_switched_on_is_said() -> None:
    async with FakeDiscord(message_content=False) as server:
        server.guild("Ghana")
        found = await _findings(server, message_content=True)

    assert any(finding.health is Health.BROKEN and "Message Content" in finding.what for finding in found)


async def test_a_bot_that_nobody_invited_is_said() -> None:
    async with FakeDiscord() as server:
        found = await _findings(server)

    assert found[-2].health is Health.MISSING


async def test_the_invitation_asks_for_the_least_and_is_always_there() -> None:
    async with FakeDiscord() as server:
        server.guild("Ghana")
        invitation = (await _findings(server))[-1].what

    asked = int(invitation.rpartition("permissions=")[2])
    assert f"client_id={server.world.application.id}" in invitation
    assert asked == NEEDED
    assert not asked & discord.Permissions(administrator=True, manage_guild=True, ban_members=True).value


async def test_a_room_s_role_above_the_bot_s_is_said_with_what_to_do() -> None:
    async with FakeDiscord() as server:
        guild = server.guild("Ghana")
        low, high = guild.role("fine"), guild.role("too high", above=guild.bot_role())
        for name, role in (("one", low), ("two", high)):
            room = guild.channel(name)
            room.overwrites[role.id] = Overwrite(role.id, 0, Permission.VIEW_CHANNEL, 0)
        found = await _findings(server)

    [wrong] = [finding for finding in found if finding.health is Health.BROKEN]
    assert "too high" in wrong.what
    assert "fine" not in wrong.what
    assert "move the bot's role above" in wrong.fix


async def test_missing_permissions_are_named() -> None:
    async with FakeDiscord() as server:
        server.guild("Ghana", permissions=0)
        found = await _findings(server)

    assert any(finding.health is Health.BROKEN and "manage channels" in finding.what for finding in found)
