"""Buttons, menus, modals and the rules of answering."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from discord import ui

from . import ClientRefused, FakeDiscord, GuildDriver, ManualClock
from .cheat import Cheat
from .conftest import Bot, Rest, Running, run

Heard = Callable[[discord.Interaction], Awaitable[Any]]


def on(bot: Bot, **handlers: Heard) -> Bot:
    """Let raw interactions be handled by custom_id or command name."""

    async def on_interaction(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        name = data.get("custom_id") or data.get("name")
        if name in handlers:
            await handlers[name](interaction)

    bot.on_interaction = on_interaction  # type: ignore[attr-defined]  # discord.py finds handlers by attribute
    return bot


def with_command(bot: Bot, answer: Heard) -> Bot:
    """Give a bot `/open`, answered so."""

    @bot.tree.command(name="open", description="Open")
    async def open_it(interaction: discord.Interaction) -> None:
        await answer(interaction)

    return bot


class Card(ui.View):
    """A card with a button that knows nothing of its view: the raw handler answers."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Approve", custom_id="approve"))
        self.add_item(ui.Button(label="Later", custom_id="later", disabled=True))
        self.add_item(ui.Button(label="Site", url="https://example.org"))
        options = [discord.SelectOption(label="Water", value="w"), discord.SelectOption(label="Hands", value="h")]
        self.add_item(ui.Select(custom_id="topic", placeholder="Topic", options=options, max_values=2))
        self.add_item(ui.UserSelect(custom_id="people", placeholder="People", max_values=2))


def show_card(interaction: discord.Interaction) -> Awaitable[Any]:
    return interaction.response.send_message("Card", view=Card())


async def test_a_press_updates_the_message_it_was_on(guild: GuildDriver, running: Running) -> None:
    async def approve(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"Approved by {interaction.user.display_name}", view=None)

    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    async with running(on(with_command(Bot(), show_card), approve=approve)):
        card = await amina.command("open", {}, general)
        pressed = await joao.press(card.shown, "Approve")
        assert pressed.kind == "update"
        assert pressed.shown is card.shown
        assert card.text == "Approved by João"
        assert card.shown.history[0].startswith("Card")
        with pytest.raises(ClientRefused):
            await joao.press(card.shown, "Approve")


async def test_only_buttons_that_can_be_pressed_are_pressed(guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), show_card)):
        card = (await amina.command("open", {}, general)).shown
        for name in ("later", "Site", "Nothing"):
            with pytest.raises(ClientRefused):
                await amina.press(card, name)


async def test_menus_carry_values_and_people(guild: GuildDriver, running: Running) -> None:
    async def told(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        names = [user["global_name"] for user in data.get("resolved", {}).get("users", {}).values()]
        await interaction.response.send_message(f"{data['values']} {names}", ephemeral=True)

    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    async with running(on(with_command(Bot(), show_card), topic=told, people=told)):
        card = (await amina.command("open", {}, general)).shown
        assert (await amina.select(card, "Topic", "Water", "h")).text == "['w', 'h'] []"
        assert (await amina.select(card, "people", joao)).text == f"['{joao.id}'] ['João']"
        with pytest.raises(ClientRefused):
            await amina.select(card, "Topic", "Fire")
        with pytest.raises(ClientRefused):
            await amina.select(card, "topic", "Water", "Water", "Hands")


async def test_nobody_presses_what_only_another_sees(guild: GuildDriver, running: Running) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Yours", view=Card(), ephemeral=True)

    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    async with running(with_command(Bot(), answer)):
        own = (await amina.command("open", {}, general)).shown
        with pytest.raises(ClientRefused):
            await joao.press(own, "Approve")


async def test_a_deferred_answer_waits_and_then_becomes_a_message(guild: GuildDriver, running: Running) -> None:
    go_on = asyncio.Event()

    async def slowly(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await go_on.wait()
        await interaction.edit_original_response(content="Done")
        await interaction.followup.send("And more", ephemeral=True)

    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), slowly)):
        answered = await amina.command("open", {}, general)
        assert (answered.kind, answered.text, answered.ephemeral) == ("deferred", "", True)
        go_on.set()
        assert (await answered.settled()).text == "Done"
        await guild.server.until(lambda: bool(answered.follow_ups))
        assert amina.reads(general) == "Done\nAnd more"


async def test_the_first_follow_up_of_a_deferral_takes_its_place_and_answers_can_be_taken_back(
    guild: GuildDriver, running: Running
) -> None:
    async def slowly(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.followup.send("First")
        assert (await interaction.original_response()).content == "First"
        extra = await interaction.followup.send("Second", wait=True)
        await extra.edit(content="Second, mended")
        await interaction.delete_original_response()

    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), slowly)):
        answered = await amina.command("open", {}, general)
        await guild.server.until(lambda: answered.shown.deleted)
        assert amina.reads(general) == "Second, mended"


async def test_an_answer_after_three_seconds_is_refused_and_the_client_has_given_up() -> None:
    clock, refused, go_on = ManualClock(), asyncio.Event(), asyncio.Event()
    errors: list[discord.NotFound] = []

    async def late(interaction: discord.Interaction) -> None:
        clock.advance(3.1)
        await go_on.wait()
        try:
            await interaction.response.send_message("Too late")
        except discord.NotFound as error:
            errors.append(error)
            refused.set()

    async with FakeDiscord(now=clock) as server:
        guild = server.guild()
        amina, general = guild.person("Amina"), guild.named("general")
        async with run(server, with_command(Bot(), late)):
            answered = await amina.command("open", {}, general)
            assert answered.kind == "nothing"
            go_on.set()
            async with asyncio.timeout(2):
                await refused.wait()
            assert errors[0].code == 10062
            assert amina.reads(general) == ""


async def test_follow_ups_end_after_fifteen_minutes() -> None:
    clock, refused = ManualClock(), asyncio.Event()
    errors: list[discord.HTTPException] = []

    async def later(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Now")
        clock.advance(14 * 60)
        await interaction.followup.send("Later")
        clock.advance(61)
        try:
            await interaction.followup.send("Too late")
        except discord.HTTPException as error:
            errors.append(error)
            refused.set()

    async with FakeDiscord(now=clock) as server:
        guild = server.guild()
        amina, general = guild.person("Amina"), guild.named("general")
        async with run(server, with_command(Bot(), later)):
            await amina.command("open", {}, general)
            async with asyncio.timeout(2):
                await refused.wait()
            assert (errors[0].status, errors[0].code) == (401, 50027)
            assert amina.reads(general) == "Now\nLater"


async def test_the_rules_of_answering_hold_for_bare_requests_too(
    discord_server: FakeDiscord, guild: GuildDriver, rest: Rest
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    application = discord_server.application_id
    await rest("PUT", f"/applications/{application}/commands", [{"name": "open", "description": "x"}])
    waiting = asyncio.create_task(amina.command("open", {}, general))
    await discord_server.until(lambda: bool(discord_server.interactions.all))
    (interaction,) = discord_server.interactions.all
    callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
    follow_up = f"/webhooks/{application}/{interaction.token}"

    async def code(method: str, path: str, body: Any = None) -> int:
        _, answer = await rest(method, path, body)
        return int(answer["code"])

    assert await code("POST", follow_up, {"content": "too early"}) == 10015
    assert await code("POST", callback, {"type": 7, "data": {"content": "no message to update"}}) == 50035
    assert await code("POST", callback, {"type": 8, "data": {"choices": []}}) == 50035
    assert await code("POST", callback, {"type": 4, "data": {}}) == 50006
    assert await code("POST", f"/interactions/{interaction.id}/wrong/callback", {"type": 5}) == 10062
    status, nothing = await rest("POST", callback, {"type": 4, "data": {"content": "yes"}})
    assert (status, nothing) == (204, None)
    assert await code("POST", callback, {"type": 4, "data": {"content": "again"}}) == 40060
    assert await code("POST", f"/webhooks/1/{interaction.token}", {"content": "x"}) == 10015
    assert await code("POST", f"/webhooks/{application}/wrong", {"content": "x"}) == 50027
    assert await code("GET", f"{follow_up}/messages/1") == 10008
    assert (await waiting).text == "yes"


async def test_a_callback_with_response_tells_of_the_message(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    told: list[Any] = []

    async def answer(interaction: discord.Interaction) -> None:
        told.append(await interaction.response.send_message("Hello", ephemeral=True))

    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), answer)):
        answered = await amina.command("open", {}, general)
        await discord_server.until(lambda: bool(told))
        assert told[0].message_id == answered.shown.id
        assert told[0].is_ephemeral()
        assert told[0].resource.content == "Hello"


async def test_in_a_direct_conversation_an_interaction_has_no_guild(guild: GuildDriver, running: Running) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{interaction.guild_id} {interaction.user.global_name}")

    amina = guild.person("Amina")
    async with running(with_command(Bot(), answer)):
        assert (await amina.command("open")).text == "None Amina"


async def test_the_person_and_the_guild_bring_their_languages(discord_server: FakeDiscord, running: Running) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{interaction.locale} {interaction.guild_locale}")

    guild = discord_server.guild("Bénin", locale="fr")
    amina = guild.person("Amina", locale="pt-BR")
    async with running(with_command(Bot(), answer)):
        assert (await amina.command("open", {}, guild.named("general"))).text == "pt-BR fr"


async def test_what_the_person_may_do_there_comes_along(guild: GuildDriver, running: Running) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(str(interaction.permissions.manage_channels))

    async with running(with_command(Bot(), answer)):
        assert (await guild.owner.command("open", {}, guild.named("general"))).text == "True"
        amina = guild.person("Amina")
        assert (await amina.command("open", {}, guild.named("general"))).text == "False"


async def test_a_cheat_sends_what_no_client_would(guild: GuildDriver, running: Running) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        told = (
            data.get("values")
            or data.get("options")
            or [row["component"]["value"] for row in data.get("components", ())]
        )
        await interaction.response.send_message(f"{data.get('custom_id') or data['name']} {told}", ephemeral=True)

    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    secret = guild.channel("secret", private_to=[amina])
    said = await amina.says(secret, "Hello")
    cheat = Cheat(joao)
    async with running(on(Bot(), forged=answer, hidden=answer)):
        assert (await cheat.press(said, "forged")).text == "forged []"
        assert (await cheat.select(said, "forged", "x")).text == "forged ['x']"
        assert (await cheat.submit("forged", {"why": "x"}, secret)).text == "forged ['x']"
        answered = await cheat.command("hidden", [{"name": "pod", "type": 3, "value": "x"}], general)
        assert answered.text.startswith("hidden [{")
