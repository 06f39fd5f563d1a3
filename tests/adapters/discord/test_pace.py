"""How much the adapter adds to an interaction, beside a bare discord.py client that answers with one line."""

import asyncio
import json
import statistics
import time
from contextlib import suppress
from typing import Any

import discord
import pytest

from adapters.discord import answers, inbound
from adapters.discord.commands import Names
from bot.core.content import Actions, Button, Facts, content
from bot.core.outcome import Reply
from bot.core.text import Untrusted, t
from bot.ports.chat import Reader
from tests.adapters.discord.looks import token
from tests.adapters.discord.stage import MENUS, staged, words
from tests.platforms.discord.interactions import InteractionType
from tests.platforms.discord.library import library_pointed_at
from tests.platforms.discord.person import Person
from tests.platforms.discord.server import FakeDiscord
from tests.platforms.discord.state import Channel
from tests.platforms.discord.world import Happened

pytestmark = pytest.mark.bench

ROUNDS = 300
CARD = Reply(
    content(
        t("{who} asks to join.", who=Untrusted("Amina *of* Ghana")),
        Facts(((t("Pod"), Untrusted("Newborn care")), (t("Why"), Untrusted("We share a ward")))),
        Actions((Button(t("Approve"), token()), Button(t("Decline"), token("pods.decline")))),
    )
)


async def one_by_one(person: Person, place: Channel) -> float:
    """Give the median seconds from the gesture to the answer."""
    taken: list[float] = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        assert (await person.command("waiting", channel=place)).kind == "message"
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


async def bare(server: FakeDiscord, person: Person, place: Channel) -> float:
    """Measure the same with nothing but the library."""
    client = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)

    async def on_interaction(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("ok", ephemeral=True)

    client.event(on_interaction)
    with library_pointed_at(server):
        running = asyncio.create_task(client.start(server.token))
        await server.until(lambda: bool(server.gateway.live))
        taken = await one_by_one(person, place)
        await client.close()
        with suppress(asyncio.CancelledError):
            await running
    return taken


async def test_an_answer_through_the_adapter_takes_little_longer_than_through_the_bare_library(
    server: FakeDiscord,
) -> None:
    guild = server.guild("Ghana")
    amina, place = guild.person("Amina"), guild.named("general")
    async with staged(server, guild) as stage:
        stage.core.says = lambda _: CARD
        await one_by_one(amina, place)
        ours = await one_by_one(amina, place)
    theirs = await bare(server, amina, place)
    figures = f"{ours * 1e6:.0f} µs through the adapter, {theirs * 1e6:.0f} µs bare: {ours / theirs:.2f}"
    print(f"\nanswered in {figures}")  # noqa: T201 - a benchmark prints its figures.
    assert ours < 2 * theirs


async def test_reading_and_rendering_take_less_than_a_commit(server: FakeDiscord) -> None:
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    sent: list[Happened] = []
    server.world.listeners.append(sent.append)
    async with staged(server, guild) as stage:
        await amina.command("waiting", channel=stage.general)
    payload: dict[str, Any] = next(h.data for h in sent if h.data.get("type") == InteractionType.COMMAND)
    names = Names(MENUS, words)
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        asked = inbound.read(payload, str(guild.id), names)
        assert asked is not None
        json.dumps(answers.first(CARD, asked, Reader("en"), words))
    each = (time.perf_counter() - begun) / ROUNDS
    print(f"\nread, rendered and written in {each * 1e6:.0f} µs")  # noqa: T201 - a benchmark prints its figures.
    # A commit takes longer by itself; ten times what it takes on a quiet machine.
    assert each < 0.003
