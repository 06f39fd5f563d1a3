"""Calls of Slack's Web API for one workspace, each answer or refusal in the core's words."""

from typing import Any, Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.failures import answered
from adapters.slack.rich import Json
from bot.ports.chat import Scope, Unreachable

NO_BLOCKS: Final = frozenset({"invalid_blocks", "invalid_blocks_format"})


class Web:
    """The few calls that messages and views need; each promises a ``Failure`` for whatever goes wrong."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self.client = client
        self._session = session
        self._direct: dict[str, str] = {}

    async def post(self, channel: str, message: Json, **more: Any) -> AsyncSlackResponse:
        """Post a message."""
        call = self.client.chat_postMessage(channel=channel, **message, **more)
        return await answered(call, repeatable=False, scope=Scope.DESTINATION)

    async def edit(self, channel: str, ts: str, message: Json) -> None:
        """Rewrite a message; one without blocks loses those it had."""
        call = self.client.chat_update(channel=channel, ts=ts, text=message["text"], blocks=message.get("blocks", []))
        await answered(call, repeatable=True, scope=Scope.DESTINATION)

    async def direct(self, user: str) -> str:
        """Give the channel for writing to one person alone."""
        if user not in self._direct:
            call = self.client.conversations_open(users=[user])
            answer = await answered(call, repeatable=True, scope=Scope.COMMUNITY)
            self._direct[user] = str(answer["channel"]["id"])
        return self._direct[user]

    async def open(self, trigger: str, view: Json) -> None:
        """Show a modal."""
        call = self.client.views_open(trigger_id=trigger, view=view)
        await answered(call, repeatable=True, scope=Scope.COMMUNITY)

    async def push(self, trigger: str, view: Json) -> None:
        """Lay a modal on the one that is open."""
        call = self.client.views_push(trigger_id=trigger, view=view)
        await answered(call, repeatable=True, scope=Scope.COMMUNITY)

    async def update(self, view_id: str, view: Json) -> None:
        """Show something else in an open modal."""
        call = self.client.views_update(view_id=view_id, view=view)
        await answered(call, repeatable=True, scope=Scope.COMMUNITY)

    async def publish(self, user: str, view: Json) -> None:
        """Show a member their own page."""
        call = self.client.views_publish(user_id=user, view=view)
        await answered(call, repeatable=True, scope=Scope.COMMUNITY)

    async def respond(self, url: str, message: Json) -> bool:
        """Answer where a gesture was made; False if Slack did not take it (too late, too often, gone)."""
        try:
            async with self._session.post(url, json=message) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    async def upload(self, url: str, content: bytes) -> None:
        """Send a file's bytes to the address that Slack gave for them; nobody sees them yet."""
        try:
            async with self._session.post(url, data=content) as answer:
                if answer.status == 200:
                    return
                problem = f"http_{answer.status}"
        except (aiohttp.ClientError, TimeoutError, OSError) as away:
            problem = type(away).__name__
        raise Unreachable(problem)
