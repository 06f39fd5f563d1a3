"""What is read back from Slack: a thread that was asked for, and our own messages, to settle a doubt."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import mrkdwn
from adapters.slack.apps import Identity
from adapters.slack.events import SPOKEN, moment
from adapters.slack.failures import answered
from bot.core.inbound import ThreadMessage
from bot.core.refs import MessageRef
from bot.ports.chat import Found, Scope

Message = Mapping[str, Any]

PAGE: Final = 200
THREAD_PAGES: Final = 50
LOOK_BACK_PAGES: Final = 10
LOOK_BACK: Final = timedelta(days=30)
ENOUGH: Final = timedelta(days=2)
"""A doubt is looked into within minutes: what is not among the messages of two days was not posted."""
METADATA: Final = "podkeeper_outbox"


class Reading:
    """Reads one workspace's messages."""

    def __init__(self, client: AsyncWebClient, me: Identity) -> None:
        self._client = client
        self._me = me

    async def thread(self, thread: MessageRef) -> tuple[ThreadMessage, ...]:
        """Read a whole thread, oldest first; an app's messages have no author."""
        found = [message async for message in self._replies(thread.room.room, thread.message)]
        return tuple(self._said(message, thread) for message in found if message.get("subtype") in SPOKEN)

    def _said(self, message: Message, thread: MessageRef) -> ThreadMessage:
        ts, user = message["ts"], message.get("user")
        by_person = bool(user) and not message.get("bot_id") and user != self._me.user
        return ThreadMessage(
            MessageRef(thread.room, ts),
            self._me.member(user) if user and by_person else None,
            moment(ts),
            mrkdwn.read(str(message.get("text") or ""), self._me.user),
        )

    async def _replies(self, channel: str, ts: str) -> AsyncIterator[Message]:
        cursor, seen = "", set[str]()
        for _ in range(THREAD_PAGES):
            call = self._client.conversations_replies(
                channel=channel, ts=ts, limit=PAGE, cursor=cursor, include_all_metadata=True
            )
            page = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
            for message in page.get("messages") or []:
                # Every page of a thread may begin with its first message again.
                if message["ts"] not in seen:
                    seen.add(message["ts"])
                    yield message
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    async def find_own(self, channel: str, thread: str, mark: str, now: datetime) -> tuple[Found, str]:
        """Look for our own message with this mark; gives its ts where it is found."""
        if thread:
            async for message in self._replies(channel, thread):
                if self._has(message, mark):
                    return Found.DONE, str(message["ts"])
            return Found.NOT_DONE, ""
        cursor, last = "", now
        for _ in range(LOOK_BACK_PAGES):
            call = self._client.conversations_history(
                channel=channel,
                limit=PAGE,
                cursor=cursor,
                oldest=f"{(now - LOOK_BACK).timestamp():.6f}",
                include_all_metadata=True,
            )
            page = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
            for message in page.get("messages") or []:
                if self._has(message, mark):
                    return Found.DONE, str(message["ts"])
                last = moment(message["ts"])
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return Found.NOT_DONE, ""
        return (Found.NOT_DONE if now - last > ENOUGH else Found.UNKNOWN), ""

    def _has(self, message: Message, mark: str) -> bool:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        ours = message.get("bot_id") == self._me.bot or message.get("user") == self._me.user
        return ours and metadata.get("event_type") == METADATA and payload.get("key") == mark

    async def has_file(self, channel: str, name: str, now: datetime) -> bool:
        """Tell whether a file of this name was sent lately."""
        call = self._client.conversations_history(
            channel=channel, limit=PAGE, oldest=f"{(now - ENOUGH).timestamp():.6f}"
        )
        page = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
        files = [file for message in page.get("messages") or [] for file in message.get("files") or []]
        return any(name in (file.get("name"), file.get("title")) for file in files)
