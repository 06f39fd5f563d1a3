"""The app itself, its commands one by one, and what of messages is used less often."""

from __future__ import annotations

import io
from typing import Any

import discord
import pytest
from discord import ui

from . import FakeDiscord, GuildDriver
from .conftest import Rest, Running
from .test_messages import channel_of


async def test_the_app_tells_of_itself(discord_server: FakeDiscord, rest: Rest) -> None:
    guild = discord_server.guild()
    for path in ("/applications/@me", "/oauth2/applications/@me", "/users/@me"):
        status, answer = await rest("GET", path)
        assert (status, answer["id"]) == (200, str(discord_server.application_id))
    status, gateway = await rest("GET", "/gateway/bot")
    assert gateway["url"] == discord_server.gateway_url
    status, member = await rest("GET", f"/users/@me/guilds/{guild.id}/member")
    assert member["user"]["id"] == str(discord_server.application_id)
    status, refused = await rest("GET", "/users/@me", token="another")
    assert (status, refused["message"]) == (401, "401: Unauthorized")


async def test_commands_are_made_changed_and_taken_away_one_by_one(discord_server: FakeDiscord, rest: Rest) -> None:
    guild = discord_server.guild()
    for path in (
        f"/applications/{discord_server.application_id}/commands",
        f"/applications/{discord_server.application_id}/guilds/{guild.id}/commands",
    ):
        body = {"name": "pod", "description": "Pods"}
        status, made = await rest("POST", path, body)
        assert status == 201
        status, again = await rest("POST", path, body)
        assert (status, again["id"]) == (200, made["id"])
        status, changed = await rest("PATCH", f"{path}/{made['id']}", {"description": "All pods"})
        assert changed["description"] == "All pods"
        assert (await rest("GET", f"{path}/{made['id']}"))[1] == changed
        assert (await rest("GET", path))[1] == [changed]
        assert (await rest("DELETE", f"{path}/{made['id']}"))[0] == 204
        status, gone = await rest("GET", f"{path}/{made['id']}")
        assert gone["code"] == 10063
    status, foreign = await rest("GET", "/applications/1/commands")
    assert (status, foreign["code"]) == (403, 50001)


async def test_bodies_that_are_no_objects_are_refused(guild: GuildDriver, rest: Rest) -> None:
    guild.server.specs = None
    status, answer = await rest("POST", f"/channels/{guild.named('general').id}/messages", ["x"])
    assert (status, answer["code"]) == (400, 50109)


async def test_media_in_a_message_of_components_gets_addresses(guild: GuildDriver, running: Running) -> None:
    class Card(ui.LayoutView):
        file: ui.File[Any] = ui.File("attachment://lab.ics")
        pictures: ui.MediaGallery[Any] = ui.MediaGallery(discord.MediaGalleryItem("https://example.org/a.png"))
        part: ui.Section[Any] = ui.Section("Text", accessory=ui.Thumbnail("https://example.org/b.png"))

    async with running() as bot:
        card = discord.File(io.BytesIO(b"BEGIN"), "lab.ics")
        message = await channel_of(bot).send(view=Card(), file=card)
        (shown,) = guild.named("general").living
        assert shown.components[0]["name"] == "lab.ics"
        assert shown.components[0]["file"]["url"] == message.attachments[0].url
        assert await message.attachments[0].read() == b"BEGIN"


async def test_embeds_polls_and_typing(guild: GuildDriver, running: Running) -> None:
    general = guild.named("general")
    async with running() as bot:
        channel = channel_of(bot)
        embed = discord.Embed(title="Brief", description="What we did").add_field(name="Where", value="Accra")
        message = await channel.send(embed=embed)
        assert guild.owner.reads(general) == "Brief\nWhat we did\nWhere\nAccra"
        assert message.embeds[0].fields[0].name == "Where"
        async with channel.typing():
            pass
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.request(
                discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=channel.id),
                json={"poll": {"question": {"text": "x" * 301}, "answers": []}},
            )
        assert refused.value.code == 50035


async def test_messages_are_swept_away_together(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    general = guild.named("general")
    async with running() as bot:
        channel = channel_of(bot)
        sent = [await channel.send(str(number)) for number in range(3)]
        await channel.delete_messages(sent[:2])
        assert [message.content for message in general.living] == ["2"]
        await discord_server.until(lambda: bool(bot.named("raw_bulk_message_delete")))
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.delete_messages(channel.id, [sent[2].id])
        assert refused.value.code == 50035


async def test_pins_are_reached_by_the_older_addresses_too(guild: GuildDriver, rest: Rest) -> None:
    general = guild.named("general")
    said = await guild.owner.says(general, "Charter")
    old, new = f"/channels/{general.id}/pins", f"/channels/{general.id}/messages/pins"
    assert (await rest("PUT", f"{old}/{said.id}"))[0] == 204
    assert [m["id"] for m in (await rest("GET", old))[1]] == [str(said.id)]
    pins = (await rest("GET", f"{new}?limit=50"))[1]
    assert ([item["message"]["id"] for item in pins["items"]], pins["has_more"]) == ([str(said.id)], False)
    before = pins["items"][0]["pinned_at"].replace("+", "%2B")
    assert (await rest("GET", f"{new}?before={before}"))[1]["items"] == []
    assert (await rest("DELETE", f"{old}/{said.id}"))[0] == 204
    assert general.pins == {}


async def test_a_bot_joins_and_leaves_threads(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina = guild.person("Amina")
    made = await amina.starts_thread(guild.named("general"), "Talk")
    async with running() as bot:
        thread = bot.guilds[0].get_thread(made.id)
        assert thread is not None
        await thread.join()
        assert (await thread.fetch_member(discord_server.application_id)).id == discord_server.application_id
        await thread.leave()
        with pytest.raises(discord.NotFound):
            await thread.fetch_member(discord_server.application_id)
        await thread.edit(archived=True)
        with pytest.raises(discord.HTTPException) as refused:
            await thread.join()
        assert refused.value.code == 50083
        secret = guild.channel("secret", private_to=[amina])
        hidden = await amina.starts_thread(secret, "Hidden")
        with pytest.raises(discord.Forbidden) as closed:
            await bot.http.join_thread(hidden.id)
        assert closed.value.code == 50001
