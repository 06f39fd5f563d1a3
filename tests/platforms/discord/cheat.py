"""A person with a client of their own making, which checks nothing before it sends.

What a client sends is a claim: identifiers can be made up, hidden controls used, permissions ignored.
"""

from __future__ import annotations

from .answers import Answered
from .components import Kind
from .errors import Json
from .interactions import Interaction, InteractionType
from .person import Person
from .state import Channel, Message


class Cheat:
    """Sends for a person what the real client would not offer."""

    def __init__(self, person: Person) -> None:
        self.person = person

    async def press(self, message: Message, custom_id: str) -> Answered:
        """Press a button that need not be there, on a message that need not be visible."""
        data: Json = {"custom_id": custom_id, "component_type": int(Kind.BUTTON), "id": 1}
        return await self._send(InteractionType.COMPONENT, self._place_of(message), data, message)

    async def select(self, message: Message, custom_id: str, *values: str) -> Answered:
        """Pick values that no menu offered."""
        data: Json = {
            "custom_id": custom_id,
            "component_type": int(Kind.STRING_SELECT),
            "id": 1,
            "values": list(values),
        }
        return await self._send(InteractionType.COMPONENT, self._place_of(message), data, message)

    async def submit(
        self, custom_id: str, values: dict[str, str | list[str]], channel: Channel, message: Message | None = None
    ) -> Answered:
        """Send a modal that was never opened; a text fills a text input, a list a menu."""
        rows = [_label(number, name, value) for number, (name, value) in enumerate(values.items())]
        data: Json = {"custom_id": custom_id, "components": rows}
        return await self._send(InteractionType.MODAL_SUBMIT, channel, data, message, self._never_sent(channel))

    async def command(self, name: str, options: list[Json], channel: Channel, **more: object) -> Answered:
        """Use a command with options as they stand, whatever was registered and whoever may use it."""
        application = self.person.server.world.application
        known = next((c.id for c in application.commands.values() if c.name == name), 1)
        data: Json = {"id": str(known), "name": name, "type": 1, "options": options} | more
        return await self._send(InteractionType.COMMAND, channel, data, None)

    async def _send(
        self,
        kind: InteractionType,
        place: Channel,
        data: Json,
        source: Message | None,
        parent: Interaction | None = None,
    ) -> Answered:
        server = self.person.server
        opened = server.interactions.open(kind, self.person.user, place, data, source=source, parent=parent)
        answered = Answered(server, opened)
        await answered.first()
        return answered

    def _never_sent(self, channel: Channel) -> Interaction:
        """Make up the command that a modal would have come from."""
        world = self.person.server.world
        return Interaction(
            id=world.snowflakes.take(),
            token="",
            type=InteractionType.COMMAND,
            user=self.person.user,
            channel=channel,
            guild=world.guild_of(channel),
            data={"name": "made up", "type": 1},
            created_at=world.now(),
        )

    def _place_of(self, message: Message) -> Channel:
        return self.person.server.world.channel(message.channel_id)


def _label(number: int, custom_id: str, value: str | list[str]) -> Json:
    kind, key = (Kind.TEXT_INPUT, "value") if isinstance(value, str) else (Kind.STRING_SELECT, "values")
    inside = {"type": int(kind), "id": number * 2 + 2, "custom_id": custom_id, key: value}
    return {"type": int(Kind.LABEL), "id": number * 2 + 1, "component": inside}
