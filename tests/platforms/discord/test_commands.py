"""Commands, their options, and what the client and the app do with them."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from . import ClientRefused, FakeDiscord, GuildDriver, Permission
from .conftest import Bot, Rest, Running


def with_pods(bot: Bot) -> Bot:
    """Give a bot `/pod join` with every kind of option that matters, and `/ping`."""
    pod = app_commands.Group(name="pod", description="Pods")

    @pod.command(name="join", description="Ask to join")
    async def join(
        interaction: discord.Interaction,
        pod: str,
        times: app_commands.Range[int, 1, 3] = 1,
        who: discord.Member | None = None,
        room: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        quick: bool = False,
    ) -> None:
        parts = [pod, str(times), who and who.display_name, room and room.name, role and role.name, quick and "quick"]
        await interaction.response.send_message(" ".join(p for p in parts if p), ephemeral=True)

    @join.autocomplete("pod")
    async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        chosen = str(interaction.namespace.times or "")
        return [app_commands.Choice(name=f"{current} pod {chosen}".strip(), value=f"{current}PS")]

    @bot.tree.command(name="colour", description="Choose")
    @app_commands.choices(shade=[app_commands.Choice(name=n, value=n[0].lower()) for n in ("Red", "Blue")])
    async def colour(interaction: discord.Interaction, shade: str) -> None:
        await interaction.response.send_message(shade)

    @bot.tree.command(name="ping", description="Answer")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong")

    @bot.tree.context_menu(name="Save as nugget")
    async def save(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(
            f"saved: {message.content} of {message.author.display_name}", ephemeral=True
        )

    @bot.tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"hello {member.display_name}")

    bot.tree.add_command(pod)
    return bot


async def test_a_command_is_answered_for_the_one_who_used_it_alone(guild: GuildDriver, running: Running) -> None:
    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    async with running(with_pods(Bot())) as bot:
        answered = await amina.command("pod join", {"pod": "NQPS"}, general)
        assert (answered.kind, answered.text, answered.ephemeral) == ("message", "NQPS 1", True)
        assert amina.reads(general) == "NQPS 1"
        assert joao.reads(general) == ""
        assert bot.named("message") == []


async def test_options_arrive_typed_as_they_were_registered(guild: GuildDriver, running: Running) -> None:
    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    role = guild.role("Facilitator")
    async with running(with_pods(Bot())):
        options = {"pod": "NQPS", "times": 2, "who": joao, "room": general, "role": role, "quick": True}
        answered = await amina.command("pod join", options, general)
        assert answered.text == "NQPS 2 João general Facilitator quick"
        answered = await amina.command("colour", {"shade": "Blue"}, general)
        assert (answered.text, answered.ephemeral) == ("b", False)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("pods", {}),
        ("pod", {}),
        ("pod leave", {}),
        ("pod join", {}),
        ("pod join", {"pod": "NQPS", "colour": "red"}),
        ("pod join", {"pod": 7}),
        ("pod join", {"pod": "NQPS", "times": 4}),
        ("pod join", {"pod": "NQPS", "times": "2"}),
        ("pod join", {"pod": "NQPS", "who": "João"}),
        ("colour", {"shade": "Green"}),
        ("ping", {}),
    ],
)
async def test_the_client_refuses_what_was_not_registered_so(
    guild: GuildDriver, running: Running, command: str, options: dict[str, object]
) -> None:
    amina = guild.person("Amina")
    async with running(with_pods(Bot())) as bot:
        with pytest.raises(ClientRefused):
            await amina.command(command, options, guild.named("general"))
        assert bot.named("interaction") == []


async def test_a_command_for_managers_of_the_guild_is_offered_to_them_and_not_in_direct_messages(
    guild: GuildDriver, running: Running
) -> None:
    steward = guild.person("Steward", permissions=Permission.MANAGE_GUILD)
    async with running(with_pods(Bot())):
        assert (await steward.command("ping", {}, guild.named("general"))).text == "pong"
        with pytest.raises(ClientRefused):
            await steward.command("ping")
        assert (await steward.command("colour", {"shade": "r"})).text == "r"


async def test_an_option_is_completed_with_what_was_typed_before(guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_pods(Bot())):
        assert await amina.completes("pod join", "pod", "NQ", general) == [{"name": "NQ pod", "value": "NQPS"}]
        (found,) = await amina.completes("pod join", "pod", "NQ", general, options={"times": 2})
        assert found["name"] == "NQ pod 2"
        with pytest.raises(ClientRefused):
            await amina.completes("pod join", "who", "Jo", general)


async def test_a_message_menu_carries_the_message_even_without_the_content_intent(
    guild: GuildDriver, running: Running
) -> None:
    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    async with running(with_pods(Bot())):
        said = await joao.says(general, "we changed the rota")
        answered = await amina.use_on_message(said, "Save as nugget")
        assert answered.text == "saved: we changed the rota of João"
        with pytest.raises(ClientRefused):
            await amina.use_on_message(said, "Something else")


async def test_a_persons_menu_carries_the_person(guild: GuildDriver, running: Running) -> None:
    amina, joao = guild.person("Amina"), guild.person("João")
    async with running(with_pods(Bot())):
        assert (await amina.use_on_person(joao, "Greet", guild.named("general"))).text == "hello João"


async def test_a_command_keeps_its_id_when_the_tree_is_registered_again(guild: GuildDriver, running: Running) -> None:
    async with running(with_pods(Bot())) as bot:
        first = {command.name: command.id for command in await bot.tree.fetch_commands()}
        again = {command.name: command.id for command in await bot.tree.sync()}
        assert first == again
        bot.tree.copy_global_to(guild=discord.Object(guild.id))
        of_guild = await bot.tree.sync(guild=discord.Object(guild.id))
        assert {command.guild_id for command in of_guild} == {guild.id}


async def test_a_bot_that_is_away_leaves_the_client_without_an_answer(
    discord_server: FakeDiscord, guild: GuildDriver, rest: Rest
) -> None:
    discord_server.patience = 0.05
    amina = guild.person("Amina")
    path = f"/applications/{discord_server.application_id}/commands"
    assert (await rest("PUT", path, [{"name": "ping", "description": "x"}]))[0] == 200
    answered = await amina.command("ping", {}, guild.named("general"))
    assert answered.kind == "nothing"


async def test_commands_work_in_threads_and_name_threads(guild: GuildDriver, running: Running) -> None:
    bot = Bot()

    @bot.tree.command(name="where", description="Where")
    async def where(interaction: discord.Interaction, place: app_commands.AppCommandThread | None = None) -> None:
        assert isinstance(interaction.channel, discord.Thread)
        await interaction.response.send_message(f"{interaction.channel.name} {place and place.name}")

    amina, general = guild.person("Amina"), guild.named("general")
    thread = await amina.starts_thread(general, "Talk", private=True)
    async with running(bot):
        assert (await amina.command("where", {"place": thread}, thread)).text == "Talk Talk"
        with pytest.raises(ClientRefused):
            await amina.command("where", {"place": general}, thread)
        joao = guild.person("João")
        with pytest.raises(ClientRefused):
            await joao.command("where", {}, thread)
        await amina.lets_in(joao, thread)
        assert (await joao.command("where", {}, thread)).text == "Talk None"
