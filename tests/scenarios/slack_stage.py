"""Slack as a stage: the real adapter over slack-bolt, against a Slack of the test's own."""

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import SlackApp
from bot.core.refs import CommunityRef, MemberRef
from bot.locales import words
from bot.ports.chat import ChatPort
from bot.ports.feature import Feature
from tests.platforms.slack import ApiError, Channel, ClientRefused, FakeSlack, Message, Person, Team, View
from tests.platforms.slack.elements import placed
from tests.scenarios.playing import PlayedStage, as_read
from tests.scenarios.slack_words import blocks_words, pinging, pings, typed_words
from tests.scenarios.stage import Actor, Filled, Remembered
from tests.support.clock import FrozenClock

WRONG = "⚠️ "
PATIENCE = 30.0
"""Seconds of the machine's time that people wait: what is slow here are neighbours; speed has tests of its own."""


class SlackActor:
    """Implements ``Actor``."""

    def __init__(self, stage: "SlackStage", name: str, person: Person) -> None:
        self._stage = stage
        self._refused = ""
        self._read_up_to = ""
        self.person = person
        self.name = name
        self.ref = MemberRef(stage.community, person.id)

    async def uses(self, command: str, /, *, at: str = "general", **values: str) -> None:
        self._turns_away()
        base, _, rest = command.removeprefix("/").partition(" ")
        members = self._stage.member_params(command.removeprefix("/"))
        typed = [f"{name}: {self._typed(value, name in members)}" for name, value in values.items()]
        await self.person.command(
            f"/{base}", " ".join([rest, *typed]).strip(), self._stage.room(self, at), patience=PATIENCE
        )
        await self._stage.settle()

    def _typed(self, value: str, member: bool) -> str:
        other = self._stage.named(value) if member else None
        if other is not None:
            return f"<@{other.person.id}>"
        return value if '"' in value else f'"{value}"'

    async def presses(self, what: str | Remembered, *, on: str = "") -> None:
        button = what if isinstance(what, Remembered) else self.remembers(what, on=on)
        if not isinstance(button.where, View) or button.where.kind == "home":
            self._turns_away()
        old: dict[str, Any] | None = {} if isinstance(what, Remembered) else None
        await self.person.press(button.where, button.token, forged=old, patience=PATIENCE)
        await self._stage.settle()

    def remembers(self, label: str, *, on: str = "") -> Remembered:
        for where, said in self._surfaces():
            for place in placed(where.blocks):
                if place.type == "button" and place.label == label and on in said:
                    return Remembered(label, place.action_id, where)
        raise LookupError(f"{self.name} sees no {label!r}, only {self.labels(on=on)}")

    def _surfaces(self) -> Iterator[tuple[Message | View, str]]:
        """Give what can be pressed on, the nearest first: open modals, messages from the newest, the home page."""
        for view in reversed(self.person.modals):
            yield view, self._view_words(view)
        for message in reversed(self._messages()):
            yield message, self._words(message)
        if self.person.home is not None:
            yield self.person.home, self._view_words(self.person.home)

    async def fills(self, values: Filled | None = None) -> None:
        view = self._form()
        assert view is not None, f"{self.name} has no form open, but reads: {self.last_read()}"
        names = {place.block_id.partition("@")[0]: place for place in placed(view.blocks) if place.is_input}
        unknown = set(values or {}) - set(names)
        assert not unknown, f"{view.title} asks for {sorted(names)}, not {sorted(unknown)}"
        given = [(names[name], value) for name, value in (values or {}).items()]
        filled = {place.action_id: self._filled(place.type, value) for place, value in given}
        self._refused = ""
        try:
            await self.person.submit(view, filled, patience=PATIENCE)
        except ClientRefused as refused:
            self._refused = str(refused)
        await self._stage.settle()
        # What is said in the form's place is newer than all that came with it, and older than all that comes.
        self._read_up_to = max((message.ts for message in self._messages()), default="")

    def _filled(self, kind: str, value: str | Sequence[str]) -> Any:
        if "users_select" in kind:
            people = [self._stage.people[who].person for who in ([value] if isinstance(value, str) else value) if who]
            return people if kind.startswith("multi") else people[0] if people else None
        return value or None

    async def closes(self) -> None:
        if self.person.modal is not None:
            await self.person.closes()
        await self._stage.settle()

    def _turns_away(self) -> None:
        """Leave what stands in the way: nothing else can be reached while a modal is open."""
        self.person.modals.clear()
        self._refused = ""

    async def is_offered(self, command: str, param: str, typed: str = "") -> Sequence[str]:
        # Slack suggests nothing while a command is typed; the form that asks what it is about does.
        await self.uses(command)
        view = self._form()
        assert view is not None, f"{command} asks for nothing"
        field = next(place for place in placed(view.blocks) if place.block_id.partition("@")[0] == param)
        options = await self.person.types(view, field.action_id, typed)
        self._turns_away()
        return [as_read(option["text"]["text"]) for option in options]

    async def opens_home(self) -> None:
        self._turns_away()
        self.person.opens_home()
        await self._stage.settle()

    async def says(self, room: str, text: str) -> None:
        self.person.says(self._stage.room(self, room), text)
        await self._stage.settle()

    async def adds(self, other: Actor, room: str) -> None:
        self.person.adds(self._stage.people[other.name].person, self._stage.room(self, room))
        await self._stage.settle()

    async def leaves(self, room: str) -> None:
        self.person.leaves(self._stage.room(self, room))
        await self._stage.settle()

    async def leaves_community(self) -> None:
        for channel in self.person.workspace.channels.values():
            if channel.kind != "im" and self.person.id in channel.members:
                self.person.leaves(channel)
        self.person.changes(deleted=True)
        await self._stage.settle()

    def reads(self) -> str:
        rooms = [f"{channel.name} {channel.topic} {channel.purpose}" for channel in self._places()]
        said = [f"{self._stage.name_of('user', m.user)}: {self._words(m)}" for m in self._messages()]
        views = [view for view in (self.person.home, *self.person.modals) if view is not None]
        files = [f"{file['name']} {self._stage.file(file['id'])}" for m in self._messages() for file in m.files]
        return as_read("\n".join([*rooms, *said, *files, *(self._view_words(view) for view in views)]))

    def last_read(self) -> str:
        messages = self._messages()
        if self.person.modal is not None and not (messages and self._form() is None and self._is_newer(messages[-1])):
            return as_read(self._view_words(self.person.modal))
        return as_read(self._words(messages[-1])) if messages else ""

    def _is_newer(self, message: Message) -> bool:
        return message.ts > self._read_up_to

    def _places(self) -> list[Channel]:
        return [c for c in self.person.workspace.channels.values() if c.kind in {"public", "private"} and self._sees(c)]

    def _sees(self, channel: Channel) -> bool:
        return (channel.kind == "public" and not self.person.user.guest) or self.person.id in channel.members

    def _messages(self) -> list[Message]:
        found = [message for channel in (*self._places(), self.person.dm) for message in self.person.sees(channel)]
        return sorted(found, key=lambda message: [int(part) for part in message.ts.split(".")])

    def _words(self, message: Message) -> str:
        if message.blocks:
            return blocks_words(message.blocks, self._stage.name_of)
        return typed_words(message.text, self._stage.name_of)

    def _view_words(self, view: View) -> str:
        said = [view.title, blocks_words(view.blocks, self._stage.name_of), *view.errors.values()]
        return "\n".join([*said, *([self._refused] if view is self.person.modal else [])])

    def _form(self) -> View | None:
        view = self.person.modal
        return view if view is not None and view.definition.get("submit") else None

    def inputs(self) -> Sequence[str]:
        view = self._form()
        return [place.block_id.partition("@")[0] for place in placed(view.blocks) if place.is_input] if view else []

    def errors(self) -> Mapping[str, str]:
        view = self._form()
        if view is None:
            return {}
        found = {place.partition("@")[0]: text for place, text in view.errors.items()}
        name = ""
        for block in view.blocks:
            name = str(block["block_id"]).partition("@")[0] if block["type"] == "input" else name
            said = blocks_words([block], self._stage.name_of)
            if said.startswith(WRONG):
                found[name] = said.removeprefix(WRONG)
        return {**found, **({"": self._refused} if self._refused else {})}

    def labels(self, *, on: str = "") -> Sequence[str]:
        surfaces = [where for where, said in reversed(list(self._surfaces())) if on in as_read(said)]
        return [place.label for where in surfaces for place in placed(where.blocks) if place.type == "button"]

    def rooms(self) -> Sequence[str]:
        return [channel.name for channel in self._places()]

    def may_say(self, room: str) -> bool:
        found = [channel for channel in self._places() if channel.name == room]
        return bool(found) and self.person.id in found[-1].members and not found[-1].archived


class SlackStage(PlayedStage[SlackActor]):
    """Implements ``Stage``."""

    platform = "slack"

    def __init__(self, slack: FakeSlack, features: Sequence[Feature], clock: FrozenClock, url: str) -> None:
        super().__init__(features, clock, url)
        self.slack = slack
        self.team: Team = slack.workspace("T1")
        self.team.channel("general", general=True)
        self.community = CommunityRef("slack", "T1")
        self._adapter: SlackAdapter | None = None

    async def port(self) -> ChatPort:
        team = self.team
        app = SlackApp(team.bot_token, team.app_token, team.signing_secret, api_url=self.slack.api_url)
        self._adapter = SlackAdapter([app], words, self.clock)
        return self._adapter

    async def quiet(self) -> None:
        while True:
            await self.slack.deliveries.settled(PATIENCE)
            if self._adapter is None or self._adapter.idle:
                return
            await self.slack.until(lambda: self._adapter is None or self._adapter.idle, PATIENCE)

    async def enters(self, name: str, *, locale: str, zone: str, guest: bool) -> SlackActor:
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

    def room(self, actor: SlackActor, name: str) -> Channel:
        """Find a room that somebody sees, by its name."""
        found = [channel for channel in actor._places() if channel.name == name]
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

    async def refuses_admissions(self, *, times: int = 1) -> None:
        self.slack.faults.script("conversations.invite", ApiError("restricted_action"), times=times)

    async def refuses_rooms(self, *, times: int = 1) -> None:
        self.slack.faults.script("conversations.create", ApiError("restricted_action"), times=times)

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

    def readers_of(self, marker: str) -> set[str]:
        names = {actor.person.id: name for name, actor in self.people.items()}
        return {names[user] for _, user in self.slack.audience_of(marker) if user in names}

    def sent(self) -> str:
        return "\n".join(self.slack.texts())


@contextlib.asynccontextmanager
async def slack_stage(features: Sequence[Feature], *, url: str = "sqlite://") -> AsyncIterator[SlackStage]:
    """Set the stage; what the bot sent must have been as Slack wants it."""
    clock = FrozenClock()
    async with FakeSlack(lambda: clock.now().timestamp()) as slack:
        stage = SlackStage(slack, features, clock, url)
        async with stage.open():
            yield stage
        assert slack.breaches == []
        assert slack.warnings == []
