"""A thread as people read it: what they said in it, in plain words, for somebody who may read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.slack import mrkdwn
from adapters.slack.apps import Identity
from adapters.slack.events import SPOKEN, by_bot, moment
from adapters.slack.people import People
from adapters.slack.reading import Reading
from adapters.slack.sight import Sight
from bot.core.inbound import ThreadMessage
from bot.core.intents import ReadThread
from bot.core.refs import MessageRef
from bot.ports.chat import NothingSaid, Rejected

Message = Mapping[str, Any]


class Threads:
    """Reads threads of one workspace."""

    def __init__(self, me: Identity, people: People, sight: Sight, reading: Reading) -> None:
        self._me = me
        self._people = people
        self._sight = sight
        self._reading = reading

    async def read(self, asked: ReadThread) -> tuple[ThreadMessage, ...]:
        """Read a whole thread, oldest first; NotReadable for whoever could not, NothingSaid where nobody spoke."""
        room = asked.thread.room
        if asked.reader is not None:
            await self._sight.check(room, asked.reader)
        found = [message for message in await self._find(asked.thread) if _is_said(message, self._me)]
        if not found:
            raise NothingSaid
        names = await self._names(str(message.get("text") or "") for message in found)
        return tuple(self._said(message, room.room, names) for message in found)

    async def _find(self, ref: MessageRef) -> list[Message]:
        try:
            return await self._reading.thread(ref.room.room, ref.message)
        except Rejected as refused:
            if refused.code != "thread_not_found":
                raise
            return []

    def _said(self, message: Message, channel: str, names: Mapping[str, str]) -> ThreadMessage:
        return ThreadMessage(
            self._me.message(channel, message["ts"]),
            self._me.member(message["user"]),
            moment(message["ts"]),
            mrkdwn.said(str(message.get("text") or ""), self._me.user, names),
        )

    async def _names(self, texts: Iterable[str]) -> dict[str, str]:
        """Find what people and channels are called that texts name by their ids alone."""
        users, channels = mrkdwn.named(texts)
        names = await self._people.names(users - {self._me.user})
        for channel in channels:
            try:
                names[channel] = await self._sight.public_name(channel)
            except Rejected:
                names[channel] = ""
        return names


def _is_said(message: Message, me: Identity) -> bool:
    return message.get("subtype") in SPOKEN and not by_bot(message, me)
