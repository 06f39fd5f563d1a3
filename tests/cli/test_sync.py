"""Telling Discord which commands there are: the difference is shown first, and applied once it is confirmed."""

import pytest

from bot.bootstrap import Problem, sync_discord
from bot.config import DiscordSettings, Settings
from tests.platforms.discord import FakeDiscord


def settings(server: FakeDiscord, token: str = "") -> Settings:
    told = {"token": token or server.token, "api_url": server.api_url, "gateway_url": server.gateway_url}
    return Settings(discord=DiscordSettings.model_validate(told))


async def test_the_difference_is_shown_and_applied_only_when_it_is_confirmed() -> None:
    async with FakeDiscord() as server:
        server.guild("Ghana")
        registered = server.world.application.commands

        refused: list[object] = []
        await sync_discord(settings(server), refused.append, confirm=lambda: False)
        assert "+ /pod" in refused
        assert not registered

        said: list[object] = []
        await sync_discord(settings(server), said.append, confirm=lambda: True)
        assert said[:-1] == refused
        assert "pod" in {command.name for command in registered.values()}

        again: list[object] = []
        await sync_discord(settings(server), again.append, confirm=lambda: pytest.fail("there is nothing to confirm"))
        assert again == ["Discord knows all commands as they are."]


async def test_what_discord_refuses_is_one_clear_line() -> None:
    async with FakeDiscord() as server:
        with pytest.raises(Problem, match="Discord did not take it"):
            await sync_discord(settings(server, "wrong"), print, confirm=lambda: True)


async def test_without_discord_in_the_settings_it_says_so() -> None:
    with pytest.raises(Problem, match="not set up"):
        await sync_discord(Settings(), print, confirm=lambda: True)
