"""Who may read a channel, as Slack itself decides it: so that nothing is read for somebody that is not theirs."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import Identity
from adapters.slack.events import is_guest
from adapters.slack.failures import answered
from adapters.slack.people import People
from adapters.slack.web import Web
from bot.core.refs import Door, MemberRef, RoomRef
from bot.ports.chat import Failure, NotReadable, Scope

PATIENCE_SECONDS: Final = 1.0
"""Slack waits three seconds for an answer to a gesture, and the core may need half of them."""
PAGE: Final = 1000
"""How many members of a channel Slack names at a time, at most."""


class Sight:
    """Tells it for one workspace, anew each time: whoever was put out of a channel reads nothing of it any more."""

    def __init__(self, client: AsyncWebClient, web: Web, me: Identity, people: People) -> None:
        self._client = client
        self._web = web
        self._me = me
        self._people = people

    async def check(self, room: RoomRef, reader: MemberRef) -> None:
        """NotReadable where somebody cannot read a channel: a public one is for every full member."""
        if reader.community != room.community or not await self._reads(room.room, reader.user):
            raise NotReadable

    async def _reads(self, channel: str, user: str) -> bool:
        if channel.startswith("D"):
            # Of all direct conversations the bot is in one with each person, and can read no other.
            return channel == await self._web.direct(user)
        told = await self._people.look_up(user)
        if told.get("deleted"):
            return False
        if not is_guest(told, self._me) and is_public(await self._info(channel)):
            return True
        async for member in self._members(channel):
            if member == user:
                return True
        return False

    async def door(self, room: RoomRef) -> Door | None:
        """Tell who gets into a channel; None where Slack does not tell in time, as of a private one without the bot."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                told = await self._info(room.room)
        except (Failure, TimeoutError):
            return None
        if told.get("is_im"):
            return Door.DIRECT
        return Door.OPEN if is_public(told) else Door.CLOSED

    async def public_name(self, channel: str) -> str:
        """Give the name of a public channel; the name of any other is for its members alone, so it is empty."""
        told = await self._info(channel)
        return str(told.get("name") or "") if is_public(told) else ""

    async def _info(self, channel: str) -> Mapping[str, Any]:
        call = self._client.conversations_info(channel=channel)
        answer = await answered(call, repeatable=True, scope=Scope.DESTINATION)
        told: Mapping[str, Any] = answer["channel"]
        return told

    async def _members(self, channel: str) -> AsyncIterator[str]:
        cursor = ""
        while True:
            call = self._client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
            page = await answered(call, repeatable=True, scope=Scope.DESTINATION)
            for member in page.get("members") or []:
                yield str(member)
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return


def is_public(channel: Mapping[str, Any]) -> bool:
    """Tell whether every full member of the workspace can read a channel."""
    return bool(channel.get("is_channel")) and not channel.get("is_private")
