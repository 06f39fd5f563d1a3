"""Discord as a stage: the real adapter over discord.py, against a Discord of the test's own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from adapters.discord import custom_ids
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.core.refs import CommunityRef, MemberRef
from bot.locales import words
from bot.ports.chat import ChatPort
from bot.ports.feature import Feature, Submit
from tests.platforms.discord import Answered, Cheat, ClientRefused, FakeDiscord, Forbidden, Permission, Person
from tests.platforms.discord.components import LINK_STYLE, Kind, walk
from tests.platforms.discord.state import Channel, ChannelType, Message
from tests.scenarios.discord_words import components_words, markdown_words
from tests.scenarios.playing import PlayedStage, as_read
from tests.scenarios.stage import Actor, Filled, Remembered
from tests.support.clock import FrozenClock

WRONG = "⚠ "
MISSING_PERMISSIONS = 50013
PATIENCE = 30.0
"""Seconds of the machine's time that people wait: what is slow here are neighbours; speed has tests of its own."""


class DiscordActor:
    """Implements ``Actor``."""

    def __init__(self, stage: "DiscordStage", name: str, person: Person, zone: str) -> None:
        self._stage = stage
        self._refused = ""
        self._entered: dict[str, Any] = {}
        self._zone = zone
        self._leading: Message | None = None
        self.person = person
        self.name = name
        self.ref = MemberRef(stage.community, str(person.id))

    async def uses(self, command: str, /, *, at: str = "general", **values: str) -> None:
        self._turns_away()
        name = command.removeprefix("/")
        members = self._stage.member_params(name)
        options: dict[str, Any] = {
            param: self._stage.people[value].person if param in members else value for param, value in values.items()
        }
        await self._goes_on(await self.person.command(name, options, self._stage.room(self, at)))

    async def presses(self, what: str | Remembered, *, on: str = "") -> None:
        self._turns_away()
        if isinstance(what, Remembered):
            answered = await Cheat(self.person).press(what.where, what.token)
            self.person.modal = answered.modal
        else:
            button = self.remembers(what, on=on)
            answered = await self.person.press(button.where, button.token)
        await self._goes_on(answered)

    async def _goes_on(self, answered: Answered) -> None:
        """Open the form that a private message leads to: after a modal, Discord cannot open the next by itself."""
        assert answered.kind != "nothing", f"{self.name} was told that the application did not respond"
        await self._stage.settle()
        self._leading = None
        message = answered.message
        if answered.modal is None and message is not None and (button := self._leads_on(message)) is not None:
            again = await self.person.press(message, button)
            assert again.kind != "nothing", f"{self.name} was told that the application did not respond"
            await self._stage.settle()
            self._leading = message

    def _leads_on(self, message: Message) -> str | None:
        """Give the one button of a private message if it leads to a section of a form."""
        pressable = [c for _, c in walk(message.components) if c.get("custom_id")]
        if message.ephemeral_to is None or len(pressable) != 1:
            return None
        token = custom_ids.read(pressable[0]["custom_id"]).token
        way = self._stage.bot.catalogue.ways.get(token.action)
        sheet = token.extra and (isinstance(way, Submit) or token.extra == "which")
        return str(pressable[0]["custom_id"]) if sheet else None

    def remembers(self, label: str, *, on: str = "") -> Remembered:
        for message in reversed(self._messages()):
            for button in _buttons(message):
                if button["label"] == label and on in as_read(self._words(message)):
                    return Remembered(label, button["custom_id"], message)
        raise LookupError(f"{self.name} sees no {label!r}, only {self.labels(on=on)}")

    async def fills(self, values: Filled | None = None) -> None:
        modal = self.person.modal
        assert modal is not None, f"{self.name} has no form open, but reads: {self.last_read()}"
        fields = {name: (custom_id, kind) for name, custom_id, kind in self._fields()}
        unknown = set(values or {}) - set(fields)
        assert not unknown, f"{modal.title} asks for {sorted(fields)}, not {sorted(unknown)}"
        filled = {fields[name][0]: self._filled(fields[name][1], value) for name, value in (values or {}).items()}
        self._entered, self._refused = {**self._entered, **filled}, ""
        try:
            answered = await self.person.submit(modal, self._entered)
        except ClientRefused as refused:
            # What was entered stays in the form.
            self._refused = str(refused)
            return
        self._entered = {}
        await self._goes_on(answered)

    def _filled(self, kind: int, value: str | Sequence[str]) -> Any:
        if kind == Kind.USER_SELECT:
            return [self._stage.people[who].person for who in ([value] if isinstance(value, str) else value) if who]
        return value

    def _fields(self) -> Iterator[tuple[str, str, int]]:
        """Give each input of the open modal: its name, its identifier, its kind."""
        for row in self.person.modal.rows if self.person.modal else ():
            if row["type"] == Kind.LABEL:
                custom_id = str(row["component"]["custom_id"])
                yield custom_id.partition(":")[2], custom_id, row["component"]["type"]

    async def closes(self) -> None:
        self._turns_away()

    def _turns_away(self) -> None:
        self.person.dismiss()
        self._refused = ""
        self._entered = {}
        self._leading = None

    async def is_offered(self, command: str, param: str, typed: str = "") -> Sequence[str]:
        choices = await self.person.completes(
            command.removeprefix("/"), param, typed, self._stage.guild.named("general")
        )
        await self._stage.settle()
        return [as_read(choice["name"]) for choice in choices]

    async def opens_home(self) -> None:
        raise AssertionError("ask for Capability.HOME first")

    async def says(self, room: str, text: str) -> None:
        await self.person.says(self._stage.room(self, room), text)
        await self._stage.settle()

    async def adds(self, other: Actor, room: str) -> None:
        # Only who manages the server can let others in; whoever wants it has them do it.
        channel = self._stage.room(self, room)
        await self._stage.guild.owner.lets_in(self._stage.people[other.name].person, channel)
        await self._stage.settle()

    async def leaves(self, room: str) -> None:
        # One cannot go out of a single channel of a server; whoever wants it has its owner take them out.
        await self._stage.guild.owner.puts_out(self.person, self._stage.room(self, room))
        await self._stage.settle()

    async def leaves_community(self) -> None:
        self._stage.guild.leave(self.person)
        await self._stage.settle()

    def reads(self) -> str:
        rooms = [f"{channel.name} {channel.topic or ''}" for channel in self._places()]
        said = [
            f"{self._stage.name_of('user', message.author.id)}: {words}"
            for message in self._messages()
            if (words := self._words(message))
        ]
        files = [f"{a.filename} {a.content.decode(errors='replace')}" for m in self._messages() for a in m.attachments]
        return as_read("\n".join([*rooms, *said, *files, self._form_words()]))

    def last_read(self) -> str:
        if self.person.modal is not None:
            return as_read(self._form_words())
        messages = self._messages()
        return as_read(self._words(messages[-1])) if messages else ""

    def _places(self) -> list[Channel]:
        return [c for c in self._stage.guild.channels if c.type != ChannelType.CATEGORY and self.person.can_see(c)]

    def _messages(self) -> list[Message]:
        found = [message for channel in (*self._places(), self.person.dm) for message in self.person.sees(channel)]
        return sorted(found, key=lambda message: message.id)

    def _words(self, message: Message) -> str:
        said = components_words(message.components, self._stage.name_of, self._zone)
        return "\n".join(part for part in (self._markdown(message.content), said) if part)

    def _markdown(self, text: str) -> str:
        return markdown_words(text, self._stage.name_of, self._zone)

    def _form_words(self) -> str:
        modal = self.person.modal
        if modal is None:
            return ""
        return "\n".join([modal.title, components_words(modal.rows, self._stage.name_of, self._zone), self._refused])

    def inputs(self) -> Sequence[str]:
        return [name for name, _, _ in self._fields()]

    def errors(self) -> Mapping[str, str]:
        modal = self.person.modal
        if modal is None:
            return {}
        found = {
            str(row["component"]["custom_id"]).partition(":")[2]: str(row["description"]).removeprefix(WRONG)
            for row in modal.rows
            if row["type"] == Kind.LABEL and str(row.get("description") or "").startswith(WRONG)
        }
        # What only the rules know stands in the message that leads back to the form.
        told = as_read(self._words(self._leading)).splitlines() if self._leading is not None else []
        for row in modal.rows:
            said = next((line for line in told if line.startswith(f"- {row.get('label')}: ")), "")
            if said:
                found.setdefault(str(row["component"]["custom_id"]).partition(":")[2], said.partition(": ")[2])
        if self._refused:
            found[""] = self._refused
        return found

    def labels(self, *, on: str = "") -> Sequence[str]:
        found = [message for message in self._messages() if on in as_read(self._words(message))]
        return [button["label"] for message in found for button in _buttons(message)]

    def rooms(self) -> Sequence[str]:
        return [channel.name for channel in self._places()]

    def may_say(self, room: str) -> bool:
        found = [channel for channel in self._places() if channel.name == room]
        world = self.person.server.world
        return bool(found) and bool(world.allowed(found[-1], self.person.user) & Permission.SEND_MESSAGES)


class DiscordStage(PlayedStage[DiscordActor]):
    """Implements ``Stage``."""

    platform = "discord"

    def __init__(self, server: FakeDiscord, features: Sequence[Feature], clock: FrozenClock, url: str) -> None:
        super().__init__(features, clock, url)
        self.server = server
        self.guild = server.guild("Quality")
        self.community = CommunityRef("discord", str(self.guild.id))
        self._adapter: DiscordAdapter | None = None

    async def port(self) -> ChatPort:
        server = self.server
        settings = DiscordSettings(token=server.token, api_url=server.api_url, gateway_url=server.gateway_url)
        self._adapter = DiscordAdapter(settings, words, self.clock)
        return self._adapter

    async def _starts(self) -> None:
        await super()._starts()
        assert self._adapter is not None
        await self._adapter.sync(self.bot.catalogue.menus)

    async def quiet(self) -> None:
        await self._heard()
        adapter = self._adapter
        while adapter is not None and not adapter.idle:
            await self.server.until(lambda: adapter.idle, PATIENCE)
            await self._heard()

    async def _heard(self) -> None:
        """Wait until the bot has taken all that the gateway sent, by the number of the last event it took."""
        async with asyncio.timeout(PATIENCE):
            while self._behind():
                await asyncio.sleep(0)

    def _behind(self) -> bool:
        client = self._adapter._client if self._adapter is not None else None
        taken = client.ws.sequence if client is not None and client.ws is not None else None
        return any((taken or 0) < session.sequence for session in self.server.gateway.live)

    async def enters(self, name: str, *, locale: str, zone: str, guest: bool) -> DiscordActor:
        del guest  # Discord knows none.
        person = self.guild.person(name, locale={"en": "en-US"}.get(locale, locale))
        person.user.global_name = name
        return DiscordActor(self, name, person, zone)

    def room(self, actor: DiscordActor, name: str) -> Channel:
        """Find a room that somebody sees, by its name."""
        found = [channel for channel in actor._places() if channel.name == name]
        assert found, f"{actor.name} sees no room {name}, only {actor.rooms()}"
        return found[-1]

    def name_of(self, kind: str, key: int) -> str:
        """Name a user or a channel as the client shows it."""
        if kind == "channel":
            channel = self.server.world.find_channel(key)
            return f"#{channel.name}" if channel else "#…"
        user = self.server.world.users.get(key)
        return f"@{user.global_name or user.name}" if user else "@…"

    async def refuses_admissions(self, *, times: int = 1) -> None:
        route = "PUT /channels/{channel_id}/permissions/{overwrite_id}"
        self.server.faults.add(Forbidden(MISSING_PERMISSIONS), route, times=times)

    async def refuses_rooms(self, *, times: int = 1) -> None:
        self.server.faults.add(Forbidden(MISSING_PERMISSIONS), "POST /guilds/{guild_id}/channels", times=times)

    async def archives(self, room: str) -> None:
        # Discord archives no channel; it is deleted.
        self.guild.delete(self.guild.named(room))
        await self.settle()

    async def repeats_next(self, times: int) -> None:
        for name in ("MESSAGE_CREATE", "CHANNEL_UPDATE", "INTERACTION_CREATE"):
            self.server.gateway.repeat(name, times)

    def called(self) -> set[str]:
        names = {actor.person.id: name for name, actor in self.people.items()}
        bot = self.server.world.bot
        said = [m for channel in self.guild.channels for m in channel.messages.values() if m.author is bot]
        found = {names[user] for message in said for user in message.mention_ids if user in names}
        return found | {"everyone" for message in said if message.mention_everyone or message.mention_role_ids}

    def readers_of(self, marker: str) -> set[str]:
        return {name for name, actor in self.people.items() if self._could_read(actor, marker)}

    def _could_read(self, actor: DiscordActor, marker: str) -> bool:
        """Tell whether a text stands, or ever stood, where somebody can read it."""
        person = actor.person
        for channel in (*actor._places(), person.dm):
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

    def sent(self) -> str:
        return "\n".join(self.server.texts())


def _buttons(message: Message) -> list[dict[str, Any]]:
    return [
        found
        for _, found in walk(message.components)
        if found.get("type") == Kind.BUTTON and found.get("style") != LINK_STYLE and not found.get("disabled")
    ]


@contextlib.asynccontextmanager
async def discord_stage(features: Sequence[Feature], *, url: str = "sqlite://") -> AsyncIterator[DiscordStage]:
    """Set the stage; what the bot sent must have been as Discord wants it."""
    clock = FrozenClock()
    async with FakeDiscord(now=clock.now, patience=PATIENCE) as server:
        stage = DiscordStage(server, features, clock, url)
        async with stage.open():
            yield stage
        assert server.breaches == []
        assert server.answer_breaches == []
