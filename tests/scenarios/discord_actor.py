"""A person at a Discord client, for stories."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from adapters.discord import custom_ids
from bot.ports.feature import Submit
from tests.platforms.discord import Answered, Cheat, ClientRefused, Permission, Person
from tests.platforms.discord.components import LINK_STYLE, Kind, walk
from tests.platforms.discord.state import Message
from tests.scenarios.discord_talk import DiscordTalk
from tests.scenarios.discord_words import components_words
from tests.scenarios.playing import as_read
from tests.scenarios.stage import Actor, Filled, Remembered

if TYPE_CHECKING:
    from tests.scenarios.discord_stage import DiscordStage

WRONG = "⚠ "


class DiscordActor(DiscordTalk):
    """Implements ``Actor``."""

    def __init__(self, stage: "DiscordStage", name: str, person: Person, zone: str) -> None:
        super().__init__(stage, name, person, zone)
        self._refused = ""
        self._entered: dict[str, Any] = {}
        self._leading: Message | None = None

    async def uses(self, command: str, /, *, at: str = "general", **values: str) -> None:
        self._turns_away()
        name = command.removeprefix("/")
        members = self._stage.member_params(name)
        options: dict[str, Any] = {
            param: self._stage.people[value].person if param in members else value for param, value in values.items()
        }
        await self._goes_on(await self.person.command(name, options, self._stage.room(self, at)))

    async def uses_shortcut(self, label: str, *, on: str) -> None:
        self._turns_away()
        await self._goes_on(await self.person.use_on_message(self._saying(on), label))

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
        rooms = [f"{channel.name} {channel.topic or ''}" for channel in self.places()]
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

    def may_say(self, room: str) -> bool:
        found = [channel for channel in self.places() if channel.name == room]
        world = self.person.server.world
        return bool(found) and bool(world.allowed(found[-1], self.person.user) & Permission.SEND_MESSAGES)


def _buttons(message: Message) -> list[dict[str, Any]]:
    return [
        found
        for _, found in walk(message.components)
        if found.get("type") == Kind.BUTTON and found.get("style") != LINK_STYLE and not found.get("disabled")
    ]
