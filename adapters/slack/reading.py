"""What is read back from Slack, page by page: whole threads, and our own messages, to settle a doubt."""

import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.apps import Identity
from adapters.slack.events import moment
from adapters.slack.failures import answered
from bot.ports.chat import Found, Postponed, Scope

Message = Mapping[str, Any]

PAGE: Final = 200
THREAD_PAGES: Final = 50
LOOK_BACK_PAGES: Final = 10
LOOK_BACK: Final = timedelta(days=30)
ENOUGH: Final = timedelta(days=2)
"""A doubt is looked into within minutes: what is not among the messages of two days was not posted."""
METADATA: Final = "podkeeper_outbox"

KEPT: Final = 100
"""Of how many places is kept what was read of them so far, or where their thread begins."""


class _TooLong(Exception):
    """There is more than we read of any place."""


@dataclass(slots=True)
class _Begun:
    """A place that is being read: what was read of it so far, and where it goes on."""

    cursor: str = ""
    pages: int = 0
    messages: dict[str, Message] = field(default_factory=dict)

    def turn(self, page: AsyncSlackResponse) -> list[Message]:
        """Take a page; gives what is new on it. Every page of a thread may begin with its first message again."""
        self.pages += 1
        self.cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        new = {message["ts"]: message for message in page.get("messages") or [] if message["ts"] not in self.messages}
        self.messages |= new
        return list(new.values())


class Reading:
    """Reads one workspace's messages."""

    def __init__(self, client: AsyncWebClient, me: Identity) -> None:
        self._client = client
        self._me = me
        self._begun: OrderedDict[str, _Begun] = OrderedDict()
        self._roots: OrderedDict[str, str] = OrderedDict()

    async def thread(self, channel: str, ts: str) -> list[Message]:
        """Read the whole thread that a message began or stands in, oldest first.

        For a reply Slack gives that reply alone, although it names the thread (slackapi/bolt-python issue 783).
        """
        place = f"{channel}/{ts}"
        root = self._roots.get(place, ts)
        found = await self._whole(channel, root)
        if root == ts and found and (root := str(found[0].get("thread_ts") or ts)) != ts:
            # Known from now on, so that where Slack lets one page be read a minute the next try goes on from here.
            self._roots[place] = root
            _bound(self._roots)
            found = await self._whole(channel, root)
        return found

    async def _whole(self, channel: str, ts: str) -> list[Message]:
        found: list[Message] = []
        with contextlib.suppress(_TooLong):
            async for message in self._replies(channel, ts):
                found.append(message)  # noqa: PERF401 - what was read before it became too long counts.
        return found

    def _replies(self, channel: str, ts: str) -> AsyncIterator[Message]:
        return self._pages(
            f"{channel}/{ts}",
            THREAD_PAGES,
            lambda cursor: self._client.conversations_replies(
                channel=channel, ts=ts, limit=PAGE, cursor=cursor, include_all_metadata=True
            ),
        )

    async def _pages(
        self, place: str, most: int, fetch: Callable[[str], Awaitable[AsyncSlackResponse]]
    ) -> AsyncIterator[Message]:
        """Give the messages of a place page by page, each once; where Slack asks to wait, the next try goes on there.

        An app that is given to several workspaces by OAuth may read one page a minute.
        """
        begun = self._begun.pop(place, None) or _Begun()
        for message in list(begun.messages.values()):
            yield message
        while begun.pages < most:
            try:
                page = await answered(fetch(begun.cursor), repeatable=True, scope=Scope.DESTINATION)
            except Postponed:
                self._begun[place] = begun
                _bound(self._begun)
                raise
            for message in begun.turn(page):
                yield message
            if not begun.cursor:
                return
        raise _TooLong

    async def find_own(self, channel: str, thread: str, mark: str, now: datetime) -> tuple[Found, str]:
        """Look for our own message with this mark; gives its ts where it is found."""
        place = self._replies(channel, thread) if thread else self._lately(channel, mark, now)
        last = now
        try:
            async for message in place:
                if self._has(message, mark):
                    return Found.DONE, str(message["ts"])
                last = moment(message["ts"])
        except _TooLong:
            return (Found.NOT_DONE if not thread and now - last > ENOUGH else Found.UNKNOWN), ""
        return Found.NOT_DONE, ""

    def _lately(self, channel: str, mark: str, now: datetime) -> AsyncIterator[Message]:
        oldest = f"{(now - LOOK_BACK).timestamp():.6f}"
        return self._pages(
            f"{channel}/{mark}",
            LOOK_BACK_PAGES,
            lambda cursor: self._client.conversations_history(
                channel=channel, limit=PAGE, cursor=cursor, oldest=oldest, include_all_metadata=True
            ),
        )

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
        page = await answered(call, repeatable=True, scope=Scope.DESTINATION)
        files = [file for message in page.get("messages") or [] for file in message.get("files") or []]
        return any(name in (file.get("name"), file.get("title")) for file in files)


def _bound(kept: OrderedDict[str, Any]) -> None:
    while len(kept) > KEPT:
        kept.popitem(last=False)
