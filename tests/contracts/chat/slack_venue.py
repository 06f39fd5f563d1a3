"""Slack as a venue: the real adapter over slack-bolt, against a Slack of the test's own."""

import contextlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import SlackApp
from adapters.slack.manifest import SCOPES
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
    PublishHome,
    ReadThread,
    Retract,
    SendFile,
)
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.locales import words
from bot.ports.chat import ChatPort
from tests.contracts.chat.venue import WAIT, Trouble
from tests.platforms.slack import ApiError, AuthRevoked, DropAfterApply, FakeSlack, RateLimited, ServerError
from tests.platforms.slack.faults import Fault
from tests.platforms.slack.state import Channel, Message
from tests.support.clock import FrozenClock

METHODS: Final[Mapping[type[Intent], str]] = {
    Post: "chat.postMessage",
    Direct: "chat.postMessage",
    Edit: "chat.update",
    Retract: "chat.delete",
    Pin: "pins.add",
    OpenRoom: "conversations.create",
    Admit: "conversations.invite",
    Expel: "conversations.kick",
    CloseRoom: "conversations.archive",
    ReadThread: "conversations.replies",
    LookUpMember: "users.info",
    SendFile: "files.completeUploadExternal",
    PublishHome: "views.publish",
}
FAULTS: Final[Mapping[Trouble, Fault]] = {
    Trouble.REFUSED: ApiError("restricted_action"),
    Trouble.HURRIED: RateLimited(WAIT),
    Trouble.UNANSWERED: ServerError(502, html=True),
    Trouble.CUT_OFF: DropAfterApply(),
    Trouble.LOGGED_OUT: AuthRevoked(),
}


class SlackVenue:
    """Implements ``Venue``."""

    platform = "slack"

    def __init__(self, slack: FakeSlack, clock: FrozenClock) -> None:
        self._slack = slack
        self._clock = clock
        self._team = slack.workspace("T1")
        self._team.grant(*SCOPES)
        self._amina, self._joao = (
            self._team.person("U1", name="amina", locale="fr-FR", tz="Africa/Nairobi"),
            self._team.person("U2", name="joao"),
        )
        self._general = self._team.channel("general", members=[self._amina, self._joao])
        self.community = CommunityRef("slack", "T1")
        self.amina, self.joao = MemberRef(self.community, "U1"), MemberRef(self.community, "U2")
        self.general = RoomRef(self.community, self._general.id)
        self.port: ChatPort = self._adapter(slack.api_url)

    def _adapter(self, api_url: str) -> SlackAdapter:
        team = self._team
        app = SlackApp(team.bot_token, team.app_token, team.signing_secret, api_url=api_url, team_id="T1")
        return SlackAdapter([app], words, self._clock, {}, call_seconds=5)

    async def says(self, room: RoomRef, text: str, *, under: MessageRef | None = None) -> MessageRef:
        channel = self._channel(room)
        message = self._amina.says(channel, text, thread=channel.messages[under.message] if under else None)
        return MessageRef(room, message.ts)

    async def loses(self, room: RoomRef) -> None:
        self._amina.archives(self._channel(room))

    async def leaves(self, member: MemberRef) -> None:
        self._team.state.users[member.user].deleted = True

    async def shuts_door(self, member: MemberRef) -> None:
        raise AssertionError(f"{member}: ask for Capability.CLOSED_DMS first")

    def said_in(self, room: RoomRef) -> Sequence[str]:
        return [message.content for message in self._messages(self._channel(room))]

    def told(self, member: MemberRef) -> Sequence[str]:
        messages = self._messages(self._team.person(member.user).dm)
        files = self._team.state.files
        bodies = [(files[str(file["id"])].content or b"").decode() for message in messages for file in message.files]
        return [*(message.content for message in messages), *bodies]

    def pinned(self, room: RoomRef) -> Sequence[str]:
        channel = self._channel(room)
        return [channel.messages[str(pin["ts"])].content for pin in channel.pins]

    def threads(self, room: RoomRef) -> Sequence[str]:
        raise AssertionError(f"{room}: ask for Capability.NAMED_THREADS first")

    def rooms_named(self, name: str) -> Sequence[RoomRef]:
        rooms = self._team.state.channels.values()
        return [RoomRef(self.community, room.id) for room in rooms if room.name.startswith(name)]

    def is_inside(self, room: RoomRef, member: MemberRef) -> bool:
        return member.user in self._channel(room).members

    def is_open(self, room: RoomRef) -> bool:
        return not self._channel(room).archived

    def page_of(self, member: MemberRef) -> str:
        home = self._team.person(member.user).home
        return json.dumps(home.blocks, ensure_ascii=False) if home else ""

    def planned(self) -> Sequence[str]:
        raise AssertionError("ask for Capability.CALENDAR first")

    def expects(self, trouble: Trouble, intent: type[Intent]) -> None:
        self._slack.faults.script(METHODS[intent], FAULTS[trouble])

    def blinds(self) -> None:
        self._slack.faults.script("*", ApiError("missing_scope"), times=None)

    def recovers(self) -> None:
        self._slack.faults.clear()

    @contextlib.asynccontextmanager
    async def nowhere(self) -> AsyncIterator[ChatPort]:
        # Port 1 is reserved, and nobody listens there.
        away = self._adapter("http://127.0.0.1:1/api/")
        yield away
        await away.close()

    def _channel(self, room: RoomRef) -> Channel:
        return self._team.channel(room.room)

    @staticmethod
    def _messages(channel: Channel) -> list[Message]:
        return list(channel.messages.values())


@contextlib.asynccontextmanager
async def slack_venue() -> AsyncIterator[SlackVenue]:
    clock = FrozenClock()
    async with FakeSlack(lambda: clock.now().timestamp()) as slack:
        yield SlackVenue(slack, clock)
        assert slack.breaches == []
        assert slack.warnings == []
