"""A person in a Discord server's channels and threads, for stories: what they see, say and do to what was said."""

from typing import TYPE_CHECKING, Final

from bot.core.refs import MemberRef
from tests.platforms.discord import Person
from tests.platforms.discord.state import Channel, ChannelType, Message, MessageType
from tests.scenarios.discord_words import components_words, markdown_words
from tests.scenarios.playing import as_read

if TYPE_CHECKING:
    from tests.scenarios.discord_stage import DiscordStage

THREAD_NAME: Final = "Thread"
"""What people call a thread that they begin; the client suggests the message's first words."""
WRITTEN: Final = frozenset({MessageType.DEFAULT, MessageType.REPLY})
LINK: Final = "https://discord.com/channels/{guild}/{channel}/{message}"


class DiscordTalk:
    """The part of ``Actor`` that needs no bot."""

    def __init__(self, stage: "DiscordStage", name: str, person: Person, zone: str) -> None:
        self._stage = stage
        self._zone = zone
        self.person = person
        self.name = name
        self.ref = MemberRef(stage.community, str(person.id))

    async def says(self, room: str, text: str, *, under: str = "") -> None:
        channel = self._stage.room(self, room)
        place = await self._thread(self._saying(under, channel), channel) if under else channel
        await self.person.says(place, text)
        await self._stage.settle()

    async def _thread(self, message: Message, channel: Channel) -> Channel:
        """Find the thread that a message stands in or began; begin it if there is none yet."""
        if message.channel_id != channel.id:
            return self.person.server.world.channel(message.channel_id)
        if message.thread_id is not None:
            return self.person.server.world.channel(message.thread_id)
        return await self.person.starts_thread(channel, THREAD_NAME, message=message)

    async def writes(self, text: str) -> None:
        await self.person.says(None, text)
        await self._stage.settle()

    async def reacts(self, emoji: str, *, on: str) -> None:
        await self.person.reacts(self._saying(on), emoji)
        await self._stage.settle()

    async def takes_reaction_back(self, emoji: str, *, on: str) -> None:
        message = self._saying(on)
        assert self.person.id in message.reactions.get(emoji, []), f"{self.name} did not react with {emoji}"
        await self.person.unreacts(message, emoji)
        await self._stage.settle()

    async def edits(self, old: str, new: str) -> None:
        await self.person.edits(self._saying(old, own=True), new)
        await self._stage.settle()

    async def deletes(self, text: str) -> None:
        await self.person.deletes(self._saying(text, own=True))
        await self._stage.settle()

    def message_link(self, text: str) -> str:
        message = self._saying(text)
        return LINK.format(guild=self._stage.guild.id, channel=message.channel_id, message=message.id)

    async def makes_room(self, name: str, *, closed: bool = False, bot: bool = True) -> None:
        # Only who manages the server can make a channel; whoever wants one has them do it, and let the bot in.
        guild = self._stage.guild
        ours = Person(self.person.server, self.person.server.world.bot)
        channel = guild.channel(name, private_to=[self.person, *([ours] if bot else [])] if closed else None)
        if not (bot or closed):
            guild.shut_out(channel)
        await self._stage.settle()

    def rooms(self) -> list[str]:
        return [channel.name for channel in self.places() if not channel.is_thread]

    def places(self) -> list[Channel]:
        """Give the channels and threads in sight."""
        return [c for c in self._stage.guild.channels if c.type != ChannelType.CATEGORY and self.person.can_see(c)]

    def _messages(self) -> list[Message]:
        found = [message for channel in (*self.places(), self.person.dm) for message in self.person.sees(channel)]
        return sorted(found, key=lambda message: message.id)

    def _saying(self, words: str, channel: Channel | None = None, *, own: bool = False) -> Message:
        """Find the newest message with these words, a person's first; what only one person sees has no menu."""
        bot_first = sorted(self._messages(), key=lambda message: not message.author.bot)
        for message in reversed(bot_first):
            if message.ephemeral_to is not None or message.type not in WRITTEN:
                continue
            if words in as_read(self._words(message)) and (not own or message.author is self.person.user):
                place = self.person.server.world.channel(message.channel_id)
                if channel is None or channel.id in {place.id, place.parent_id}:
                    return message
        raise LookupError(f"{self.name} sees no message that says {words!r}")

    def _words(self, message: Message) -> str:
        said = components_words(message.components, self._stage.name_of, self._zone)
        return "\n".join(part for part in (self._markdown(message.content), said) if part)

    def _markdown(self, text: str) -> str:
        return markdown_words(text, self._stage.name_of, self._zone)
