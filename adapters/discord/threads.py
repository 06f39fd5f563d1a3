"""Threads, read when someone asks: what people wrote in them, in plain words, for somebody who may read it.

A message that began no thread is read with the chain of replies that it stands in, upwards as far as it goes and
downwards among the messages that follow it: that is how Discord's people talk outside threads.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from adapters.discord import failures, limits, places, wording
from adapters.discord.happenings import from_a_person
from adapters.discord.posts import MESSAGE, MESSAGES
from adapters.discord.rest import ApiRefusal, Call, Rest
from adapters.discord.sight import Sight
from bot.core.inbound import ThreadMessage, ThreadRead
from bot.core.intents import ReadThread
from bot.core.refs import MessageRef
from bot.ports.chat import Delivery, NothingSaid, Receipt
from bot.ports.clock import Clock

Payload = Mapping[str, Any]

_LONGEST_THREAD: Final = 1000
_LONGEST_CHAIN: Final = 20
_NOT_A_TEXT_CHANNEL: Final = 50008

log = structlog.get_logger()


class Threads:
    """Reads threads. ``content`` says whether the bot has the intent that gives it people's words."""

    def __init__(self, rest: Rest, clock: Clock, *, content: bool) -> None:
        self._rest = rest
        self._clock = clock
        self._content = content
        self._sight = Sight(rest)

    async def read(self, delivery: Delivery, asked: ReadThread) -> Receipt:
        """Read a thread, oldest first; NotReadable for whoever could not, NothingSaid where nobody wrote."""
        ref = asked.thread
        room, guild = ref.room.room, ref.room.community.id
        thread = await self._sight.thread(ref.room, places.thread_of(ref))
        if asked.reader is not None:
            await self._sight.check(ref.room, thread, asked.reader)
        found = await (self._around(room, ref.message) if thread is None else self._whole(room, str(thread["id"])))
        written = [message for message in found if from_a_person(message)]
        if not written:
            raise NothingSaid
        names = await self._sight.names(guild) if any(map(wording.names_places, written)) else {}
        messages = tuple(_read(message, ref, names) for message in written)
        heard = ThreadRead(
            key=f"heard:{delivery.key}",
            community=ref.room.community,
            at=self._clock.now(),
            intent=delivery.key,
            then=delivery.then,
            about=delivery.about,
            messages=messages,
            wordless=not self._content and not all(message.text for message in messages),
        )
        return Receipt(heard=heard)

    async def _whole(self, room: str, thread: str) -> list[Payload]:
        """Read a thread with the message that began it, which stands in the room (but for forum posts)."""
        inside: list[Payload] = []
        after = "0"
        while len(inside) < _LONGEST_THREAD:
            page = await self._page(thread, after)
            inside += page
            if len(page) < limits.PAGE:
                break
            after = str(page[-1]["id"])
        else:
            log.warning("thread_cut", messages=len(inside))
        if any(str(message["id"]) == thread for message in inside):
            return inside
        first = await self._message(room, thread)
        return inside if first is None else [first, *inside]

    async def _around(self, channel: str, message_id: str) -> list[Payload]:
        """Read a message outside threads with what it answers, and what answers it."""
        # What stands in a thread that is not there (or hangs elsewhere) is not there either.
        message = await self._message(channel, message_id) if message_id.isdigit() else None
        if message is None:
            return []
        chain = [message]
        while (answered := _answered(chain[0])) and len(chain) <= _LONGEST_CHAIN:
            earlier = await self._message(channel, answered)
            if earlier is None:
                break
            chain.insert(0, earlier)
        ids = {str(message["id"]) for message in chain}
        for later in await self._page(channel, message_id):
            if _answered(later) in ids and str(later["id"]) not in ids:
                ids.add(str(later["id"]))
                chain.append(later)
        return chain

    async def _page(self, channel: str, after: str) -> list[Payload]:
        query = {"limit": str(limits.PAGE), "after": after}
        page = await self._rest.call(Call("GET", MESSAGES, {"channel": channel}, query=query)) or []
        return sorted(page, key=lambda message: int(message["id"]))

    async def _message(self, channel: str, message: str) -> Payload | None:
        try:
            found: Payload = await self._rest.call(Call("GET", MESSAGE, {"channel": channel, "message": message}))
        except ApiRefusal as refusal:
            if refusal.code in {failures.UNKNOWN_MESSAGE, _NOT_A_TEXT_CHANNEL}:
                return None
            raise
        return found


def _answered(message: Payload) -> str:
    """Give the id of the message that this one replies to; empty for what is no reply, as when it is passed on."""
    reference = message.get("message_reference") or {}
    here = reference.get("type", 0) == 0 and str(reference.get("channel_id")) == str(message["channel_id"])
    return str(reference.get("message_id") or "") if here and from_a_person(message) else ""


def _read(message: Payload, ref: MessageRef, names: Mapping[str, str]) -> ThreadMessage:
    guild, channel, room = ref.room.community.id, str(message["channel_id"]), ref.room.room
    return ThreadMessage(
        places.message(guild, channel, str(message["id"]), parent="" if channel == room else room),
        places.member(guild, str(message["author"]["id"])),
        datetime.fromisoformat(message["timestamp"]),
        wording.said(message, names),
    )
