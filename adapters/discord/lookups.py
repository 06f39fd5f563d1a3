"""What is read from Discord when someone asks: whole threads, and single members."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from adapters.discord import failures, limits, places, wording
from adapters.discord.posts import MESSAGE, MESSAGES
from adapters.discord.rest import ApiRefusal, Call, Rest
from bot.core.inbound import MemberSeen, ThreadMessage, ThreadRead
from bot.core.intents import LookUpMember, ReadThread
from bot.core.refs import MessageRef
from bot.ports.chat import Delivery, Receipt
from bot.ports.clock import Clock

Payload = Mapping[str, Any]

_LONGEST_THREAD: Final = 1000
# What people write: messages and replies; the rest tells of pins, joins and the like.
_WRITTEN: Final = frozenset({0, 19})

log = structlog.get_logger()


class Lookups:
    """Reads threads and members."""

    def __init__(self, rest: Rest, clock: Clock) -> None:
        self._rest = rest
        self._clock = clock

    async def thread(self, delivery: Delivery, intent: ReadThread) -> Receipt:
        """Read what people wrote in a thread, oldest first, with the message that began it.

        Where no thread hangs on the message, it is the one message. Without the message-content intent the texts
        are empty, except where the bot is addressed.
        """
        ref = intent.thread
        guild, room, thread = ref.room.community.id, ref.room.room, places.thread_of(ref)
        found: list[ThreadMessage] = []
        try:
            found = [
                _read(message, places.message(guild, thread, str(message["id"]), parent=room), guild)
                for message in await self._pages(thread)
                if _is_written(message)
            ]
        except ApiRefusal as refusal:
            if refusal.code != failures.UNKNOWN_CHANNEL:
                raise
        found = [*await self._beginning(guild, room, thread, found), *found]
        heard = ThreadRead(
            key=f"heard:{delivery.key}",
            community=ref.room.community,
            at=self._clock.now(),
            intent=delivery.key,
            then=delivery.then,
            about=delivery.about,
            messages=tuple(found),
        )
        return Receipt(heard=heard)

    async def member(self, delivery: Delivery, intent: LookUpMember) -> Receipt:
        """Read what a server tells of a member: the name; language and zone are not told."""
        guild, user = intent.member.community.id, intent.member.user
        member = await self._rest.call(Call("GET", "/guilds/{guild}/members/{user}", {"guild": guild, "user": user}))
        account: Payload = member["user"]
        heard = MemberSeen(
            key=f"heard:{delivery.key}",
            community=intent.member.community,
            at=self._clock.now(),
            member=intent.member,
            display_name=wording.called(account, member),
            bot=bool(account.get("bot")),
        )
        return Receipt(heard=heard)

    async def _pages(self, channel: str) -> list[Payload]:
        found: list[Payload] = []
        after = "0"
        while len(found) < _LONGEST_THREAD:
            query = {"limit": str(limits.PAGE), "after": after}
            page = await self._rest.call(Call("GET", MESSAGES, {"channel": channel}, query=query)) or []
            page = sorted(page, key=lambda message: int(message["id"]))
            found += page
            if len(page) < limits.PAGE:
                return found
            after = str(page[-1]["id"])
        log.warning("thread_cut", messages=len(found))
        return found

    async def _beginning(self, guild: str, room: str, thread: str, found: list[ThreadMessage]) -> list[ThreadMessage]:
        """Read the message that began the thread; it stands in the room, not in the thread (but for forum posts)."""
        if any(places.where(message.message)[1] == thread for message in found):
            return []
        try:
            message = await self._rest.call(Call("GET", MESSAGE, {"channel": room, "message": thread}))
        except ApiRefusal as refusal:
            if refusal.code in {failures.UNKNOWN_MESSAGE, 50008}:
                return []
            raise
        ref = places.message(guild, room, thread)
        return [_read(message, ref, guild)] if _is_written(message) else []


def _is_written(message: Payload) -> bool:
    author = message.get("author") or {}
    return message.get("type") in _WRITTEN and not author.get("bot") and not message.get("webhook_id")


def _read(message: Payload, ref: MessageRef, guild: str) -> ThreadMessage:
    author = places.member(guild, str(message["author"]["id"]))
    return ThreadMessage(ref, author, datetime.fromisoformat(message["timestamp"]), wording.said(message))
