"""A person in Slack's rooms and threads, for stories: what they see there, say there and do to what was said."""

from typing import TYPE_CHECKING, Final

from bot.core.refs import MemberRef
from tests.platforms.slack import Channel, Message, Person
from tests.platforms.slack.chat import permalink
from tests.scenarios.playing import as_read
from tests.scenarios.slack_words import blocks_words, typed_words

if TYPE_CHECKING:
    from tests.scenarios.slack_stage import SlackStage

EMOJI: Final = {
    "🌱": "seedling",
    "👍": "+1",
    "🙌": "raised_hands",
    "✅": "white_check_mark",
    "💡": "bulb",
    "🙏": "pray",
}
"""The names under which Slack's client sends them."""


class SlackTalk:
    """The part of ``Actor`` that needs no bot."""

    def __init__(self, stage: "SlackStage", name: str, person: Person) -> None:
        self._stage = stage
        self.person = person
        self.name = name
        self.ref = MemberRef(stage.community, person.id)

    async def says(self, room: str, text: str, *, under: str = "") -> None:
        channel = self._stage.room(self, room)
        if channel.kind == "public" and self.person.id not in channel.members:
            # The client lets nobody write into an open channel before they have joined it.
            self.person.joins(channel)
        self.person.says(channel, text, self._saying(under, channel) if under else None)
        await self._stage.settle()

    async def writes(self, text: str) -> None:
        self.person.says(None, text)
        await self._stage.settle()

    async def reacts(self, emoji: str, *, on: str) -> None:
        self.person.reacts(self._saying(on), EMOJI[emoji])
        await self._stage.settle()

    async def takes_reaction_back(self, emoji: str, *, on: str) -> None:
        self.person.unreacts(self._saying(on), EMOJI[emoji])
        await self._stage.settle()

    async def edits(self, old: str, new: str) -> None:
        self.person.edits(self._saying(old, own=True), new)
        await self._stage.settle()

    async def deletes(self, text: str) -> None:
        self.person.deletes(self._saying(text, own=True))
        await self._stage.settle()

    def message_link(self, text: str) -> str:
        return permalink(self.person.workspace, self._saying(text))

    async def makes_room(self, name: str, *, closed: bool = False, bot: bool = True) -> None:
        channel = self.person.creates(name, private=closed)
        if bot:
            self._stage.team.adds_app(channel, self.person)
        await self._stage.settle()

    def rooms(self) -> list[str]:
        return [channel.name for channel in self.places()]

    def places(self) -> list[Channel]:
        """Give the channels in sight."""
        return [c for c in self.person.workspace.channels.values() if c.kind in {"public", "private"} and self._sees(c)]

    def _sees(self, channel: Channel) -> bool:
        return (channel.kind == "public" and not self.person.user.guest) or self.person.id in channel.members

    def _messages(self) -> list[Message]:
        found = [message for channel in (*self.places(), self.person.dm) for message in self.person.sees(channel)]
        return sorted(found, key=lambda message: [int(part) for part in message.ts.split(".")])

    def _saying(self, words: str, channel: Channel | None = None, *, own: bool = False) -> Message:
        """Find the newest message with these words, a person's first; what only one person sees has no menu."""
        bot_first = sorted(self._messages(), key=lambda message: message.bot_id is None)
        for message in reversed(bot_first):
            mine, here = message.user == self.person.id, channel in {None, message.channel}
            shared = message.ephemeral_to is None
            if shared and here and (mine or not own) and words in as_read(self._words(message)):
                return message
        raise LookupError(f"{self.name} sees no message that says {words!r}")

    def _words(self, message: Message) -> str:
        if message.blocks:
            return blocks_words(message.blocks, self._stage.name_of)
        return typed_words(message.text, self._stage.name_of)
