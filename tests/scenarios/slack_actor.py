"""A person at a Slack client, for stories."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.platforms.slack import ClientRefused, Message, Person, View
from tests.platforms.slack.elements import placed
from tests.scenarios.playing import as_read
from tests.scenarios.slack_talk import SlackTalk
from tests.scenarios.slack_words import blocks_words
from tests.scenarios.stage import Actor, Filled, Remembered

if TYPE_CHECKING:
    from tests.scenarios.slack_stage import SlackStage

WRONG = "⚠️ "
PATIENCE = 30.0
"""Seconds of the machine's time that people wait: what is slow here are neighbours; speed has tests of its own."""


class SlackActor(SlackTalk):
    """Implements ``Actor``."""

    def __init__(self, stage: "SlackStage", name: str, person: Person) -> None:
        super().__init__(stage, name, person)
        self._refused = ""
        self._read_up_to = ""

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

    async def uses_shortcut(self, label: str, *, on: str) -> None:
        self._turns_away()
        await self.person.shortcut(self._stage.shortcut(label), self._saying(on), patience=PATIENCE)
        await self._stage.settle()

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
        rooms = [f"{channel.name} {channel.topic} {channel.purpose}" for channel in self.places()]
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

    def may_say(self, room: str) -> bool:
        found = [channel for channel in self.places() if channel.name == room]
        return bool(found) and self.person.id in found[-1].members and not found[-1].archived
