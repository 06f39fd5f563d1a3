"""What was missed is read, also by a bot that was started anew, in the rooms that it must hear."""

import asyncio

import pytest

from adapters.discord.places import snowflake
from bot.core.inbound import Inbound, MessageDeleted, MessageEdited, MessagePosted
from bot.core.intents import Admit
from bot.core.outcome import Done
from bot.core.refs import CommunityRef
from bot.ports.chat import Answer
from tests.adapters.discord.stage import Bookmarks, Stage, staged
from tests.adapters.discord.test_intents import opened
from tests.adapters.discord.test_listening import settled
from tests.platforms.discord.faults import Forbidden, ServerError
from tests.platforms.discord.server import FakeDiscord

HISTORY = "GET /channels/{channel_id}/messages"


def said(stage: Stage) -> list[str]:
    return [posted.text for posted in stage.core.all(MessagePosted)]


async def heard_all(stage: Stage) -> None:
    await stage.server.until(lambda: stage.adapter.idle)
    await settled(stage)


@pytest.fixture
def bookmarks() -> Bookmarks:
    return Bookmarks()


async def test_r19_what_was_said_while_the_bot_was_gone_is_heard_when_it_comes_back(
    server: FakeDiscord, bookmarks: Bookmarks
) -> None:
    guild = server.guild("Ghana")
    amina, quiet = guild.person("Amina"), guild.channel("quiet")
    await amina.says(guild.named("general"), "before the bot came")
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        first = await amina.says(stage.general, "heard")
        thread = await amina.starts_thread(stage.general, "Rota", message=first)
        await stage.core.next(MessagePosted)
    await amina.says(guild.named("general"), "missed")
    await amina.says(quiet, "missed where nobody had ever spoken")
    await amina.says(thread, "missed in a thread")
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await stage.core.next(MessagePosted, 3)
        await heard_all(stage)
        assert sorted(said(stage)) == ["missed", "missed in a thread", "missed where nobody had ever spoken"]
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await heard_all(stage)
        assert said(stage) == []


async def test_r19_without_the_content_intent_closed_rooms_alone_are_read(
    server: FakeDiscord, bookmarks: Bookmarks
) -> None:
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    async with staged(server, guild, bookmarks) as stage:
        ref, room = await opened(stage)
        await stage.perform(Admit(ref, stage.member(amina)))
        await settled(stage)
    await amina.says(room, "in the pod's room")
    await amina.says(guild.named("general"), "elsewhere")
    async with staged(server, guild, bookmarks) as stage:
        assert (await stage.core.next(MessagePosted)).message.room == ref
        await heard_all(stage)
        assert len(said(stage)) == 1


class SlowBookmarks(Bookmarks):
    """A store that takes its time until it is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.open.set()

    async def reached(self, community: CommunityRef, place: str) -> int | None:
        await self.open.wait()
        return await super().reached(community, place)


async def test_r19_what_comes_in_meanwhile_waits_until_the_gap_is_read(
    server: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    bookmarks = SlowBookmarks()
    monkeypatch.setattr("adapters.discord.listening._DELAYS", (0.0,) * 6)
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await amina.says(stage.general, "heard")
        await stage.core.next(MessagePosted)
    await amina.says(guild.named("general"), "missed")
    bookmarks.open.clear()
    # Discord is away for a moment, too.
    server.faults.add(ServerError(503), HISTORY, times=2)
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await amina.says(stage.general, "live")
        bookmarks.open.set()
        await stage.core.next(MessagePosted, 2)
        assert said(stage) == ["missed", "live"]


async def test_r19_what_could_not_be_stored_is_read_once_more_after_the_next_start(
    server: FakeDiscord, bookmarks: Bookmarks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.listening._DELAYS", ())
    guild = server.guild("Ghana")
    amina = guild.person("Amina")

    def full(inbound: Inbound) -> Answer:
        return Answer(Done(), stored=not (isinstance(inbound, MessagePosted) and inbound.text == "lost"))

    async with staged(server, guild, bookmarks, message_content=True) as stage:
        stage.core.says = full
        for text in ("stored", "lost", "stored after it"):
            await amina.says(stage.general, text)
        await stage.core.next(MessagePosted, 3)
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await stage.core.next(MessagePosted, 2)
        assert said(stage) == ["lost", "stored after it"]
        await amina.says(stage.general, "live")
        await stage.core.next(MessagePosted, 3)
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await heard_all(stage)
        assert said(stage) == []


async def test_a_channel_that_is_not_open_to_the_bot_holds_up_nothing(
    server: FakeDiscord, bookmarks: Bookmarks
) -> None:
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    bookmarks.beginning = guild.id
    await amina.says(guild.named("general"), "missed for good")
    refused = server.faults.add(Forbidden(50001), HISTORY)
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await amina.says(stage.general, "live")
        await stage.core.next(MessagePosted)
        assert (refused.hits, said(stage)) == (1, ["live"])


async def test_what_is_older_than_the_inbox_remembers_is_not_read(server: FakeDiscord, bookmarks: Bookmarks) -> None:
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    old = await amina.says(guild.named("general"), "a week ago")
    week = 7 * 24 * 3600 * 1000 << 22
    bookmarks.beginning = snowflake(old.created_at) - 2 * week
    channel = guild.named("general")
    channel.messages[old.id - week] = channel.messages.pop(old.id)
    channel.messages[old.id - week].id = old.id - week
    await amina.says(channel, "yesterday")
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await stage.core.next(MessagePosted)
        await heard_all(stage)
        assert said(stage) == ["yesterday"]


async def test_r32_what_was_changed_before_the_gap_is_read_is_heard_as_it_is_by_then(server: FakeDiscord) -> None:
    """What was deleted meanwhile is never heard; that it was is."""
    bookmarks = SlowBookmarks()
    guild = server.guild("Ghana")
    amina = guild.person("Amina")
    bookmarks.beginning = guild.id
    gone, changed = [await amina.says(guild.named("general"), text) for text in ("a mistake", "one")]
    bookmarks.open.clear()
    async with staged(server, guild, bookmarks, message_content=True) as stage:
        await amina.deletes(gone)
        await amina.edits(changed, "two")
        bookmarks.open.set()
        assert (await stage.core.next(MessageEdited)).text == "two"
        assert said(stage) == ["two"]
        assert (await stage.core.next(MessageDeleted)).message == stage.message(gone)
