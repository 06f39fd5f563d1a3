"""One process for Slack and Discord: what is wrong with one never stops the other, and the log keeps their secrets."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from tests.cli.running import environment, free_port
from tests.platforms.discord import FakeDiscord
from tests.platforms.slack import FakeSlack

WORDS = "words that nobody else may read"
SETTINGS = """
log_level = "debug"

[[slack.apps]]
bot_token = "{bot}"
app_token = "{app}"
api_url = "{slack}"

[discord]
token = "{token}"
api_url = "{discord}"
gateway_url = "{gateway}"
"""


@contextlib.asynccontextmanager
async def process(folder: Path, *arguments: str, **extra: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the command line beside the fakes, and end it."""
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=environment(**extra),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def seen(address: str, wanted: str) -> str:
    """Ask a page until it says this."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(30):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectionError):
                async with session.get(address) as answer:
                    text = await answer.text()
                if wanted in text:
                    return text
            await asyncio.sleep(0.02)


async def test_a_refused_discord_is_named_and_slack_goes_on_and_the_log_tells_no_secret(tmp_path: Path) -> None:
    async with FakeSlack() as slack, FakeDiscord() as discord:
        team = slack.workspace("T1")
        amina, room = team.person("U1", name="amina"), team.channel("general", general=True)
        room.members.append(amina.id)
        wrong = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.wrongg.abcdefghijklmnopqrstuvwxyz0"
        addresses = {"slack": slack.api_url, "discord": discord.api_url, "gateway": discord.gateway_url}
        told = SETTINGS.format(bot=team.bot_token, app=team.app_token, token=wrong, **addresses)
        (tmp_path / "config.toml").write_text(told)
        here = f"http://127.0.0.1:{(port := free_port())}"
        async with process(tmp_path, "run", PORT=str(port)) as bot:
            await seen(f"{here}/healthz", "refused")
            health = json.loads(await seen(f"{here}/healthz", '"slack":"ready"'))
            assert (health["ready"], health["platforms"]["slack"]) == (True, "ready")
            amina.says(room, WORDS)
            await amina.command("/profile", "edit", room)
            await slack.deliveries.settled(20)
            figures = await seen(f"{here}/metrics", 'inbound="CommandUsed"')
            assert 'podkeeper_platform_ready{platform="discord"} 0.0' in figures
            bot.terminate()
            out, log = await bot.communicate()
        assert b"discord_refuses" in log
        for secret in (team.bot_token, team.app_token, wrong, WORDS):
            assert secret.encode() not in out + log


async def test_doctor_says_of_each_platform_how_it_stands(tmp_path: Path) -> None:
    async with FakeSlack() as slack, FakeDiscord() as discord:
        team = slack.workspace("T1")
        discord.guild("Quality")
        addresses = {"slack": slack.api_url, "discord": discord.api_url, "gateway": discord.gateway_url}
        told = SETTINGS.format(bot="xoxb-wrong", app=team.app_token, token=discord.token, **addresses)
        (tmp_path / "config.toml").write_text(told)
        async with process(tmp_path, "doctor", COLUMNS="400") as doctor:
            out, err = await doctor.communicate()
        said = out.decode()
        assert "slack: the bot token is refused" in said
        assert "discord: connected as" in said
        assert "xoxb-wrong" not in said
        assert err == b""
