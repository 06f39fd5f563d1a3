"""Modals: how they open, what they carry back, and where they may not stand."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import ui

from . import Answered, ClientRefused, FakeDiscord, GuildDriver, Person
from .conftest import Bot, Running
from .test_interactions import on, show_card, with_command


class Form(ui.Modal, title="Tell us"):
    """A form with a text, a menu and people, each under its label."""

    why: ui.Label[Any] = ui.Label(text="Why?", component=ui.TextInput(custom_id="why", max_length=20))
    topic: ui.Label[Any] = ui.Label(
        text="Topics",
        component=ui.Select(
            custom_id="topics",
            required=False,
            max_values=2,
            options=[discord.SelectOption(label="Water", value="w"), discord.SelectOption(label="Hands", value="h")],
        ),
    )
    who: ui.Label[Any] = ui.Label(text="Who?", component=ui.UserSelect(custom_id="who", required=False))

    def __init__(self) -> None:
        super().__init__(custom_id="form")


async def submit(amina: Person, form: Answered, joao: Person) -> Answered:
    values: dict[str, object] = {"Why?": "Because", "Topics": ["Water", "h"], "who": joao}
    return await amina.submit(form.form, values)


async def test_a_modal_arrives_as_it_was_filled_in(guild: GuildDriver, running: Running) -> None:
    received: list[Any] = []

    class Remembering(Form):
        async def on_submit(self, interaction: discord.Interaction, /) -> None:
            parts: Any = (self.why.component, self.topic.component, self.who.component)
            received.extend([parts[0].value, parts[1].values, parts[2].values[0].display_name])
            await interaction.response.send_message("Thank you", ephemeral=True)

    amina, joao, general = guild.person("Amina"), guild.person("João"), guild.named("general")
    async with running(with_command(Bot(), lambda i: i.response.send_modal(Remembering()))):
        opened = await amina.command("open", {}, general)
        assert (opened.kind, opened.form.title) == ("modal", "Tell us")
        answered = await submit(amina, opened, joao)
        assert (answered.text, answered.ephemeral) == ("Thank you", True)
        assert received == ["Because", ["w", "h"], "João"]
        assert amina.modal is None
        with pytest.raises(ClientRefused):
            await submit(amina, opened, joao)


async def test_a_modal_submit_comes_to_the_raw_handler_without_any_view(guild: GuildDriver, running: Running) -> None:
    received: list[Any] = []

    async def take(interaction: discord.Interaction) -> None:
        received.append(interaction.data)
        await interaction.response.defer()

    amina, general = guild.person("Amina"), guild.named("general")
    async with running(on(with_command(Bot(), lambda i: i.response.send_modal(Form())), form=take)):
        opened = await amina.command("open", {}, general)
        answered = await amina.submit(opened.form, {"why": "Because"})
        assert answered.kind == "deferred update"
        (data,) = received
        why, topics, who = data["components"]
        assert (why["type"], why["component"]["type"], why["component"]["value"]) == (18, 4, "Because")
        assert (topics["component"]["type"], topics["component"]["values"]) == (3, [])
        assert (who["component"]["type"], who["component"]["values"]) == (5, [])


@pytest.mark.parametrize(
    "values",
    [{}, {"Why?": ""}, {"Why?": "x" * 21}, {"Why?": "x", "Colour": "red"}, {"Why?": "x", "Topics": ["Fire"]}],
)
async def test_the_client_does_not_send_a_modal_that_is_not_filled_in(
    guild: GuildDriver, running: Running, values: dict[str, object]
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), lambda i: i.response.send_modal(Form()))):
        opened = await amina.command("open", {}, general)
        with pytest.raises(ClientRefused):
            await amina.submit(opened.form, values)
        assert amina.modal is opened.form


async def test_a_modal_cannot_answer_a_modal(discord_server: FakeDiscord, guild: GuildDriver, running: Running) -> None:
    refused: list[discord.HTTPException] = []

    async def again(interaction: discord.Interaction) -> None:
        try:
            await interaction.response.send_modal(Form())
        except discord.HTTPException as error:
            refused.append(error)
            await interaction.response.send_message("Once more, please")

    amina, general = guild.person("Amina"), guild.named("general")
    async with running(on(with_command(Bot(), lambda i: i.response.send_modal(Form())), form=again)):
        opened = await amina.command("open", {}, general)
        answered = await amina.submit(opened.form, {"why": "Because"})
        assert answered.text == "Once more, please"
        assert [(error.status, error.code) for error in refused] == [(400, 50035)]
        assert len(discord_server.breaches) == 1


async def test_a_modal_opened_from_a_message_can_update_it(guild: GuildDriver, running: Running) -> None:
    async def update(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="Told", view=None)

    bot = on(with_command(Bot(), show_card), approve=lambda i: i.response.send_modal(Form()), form=update)
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(bot):
        card = await amina.command("open", {}, general)
        opened = await amina.press(card.shown, "Approve")
        answered = await amina.submit(opened.form, {"why": "Because"})
        assert (answered.kind, card.text) == ("update", "Told")


class Everything(ui.Modal, title="Every kind of input"):
    """The inputs that came later: a text to read, a file, and boxes."""

    words: ui.TextDisplay[Any] = ui.TextDisplay("Please read this")
    proof: ui.Label[Any] = ui.Label(text="Proof", component=ui.FileUpload(custom_id="proof", max_values=2))
    one: ui.Label[Any] = ui.Label(
        text="One",
        component=ui.RadioGroup(
            custom_id="one", options=[discord.RadioGroupOption(label=n, value=n[0].lower()) for n in ("Yes", "No")]
        ),
    )
    many: ui.Label[Any] = ui.Label(
        text="Many",
        component=ui.CheckboxGroup(
            custom_id="many", options=[discord.CheckboxGroupOption(label=n, value=n.lower()) for n in ("A", "B", "C")]
        ),
    )
    sure: ui.Label[Any] = ui.Label(text="Sure?", component=ui.Checkbox(custom_id="sure"))


async def test_every_kind_of_input_arrives(guild: GuildDriver, running: Running) -> None:
    received: list[Any] = []

    class Remembering(Everything):
        async def on_submit(self, interaction: discord.Interaction, /) -> None:
            proof, one, many, sure = (label.component for label in (self.proof, self.one, self.many, self.sure))
            received.extend([await proof.values[0].read(), one.value, many.values, sure.value])  # type: ignore[attr-defined]  # each has its own
            await interaction.response.send_message("Thank you")

    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), lambda i: i.response.send_modal(Remembering()))):
        opened = await amina.command("open", {}, general)
        values = {"Proof": amina.file("a.txt", b"seen"), "One": "Yes", "Many": ["A", "c"], "Sure?": True}
        assert (await amina.submit(opened.form, values)).text == "Thank you"
        assert received == [b"seen", "y", ["a", "c"], True]


async def test_a_modal_put_away_is_not_there_any_more(guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(with_command(Bot(), lambda i: i.response.send_modal(Form()))):
        opened = await amina.command("open", {}, general)
        amina.dismiss()
        with pytest.raises(ClientRefused):
            await amina.submit(opened.form, {"why": "Because"})
