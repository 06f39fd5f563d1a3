"""Slack as a stage: the real adapter over slack-bolt, against a Slack of the test's own."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import SlackApp
from bot.core.refs import CommunityRef
from bot.locales import words
from bot.ports.chat import ChatPort
from bot.ports.feature import Feature
from bot.ports.store import Storage
from tests.platforms.slack import ApiError, Channel, FakeSlack, Team
from tests.scenarios.playing import PlayedStage
from tests.scenarios.slack_actor import PATIENCE, SlackActor
from tests.scenarios.slack_talk import SlackTalk
from tests.scenarios.slack_words import pinging, pings
from tests.scenarios.stage import Deed
from tests.support.clock import FrozenClock

METHODS: Mapping[Deed, str] = {
    Deed.LET_IN: "conversations.invite",
    Deed.TAKE_OUT: "conversations.kick",
    Deed.MAKE_ROOM: "conversations.create",
    Deed.PUT_ROOM_AWAY: "conversations.archive",
}


class SlackStage(PlayedStage[SlackActor]):
    """Implements ``Stage``."""

    platform = "slack"

    def __init__(self, slack: FakeSlack, features: Sequence[Feature], clock: FrozenClock, url: str) -> None:
        super().__init__(features, clock, url)
        self.slack = slack
        self.team: Team = slack.workspace("T1")
        self.team.channel("general", general=True)
        self.community = CommunityRef("slack", "T1")
        self.adapter: SlackAdapter | None = None

    def port(self, storage: Storage) -> ChatPort:  # noqa: ARG002 - nothing is kept for it.
        team = self.team
        app = SlackApp(team.bot_token, team.app_token, team.signing_secret, api_url=self.slack.api_url)
        self.adapter = SlackAdapter([app], words, self.clock, self.groups)
        return self.adapter

    def new_group(self, name: str) -> str:
        return self.team.usergroup(f"S{len(self._mapping)}{name.upper()}", name).id

    async def puts_in(self, group: str, *actors: SlackActor) -> None:
        self.team.fills_usergroup(group, [actor.person for actor in actors])
        await self.settle()

    async def quiet(self) -> None:
        while True:
            await self.slack.deliveries.settled(PATIENCE)
            if self.adapter is None or self.adapter.idle:
                return
            await self.slack.until(lambda: self.adapter is None or self.adapter.idle, PATIENCE)

    async def enters(self, name: str, *, locale: str, zone: str, guest: bool, reachable: bool) -> SlackActor:
        assert reachable, "ask for Capability.CLOSED_DMS first"
        number = len(self.people) + 1
        person = self.team.person(
            f"U{number}",
            name=name.lower(),
            real_name=name,
            locale={"en": "en-US", "fr": "fr-FR"}.get(locale, locale),
            tz=zone,
            guest="multi" if guest else None,
        )
        self.team.channel("general").members.append(person.id)
        return SlackActor(self, name, person)

    def room(self, actor: SlackTalk, name: str) -> Channel:
        """Find a room that somebody sees, by its name."""
        found = [channel for channel in actor.places() if channel.name == name]
        assert found, f"{actor.name} sees no room {name}, only {actor.rooms()}"
        return found[-1]

    def name_of(self, kind: str, key: str) -> str:
        """Name a user or a channel as the client shows it."""
        if kind == "channel":
            channel = self.team.state.channels.get(key)
            return f"#{channel.name}" if channel else "#…"
        user = self.team.state.users.get(key)
        return f"@{user.real_name}" if user else "@…"

    def file(self, key: str) -> str:
        """Give what stands in a file."""
        return (self.team.state.files[key].content or b"").decode(errors="replace")

    async def refuses(self, deed: Deed, *, times: int = 1) -> None:
        self.slack.faults.script(METHODS[deed], ApiError("restricted_action"), times=times)

    async def archives(self, room: str) -> None:
        inside = next(actor for actor in self.people.values() if room in actor.rooms())
        inside.person.archives(self.room(inside, room))
        await self.settle()

    async def repeats_next(self, times: int) -> None:
        self.slack.deliveries.duplicate_next(times, fresh_ids=True)

    def called(self) -> set[str]:
        names = {actor.person.id: name for name, actor in self.people.items()}
        rooms = [channel for channel in self.team.state.channels.values() if channel.kind != "im"]
        said = [m for room in rooms for m in room.messages.values() if m.user == self.team.bot_user_id]
        found = {pinged for message in said for pinged in (*pings(message.text), *pinging(message.blocks))}
        return {names.get(pinged, "everyone") for pinged in found}

    def calendar(self) -> Sequence[str]:
        return ()

    def readers_of(self, marker: str) -> set[str]:
        names = {actor.person.id: name for name, actor in self.people.items()}
        return {names[user] for _, user in self.slack.audience_of(marker) if user in names}


@contextlib.asynccontextmanager
async def set_slack_stage(
    kind: Callable[[FakeSlack, Sequence[Feature], FrozenClock, str], SlackStage], features: Sequence[Feature], url: str
) -> AsyncIterator[SlackStage]:
    """Set a stage of this kind; what the bot sent must have been as Slack wants it."""
    clock = FrozenClock()
    async with FakeSlack(lambda: clock.now().timestamp()) as slack:
        stage = kind(slack, features, clock, url)
        async with stage.open():
            yield stage
        assert slack.breaches == []
        assert slack.warnings == []


@contextlib.asynccontextmanager
async def slack_stage(features: Sequence[Feature], *, url: str = "sqlite://") -> AsyncIterator[SlackStage]:
    """Set the stage."""
    async with set_slack_stage(SlackStage, features, url) as stage:
        yield stage
