"""The adapter on a Discord of the test's own, with a core that says what the test tells it to say."""

from __future__ import annotations

import asyncio
import gettext
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.app.clock import SystemClock
from bot.core.commands import CommandSpec, Param, Takes
from bot.core.inbound import Inbound, MemberSeen, MessagePosted, RolesChanged
from bot.core.intents import Intent
from bot.core.outcome import Done, Outcome
from bot.core.refs import Bookmark, CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Translator, t
from bot.ports.chat import Answer, Delivery, Menus, Reader, Receipt, ShortcutSpec
from tests.platforms.discord.guild import GuildDriver
from tests.platforms.discord.person import Person
from tests.platforms.discord.server import FakeDiscord
from tests.platforms.discord.state import Channel, Message, Role

Heard = TypeVar("Heard", bound=Inbound)

MENUS = Menus(
    commands=(
        CommandSpec(
            "pod join",
            t("Ask to join a pod."),
            (Param("pod", t("Which pod?"), completes="pods"), Param("reason", t("Why?"), required=False)),
        ),
        CommandSpec("pod invite", t("Invite a member."), (Param("member", t("Whom?"), takes=Takes.MEMBER),)),
        CommandSpec(
            "keep",
            t("Keep a message"),
            (Param("message", t("Its link"), Takes.MESSAGE), Param("note", t("A word"), required=False)),
        ),
        CommandSpec("waiting", t("See what awaits you.")),
    ),
    shortcuts=(ShortcutSpec("nuggets.capture", t("Save as nugget")),),
    minding=frozenset({"waiting"}),
)

FRENCH = {
    "Done.": "C’est fait.",
    "Continue": "Continuer",
    "Ask to join a pod.": "Demander à rejoindre un groupe.",
    "Save as nugget": "Garder comme pépite",
    "Open ones": "Les ouverts",
}


class French(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return FRENCH.get(message, message)


def words(tag: str) -> Translator:
    return French() if tag.startswith("fr") else gettext.NullTranslations()


class Bookmarks:
    """Keeps bookmarks as the store does, beyond the life of an adapter."""

    def __init__(self) -> None:
        self.beginning: int | None = None
        self.marks: dict[str, int] = {}

    async def begin(self, community: CommunityRef, reached: int) -> None:  # noqa: ARG002 - there is one community.
        self.beginning = reached if self.beginning is None else self.beginning

    async def reached(self, community: CommunityRef, place: str) -> int | None:  # noqa: ARG002 - as above.
        return self.marks.get(place, self.beginning)

    def move(self, bookmark: Bookmark) -> None:
        self.marks[bookmark.place] = max(self.marks.get(bookmark.place, 0), bookmark.reached)


@dataclass
class Core:
    """Stands where the app stands: keeps what was delivered, and answers as told. ``unheard`` is not stored."""

    unheard: type[Inbound] | tuple[()] = ()
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    says: Callable[[Inbound], Outcome | Answer | Awaitable[Answer]] = lambda _: Done()
    reader: Reader = field(default_factory=Reader)
    heard: list[Inbound] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, inbound: Inbound) -> Answer:
        self.heard.append(inbound)
        self.changed.set()
        if isinstance(inbound, MemberSeen | RolesChanged):
            return Answer(Done(), stored=not isinstance(inbound, self.unheard))
        said = self.says(inbound)
        answer = await said if isinstance(said, Awaitable) else said
        answer = answer if isinstance(answer, Answer) else Answer(answer, self.reader)
        if answer.stored and isinstance(inbound, MessagePosted) and inbound.bookmark is not None:
            self.bookmarks.move(inbound.bookmark)
        return answer

    def all(self, kind: type[Heard]) -> list[Heard]:
        return [inbound for inbound in self.heard if isinstance(inbound, kind)]

    async def next(self, kind: type[Heard], count: int = 1) -> Heard:
        """Wait until so many of a kind were delivered, and give the last of them."""
        async with asyncio.timeout(5):
            while len(self.all(kind)) < count:
                self.changed.clear()
                await self.changed.wait()
        return self.all(kind)[count - 1]


@dataclass
class Stage:
    """A running adapter, the Discord it is on, and one community there."""

    server: FakeDiscord
    adapter: DiscordAdapter
    core: Core
    guild: GuildDriver
    running: asyncio.Task[None]
    keys: int = 0

    @property
    def general(self) -> Channel:
        return self.guild.named("general")

    @property
    def community(self) -> CommunityRef:
        return CommunityRef("discord", str(self.guild.id))

    def member(self, person: Person) -> MemberRef:
        return MemberRef(self.community, str(person.id))

    def room(self, channel: Channel) -> RoomRef:
        return RoomRef(self.community, str(channel.id))

    def message(self, message: Message) -> MessageRef:
        return MessageRef(RoomRef(self.community, str(message.channel_id)), str(message.id))

    def delivery(self, intent: Intent, key: str = "", **more: Any) -> Delivery:
        self.keys += 1
        return Delivery(key or f"key-{self.keys}", intent, more.pop("reader", Reader()), **more)

    async def perform(self, intent: Intent, key: str = "", **more: Any) -> Receipt:
        return await self.adapter.perform(self.delivery(intent, key, **more))

    def find(self, made: str) -> Message:
        """Find the message that a receipt names."""
        ref = MessageRef.parse(made)
        thread, _, inside = ref.message.rpartition(".")
        return self.server.world.channel(int(thread or ref.room.room)).messages[int(inside)]


@asynccontextmanager
async def staged(
    server: FakeDiscord,
    guild: GuildDriver,
    bookmarks: Bookmarks | None = None,
    *,
    giving: Sequence[Role] = (),
    **settings: Any,
) -> AsyncIterator[Stage]:
    """Run the adapter until the end of the block, with its commands registered.

    With ``bookmarks`` it goes on where it was; ``giving`` are the server's roles that give a role of the bot's.
    """
    given = {"token": server.token, "api_url": server.api_url, "gateway_url": server.gateway_url}
    core = Core(bookmarks=bookmarks or Bookmarks())
    groups = {CommunityRef("discord", str(guild.id)): frozenset(str(role.id) for role in giving)}
    adapter = DiscordAdapter(DiscordSettings(**(given | settings)), words, SystemClock(), groups, core.bookmarks)
    await adapter.sync(MENUS)
    running = asyncio.create_task(adapter.run(MENUS, core.deliver))
    try:
        waiting = asyncio.create_task(adapter.started())
        await asyncio.wait({running, waiting}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        assert waiting.done(), running.exception() if running.done() else "the adapter did not start"
        yield Stage(server, adapter, core, guild, running)
    finally:
        if running.cancel():
            with suppress(asyncio.CancelledError):
                await running
