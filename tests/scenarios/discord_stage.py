"""Discord as a stage: the real adapter over discord.py, against a Discord of the test's own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.app.bookmarks import StoredBookmarks
from bot.core.refs import CommunityRef
from bot.locales import words
from bot.ports.chat import ChatPort
from bot.ports.feature import Feature
from bot.ports.store import Storage
from tests.platforms.discord import FakeDiscord, Forbidden
from tests.platforms.discord.rest_events import CANCELLED
from tests.platforms.discord.state import Channel
from tests.scenarios.discord_actor import DiscordActor
from tests.scenarios.discord_talk import DiscordTalk
from tests.scenarios.playing import PlayedStage
from tests.scenarios.stage import Deed
from tests.support.clock import FrozenClock

MISSING_PERMISSIONS = 50013
PATIENCE = 30.0
"""Seconds of the machine's time that people wait: what is slow here are neighbours; speed has tests of its own."""


HAPPENINGS: Final = (
    *("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"),
    *("CHANNEL_UPDATE", "INTERACTION_CREATE"),
)
"""The gateway's events that tell of people's doings."""

ROUTES: Mapping[Deed, str] = {
    Deed.LET_IN: "PUT /channels/{channel_id}/permissions/{overwrite_id}",
    Deed.TAKE_OUT: "DELETE /channels/{channel_id}/permissions/{overwrite_id}",
    Deed.MAKE_ROOM: "POST /guilds/{guild_id}/channels",
    Deed.PUT_ROOM_AWAY: "PATCH /channels/{channel_id}",
    Deed.SHOW_EVENT: "POST /guilds/{guild_id}/scheduled-events",
}


class DiscordStage(PlayedStage[DiscordActor]):
    """Implements ``Stage``."""

    platform = "discord"

    def __init__(
        self, server: FakeDiscord, features: Sequence[Feature], clock: FrozenClock, url: str, *, message_content: bool
    ) -> None:
        super().__init__(features, clock, url)
        self.server = server
        self._message_content = message_content
        self.guild = server.guild("Quality")
        self.community = CommunityRef("discord", str(self.guild.id))
        self._adapter: DiscordAdapter | None = None

    def port(self, storage: Storage) -> ChatPort:
        server = self.server
        settings = DiscordSettings(
            token=server.token,
            api_url=server.api_url,
            gateway_url=server.gateway_url,
            message_content=self._message_content,
        )
        self._adapter = DiscordAdapter(settings, words, self.clock, self.groups, StoredBookmarks(storage))
        return self._adapter

    async def _starts(self) -> None:
        await super()._starts()
        assert self._adapter is not None
        await self._adapter.sync(self.bot.catalogue.menus)

    def new_group(self, name: str) -> str:
        return str(self.guild.role(name).id)

    async def puts_in(self, group: str, *actors: DiscordActor) -> None:
        role = next(role for role in self.guild.state.roles.values() if role.name == group)
        for actor in self.people.values():
            self.guild.take(actor.person, role)
            if actor in actors:
                self.guild.give(actor.person, role)
        await self.settle()
        for actor in self.people.values():
            # Without the members intent, off by default, a gesture brings the roles along.
            await actor.uses("/help")

    async def quiet(self) -> None:
        await self._heard()
        adapter = self._adapter
        while adapter is not None and not adapter.idle:
            await self.server.until(lambda: adapter.idle, PATIENCE)
            await self._heard()

    async def _heard(self) -> None:
        """Wait until the bot has taken all that the gateway sent, by the number of the last event it took."""
        async with asyncio.timeout(PATIENCE):
            while self._behind():  # noqa: ASYNC110 - nothing tells when the library has taken an event.
                await asyncio.sleep(0)

    def _behind(self) -> bool:
        client = self._adapter._client if self._adapter is not None else None
        taken = client.ws.sequence if client is not None and client.ws is not None else None
        return any((taken or 0) < session.sequence for session in self.server.gateway.live)

    async def enters(self, name: str, *, locale: str, zone: str, guest: bool, reachable: bool) -> DiscordActor:
        del guest  # Discord knows none.
        person = self.guild.person(name, locale={"en": "en-US"}.get(locale, locale), dms_open=reachable)
        person.user.global_name = name
        return DiscordActor(self, name, person, zone)

    def room(self, actor: DiscordTalk, name: str) -> Channel:
        """Find a room that somebody sees, by its name."""
        found = [channel for channel in actor.places() if channel.name == name and not channel.is_thread]
        assert found, f"{actor.name} sees no room {name}, only {actor.rooms()}"
        return found[-1]

    def name_of(self, kind: str, key: int) -> str:
        """Name a user or a channel as the client shows it."""
        if kind == "channel":
            channel = self.server.world.find_channel(key)
            return f"#{channel.name}" if channel else "#…"
        user = self.server.world.users.get(key)
        return f"@{user.global_name or user.name}" if user else "@…"

    async def refuses(self, deed: Deed, *, times: int = 1) -> None:
        self.server.faults.add(Forbidden(MISSING_PERMISSIONS), ROUTES[deed], times=times)

    async def archives(self, room: str) -> None:
        # Discord archives no channel; it is deleted.
        self.guild.delete(self.guild.named(room))
        await self.settle()

    async def repeats_next(self, times: int) -> None:
        for name in HAPPENINGS:
            self.server.gateway.repeat(name, times)

    def called(self) -> set[str]:
        names = {actor.person.id: name for name, actor in self.people.items()}
        bot = self.server.world.bot
        said = [m for channel in self.guild.channels for m in channel.messages.values() if m.author is bot]
        found = {names[user] for message in said for user in message.mention_ids if user in names}
        return found | {"everyone" for message in said if message.mention_everyone or message.mention_role_ids}

    def calendar(self) -> Sequence[str]:
        events = self.guild.state.events.values()
        return [str(event.fields["name"]) for event in events if event.status != CANCELLED]

    def readers_of(self, marker: str) -> set[str]:
        return {name for name, actor in self.people.items() if self._could_read(actor, marker)}

    def _could_read(self, actor: DiscordActor, marker: str) -> bool:
        """Tell whether a text stands, or ever stood, where somebody can read it."""
        person = actor.person
        for channel in (*actor.places(), person.dm):
            for message in channel.messages.values():
                said = "\n".join([message.text, *message.history, *(str(a.content) for a in message.attachments)])
                if marker in said and message.ephemeral_to in {None, person.id}:
                    return True
        shown = [
            (i.modal.title if i.modal else "", i.modal.rows if i.modal else [], i.choices)
            for i in self.server.interactions.all
            if i.user.id == person.id
        ]
        return any(marker in str(part) for part in shown)


@contextlib.asynccontextmanager
async def discord_stage(
    features: Sequence[Feature], *, url: str = "sqlite://", message_content: bool = False
) -> AsyncIterator[DiscordStage]:
    """Set the stage; what the bot sent must have been as Discord wants it."""
    clock = FrozenClock()
    async with FakeDiscord(now=clock.now, patience=PATIENCE, message_content=message_content) as server:
        stage = DiscordStage(server, features, clock, url, message_content=message_content)
        async with stage.open():
            yield stage
        assert server.breaches == []
        assert server.answer_breaches == []
