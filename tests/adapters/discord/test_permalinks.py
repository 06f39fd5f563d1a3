"""Pasted ways to messages in Discord."""

import pytest

from bot.core.inbound import CommandUsed
from bot.core.refs import MessageRef, RoomRef
from tests.adapters.discord.stage import Stage


async def kept(stage: Stage, pasted: str) -> str:
    await stage.guild.person("Amina").command("keep", {"message": pasted}, stage.general)
    return (await stage.core.next(CommandUsed)).values["message"]


@pytest.mark.parametrize("host", ["discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"])
async def test_a_pasted_address_is_the_message_it_leads_to(stage: Stage, host: str) -> None:
    said = await stage.guild.person("Kofi").says(stage.general, "We changed the rota")
    address = f"https://{host}/channels/{stage.guild.id}/{stage.general.id}/{said.id}"
    assert await kept(stage, f" <{address}> ") == str(stage.message(said))


async def test_a_message_in_a_thread_is_named_by_the_channel_that_its_thread_hangs_under(stage: Stage) -> None:
    kofi = stage.guild.person("Kofi")
    thread = await kofi.starts_thread(stage.general, "Rota")
    said = await kofi.says(thread, "We changed the rota")
    pasted = await kept(stage, f"https://discord.com/channels/{stage.guild.id}/{thread.id}/{said.id}")
    assert pasted == str(MessageRef(RoomRef(stage.community, str(stage.general.id)), f"{thread.id}.{said.id}"))


async def test_a_channel_that_discord_does_not_show_is_still_named(stage: Stage) -> None:
    pasted = await kept(stage, f"https://discord.com/channels/{stage.guild.id}/404/405")
    assert pasted == f"{stage.community}:404:405"


@pytest.mark.parametrize(
    "pasted",
    [
        "https://discord.com/channels/1/2/3",
        "https://discord.com/channels/@me/2/3",
        "https://discord.com.evil.example/channels/{0}/2/3",
        "https://discord.com/channels/{0}/2",
        "1309481234567890123",
        "the one about rotas",
    ],
)
async def test_what_leads_to_no_message_of_the_server_stays_as_typed(stage: Stage, pasted: str) -> None:
    typed = pasted.format(stage.guild.id)
    assert await kept(stage, typed) == typed


@pytest.mark.parametrize("typed", ["<:our_seed:1309481234567890123>", "<a:our_seed:1309481234567890123>"])
async def test_the_server_s_own_emoji_is_typed_as_a_reaction_tells_it(stage: Stage, typed: str) -> None:
    assert await kept(stage, typed) == ":our_seed:"
