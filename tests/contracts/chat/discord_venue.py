"""Discord as a venue: the real adapter over discord.py, against a Discord of the test's own."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.app.clock import SystemClock
from bot.core.intents import (
    Admit,
    CloseRoom,
    Direct,
    Edit,
    Expel,
    Intent,
    LookUpMember,
    OpenRoom,
    Pin,
    Post,
    ReadThread,
    Retract,
    ScheduleEvent,
    SendFile,
    StartThread,
)
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.locales import words
from bot.ports.bookmarks import NoBookmarks
from bot.ports.chat import ChatPort
from tests.contracts.chat.venue import WAIT, Trouble
from tests.platforms.discord import FakeDiscord, Forbidden
from tests.platforms.discord.faults import DropAfterApply, Fault, RateLimited, ServerError, Unauthorized
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.person import Person
from tests.platforms.discord.state import Channel

MISSING_PERMISSIONS: Final = 50013
CANCELLED: Final = 4
MESSAGES: Final = "/channels/{channel_id}/messages"
OVERWRITE: Final = "/channels/{channel_id}/permissions/{overwrite_id}"

ROUTES: Final[Mapping[type[Intent], str]] = {
    Post: f"POST {MESSAGES}",
    Direct: f"POST {MESSAGES}",
    Edit: f"PATCH {MESSAGES}/{{message_id}}",
    Retract: f"DELETE {MESSAGES}/{{message_id}}",
    Pin: f"PUT {MESSAGES}/pins/{{message_id}}",
    StartThread: f"POST {MESSAGES}/{{message_id}}/threads",
    OpenRoom: "POST /guilds/{guild_id}/channels",
    Admit: f"PUT {OVERWRITE}",
    Expel: f"DELETE {OVERWRITE}",
    CloseRoom: "PATCH /channels/{channel_id}",
    ReadThread: f"GET {MESSAGES}",
    LookUpMember: "GET /guilds/{guild_id}/members/{user_id}",
    SendFile: f"POST {MESSAGES}",
    ScheduleEvent: "POST /guilds/{guild_id}/scheduled-events",
}
FAULTS: Final[Mapping[Trouble, Fault]] = {
    Trouble.REFUSED: Forbidden(MISSING_PERMISSIONS),
    Trouble.HURRIED: RateLimited(WAIT),
    Trouble.HURRIED_EVERYWHERE: RateLimited(WAIT, scope="global"),
    Trouble.UNANSWERED: ServerError(502),
    Trouble.CUT_OFF: DropAfterApply(),
    Trouble.LOGGED_OUT: Unauthorized(),
}


class DiscordVenue:
    """Implements ``Venue``."""

    platform = "discord"

    def __init__(self, server: FakeDiscord) -> None:
        self._server = server
        self._guild = server.guild("Quality")
        # The categories are there already, so that a room is one call.
        for category in ("Learning pods", "Closed learning pods"):
            self._guild.category(category)
        self._people: dict[MemberRef, Person] = {}
        self.community = CommunityRef("discord", str(self._guild.id))
        self.amina, self.joao = self._enters("Amina"), self._enters("João")
        self.general = self._ref(self._guild.named("general"))
        self.port: ChatPort = self._adapter(server.api_url)

    def _enters(self, name: str) -> MemberRef:
        person = self._guild.person(name)
        ref = MemberRef(self.community, str(person.id))
        self._people[ref] = person
        return ref

    def _adapter(self, api_url: str) -> DiscordAdapter:
        server = self._server
        settings = DiscordSettings(token=server.token, api_url=api_url, gateway_url=server.gateway_url)
        return DiscordAdapter(settings, words, SystemClock(), {}, NoBookmarks())

    async def says(self, room: RoomRef, text: str, *, under: MessageRef | None = None) -> MessageRef:
        amina, channel = self._people[self.amina], self._channel(room)
        if under is not None:
            first = channel.messages[int(under.message)]
            channel = await amina.starts_thread(channel, text[:50], message=first)
        message = await amina.says(channel, text)
        return MessageRef(room, f"{channel.id}.{message.id}" if under else str(message.id))

    async def loses(self, room: RoomRef) -> None:
        # Discord archives no channel; it is deleted.
        self._guild.delete(self._channel(room))

    async def leaves(self, member: MemberRef) -> None:
        self._guild.leave(self._people[member])

    async def shuts_door(self, member: MemberRef) -> None:
        self._people[member].user.dms_open = False

    def said_in(self, room: RoomRef) -> Sequence[str]:
        channel = self._channel(room)
        threads = [place for place in self._guild.channels if place.is_thread and place.parent_id == channel.id]
        return [message.text for place in (channel, *threads) for message in place.living]

    def told(self, member: MemberRef) -> Sequence[str]:
        messages = self._people[member].dm.living
        bodies = [file.content.decode() for message in messages for file in message.attachments]
        return [*(message.text for message in messages), *bodies]

    def pinned(self, room: RoomRef) -> Sequence[str]:
        channel = self._channel(room)
        return [channel.messages[pin].text for pin in channel.pins]

    def threads(self, room: RoomRef) -> Sequence[str]:
        parent = int(room.room)
        return [place.name for place in self._guild.channels if place.is_thread and place.parent_id == parent]

    def rooms_named(self, name: str) -> Sequence[RoomRef]:
        return [self._ref(channel) for channel in self._guild.channels if channel.name.startswith(name)]

    def is_inside(self, room: RoomRef, member: MemberRef) -> bool:
        return self._people[member].can_see(self._channel(room))

    def is_open(self, room: RoomRef) -> bool:
        allowed = self._server.world.allowed(self._channel(room), self._people[self.amina].user)
        return bool(allowed & Permission.SEND_MESSAGES)

    def page_of(self, member: MemberRef) -> str:
        raise AssertionError(f"{member}: ask for Capability.HOME first")

    def planned(self) -> Sequence[str]:
        events = self._guild.state.events.values()
        return [str(event.fields["name"]) for event in events if event.status != CANCELLED]

    def expects(self, trouble: Trouble, intent: type[Intent]) -> None:
        self._server.faults.add(FAULTS[trouble], ROUTES[intent])

    def blinds(self) -> None:
        self._server.faults.add(Forbidden(), times=None)

    def recovers(self) -> None:
        self._server.faults.clear()

    @contextlib.asynccontextmanager
    async def nowhere(self) -> AsyncIterator[ChatPort]:
        # Port 1 is reserved, and nobody listens there.
        away = self._adapter("http://127.0.0.1:1/api/v10")
        yield away
        await away.close()

    def _ref(self, channel: Channel) -> RoomRef:
        return RoomRef(self.community, str(channel.id))

    def _channel(self, room: RoomRef) -> Channel:
        return self._server.world.channel(int(room.room))


@contextlib.asynccontextmanager
async def discord_venue() -> AsyncIterator[DiscordVenue]:
    async with FakeDiscord() as server:
        yield DiscordVenue(server)
        assert server.breaches == []
        assert server.answer_breaches == []
