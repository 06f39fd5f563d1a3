"""Who gets into a channel, told to what minds it."""

from bot.core.inbound import CommandUsed
from bot.core.refs import Door
from tests.adapters.discord.stage import Stage
from tests.platforms.discord.faults import ServerError
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.state import Channel, Overwrite


def with_the_bot(stage: Stage, channel: Channel) -> Channel:
    bot = stage.server.world.bot.id
    channel.overwrites[bot] = Overwrite(bot, 1, Permission.VIEW_CHANNEL, 0)
    return channel


async def test_what_minds_it_is_told_who_gets_into_its_room(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    closed = with_the_bot(stage, stage.guild.channel("staff", private_to=[amina]))
    thread = await amina.starts_thread(closed, "Rota")

    for place in (stage.general, closed, thread, None):
        await amina.command("waiting", {}, place)
    await amina.command("pod join", {"pod": "x"}, stage.general)

    await stage.core.next(CommandUsed, 5)
    doors = [used.door for used in stage.core.all(CommandUsed)]
    assert doors == [Door.OPEN, Door.CLOSED, Door.CLOSED, None, None]


async def test_a_channel_that_a_role_opens_is_closed_to_everybody_else(stage: Stage) -> None:
    amina, role = stage.guild.person("Amina"), stage.guild.role("Staff")
    stage.guild.give(amina, role)
    closed = with_the_bot(stage, stage.guild.channel("staff", private_to=[]))
    closed.overwrites[role.id] = Overwrite(role.id, 0, Permission.VIEW_CHANNEL, 0)

    await amina.command("waiting", {}, closed)

    assert (await stage.core.next(CommandUsed)).door is Door.CLOSED


async def test_a_channel_without_the_bot_in_it_is_not_taken_for_a_closed_one(stage: Stage) -> None:
    amina = stage.guild.person("Amina")

    await amina.command("waiting", {}, stage.guild.channel("staff", private_to=[amina]))

    assert (await stage.core.next(CommandUsed)).door is None


async def test_where_discord_does_not_tell_nothing_is_taken_for_closed(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    stage.server.faults.add(ServerError(), "GET /channels/{channel_id}", times=9)

    await amina.command("waiting", {}, stage.general)

    assert (await stage.core.next(CommandUsed)).door is None
