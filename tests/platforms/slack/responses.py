"""response_url: up to five further answers to an interaction within half an hour."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from . import messages
from .checks import check_message
from .errors import SlackError
from .faults import ConnectionDropped, Faulty
from .recording import Recorded
from .state import Channel, Json, Message, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

MOST_USES = 5
LIFE = 30 * 60.0
"""Seconds in which a response URL is taken."""


@dataclass(eq=False)
class ResponseUrl:
    """One response URL: for whom, where, and to which message."""

    workspace: Workspace
    user_id: str
    channel: Channel
    original: Message | None
    created: float
    uses: int = 0
    made: list[Message] = field(default_factory=list)


class ResponseUrls:
    """All response URLs ever given."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server
        self.given: dict[str, ResponseUrl] = {}

    def new(self, workspace: Workspace, user_id: str, channel: Channel, original: Message | None = None) -> str:
        """A fresh URL."""
        secret = self.server.ids.secret(32)
        self.given[secret] = ResponseUrl(workspace, user_id, channel, original, self.server.clock())
        return f"{self.server.origin}/response/{workspace.id}/{secret}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Take one post."""
        server = self.server
        raw = (await request.read()).decode("utf-8", errors="replace")
        try:
            content = json.loads(raw)
        except ValueError:
            content = None
        args: Json = content if isinstance(content, dict) else {}
        record = Recorded("response_url", args, raw, None, dict(request.headers), server.clock())
        record.team = request.match_info["team"]
        server.recording.requests.append(record)
        given = self.given.get(request.match_info["secret"])

        def apply() -> web.Response:
            try:
                if content is None:
                    raise SlackError("invalid_payload")
                self.take(given, args)
            except SlackError as refusal:
                gone = refusal.code in {"used_url", "expired_url", "no_such_url"}
                record.status, record.answer = 404 if gone else 400, refusal.body()
                return web.json_response(record.answer, status=record.status)
            record.status, record.answer = 200, {"ok": True}
            return web.Response(text="ok")

        fault = server.faults.take("response_url", args, record.team)
        try:
            return await fault.strike(Faulty(server, given.workspace if given else None, apply)) if fault else apply()
        except ConnectionDropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        finally:
            server.notify()

    def take(self, given: ResponseUrl | None, content: Json) -> None:
        """Do what one post asks.

        Raises:
            SlackError: no_such_url, expired_url, used_url, or what is wrong with the content.
        """
        server = self.server
        if given is None:
            raise SlackError("no_such_url")
        if server.clock() - given.created > LIFE:
            raise SlackError("expired_url")
        if given.uses >= MOST_USES:
            raise SlackError("used_url")
        original = given.original
        if content.get("delete_original"):
            given.uses += 1
            if original is not None and not original.deleted:
                messages.remove(server, given.workspace, original)
            return
        if not (content.get("text") or content.get("blocks") or content.get("attachments")):
            raise SlackError("no_text")
        check_message(server, "response_url", content)
        given.uses += 1
        if content.get("replace_original") and original is not None:
            if not original.deleted:
                sent = {key: value for key, value in content.items() if value is not None}
                anew = {"text": "", "blocks": [], "attachments": [], **sent}
                messages.rewrite(server, given.workspace, original, anew)
            return
        given.made.append(respond(server, given.workspace, given.channel, given.user_id, content))


def respond(server: FakeSlack, workspace: Workspace, channel: Channel, user_id: str, content: Json) -> Message:
    """Show an answer: to the person alone, or with `response_type: in_channel` to all."""
    if content.get("response_type") == "in_channel":
        return messages.post(server, workspace, channel, workspace.bot_user_id, content)
    return messages.post_ephemeral(server, workspace, channel, user_id, content)
