"""The Web API's door: reads a request as the sdk sends it, authenticates, strikes faults, answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import web

from . import chat, conversations, files, history, membership, reactions, users, views  # noqa: F401 - declare methods
from .errors import SlackError
from .faults import ConnectionDropped, Faulty
from .methods import METHODS, Call
from .recording import Recorded
from .state import Json, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

UNAUTHENTICATED = {"api.test", "oauth.v2.access"}


async def read(request: web.Request) -> tuple[Json, str]:
    """The arguments of a request (query, form or JSON) and its raw body."""
    raw = (await request.read()).decode("utf-8", errors="replace")
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(raw) if raw else {}
        except ValueError as broken:
            raise SlackError("invalid_json") from broken
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        args.update(body)
    elif request.content_type == "application/x-www-form-urlencoded":
        args.update(parse_qsl(raw, keep_blank_values=True))
    return args, raw


def token_of(request: web.Request, args: Json) -> str | None:
    """The token from the header, else from the arguments, where it is taken out."""
    named = args.pop("token", None)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" and token else named


class WebApi:
    """Serves `/api/<method>`."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server
        self.in_flight = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        server = self.server
        method = request.match_info["method"]
        try:
            args, raw = await read(request)
        except SlackError as refusal:
            return web.json_response(refusal.body())
        token = token_of(request, args)
        record = Recorded(method, args, raw, token, dict(request.headers), server.clock())
        server.recording.requests.append(record)
        try:
            workspace = self.authenticate(method, token)
        except SlackError as refusal:
            record.status, record.answer = 200, refusal.body()
            return web.json_response(refusal.body())
        record.team = workspace.id if workspace else None

        def apply() -> web.Response:
            if method == "oauth.v2.access":
                answer = server.oauth.answer(args, request.headers.get("Authorization", ""))
            else:
                answer = self.answer(method, args, workspace)
            record.status, record.answer = 200, answer
            headers = {"x-oauth-scopes": ",".join(sorted(workspace.scopes or ()))} if workspace else {}
            return web.json_response(record.answer, headers=headers)

        return await self.struck(request, record, workspace, apply)

    async def struck(
        self, request: web.Request, record: Recorded, workspace: Workspace | None, apply: Any
    ) -> web.StreamResponse:
        """Answer through the fault scripted for this call, if there is one."""
        server = self.server
        fault = server.faults.take(record.method, record.args, record.team)
        self.in_flight += 1
        try:
            response: web.Response = await fault.strike(Faulty(server, workspace, apply)) if fault else apply()
        except ConnectionDropped:
            record.status, record.answer = 0, None
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        finally:
            self.in_flight -= 1
            server.notify()
        if fault and record.answer is None:
            record.status = response.status
            if response.content_type == "application/json" and response.text:
                record.answer = json.loads(response.text)
        return response

    def authenticate(self, method: str, token: str | None) -> Workspace | None:
        """Whose token this is."""
        if method in UNAUTHENTICATED:
            return None
        if not token:
            raise SlackError("not_authed")
        for workspace in self.server.workspaces.values():
            if method == "apps.connections.open":
                if token == workspace.app_token:
                    return workspace
                if token == workspace.bot_token:
                    raise SlackError("not_allowed_token_type")
            elif token == workspace.bot_token:
                if workspace.token_error:
                    raise SlackError(workspace.token_error)
                return workspace
            elif token in workspace.revoked:
                raise SlackError("token_revoked")
        raise SlackError("invalid_auth")

    def answer(self, name: str, args: Json, workspace: Workspace | None) -> Json:
        """The effect and the answer of one call."""
        try:
            if name == "api.test":
                return {"ok": True, "args": args}
            if workspace is None or name not in METHODS:
                raise SlackError("unknown_method", req_method=name)
            if name in workspace.restricted:
                raise SlackError("restricted_action")
            call = Call(self.server, workspace, name, args)
            method = METHODS[name]
            if method.scopes:
                call.allow(*method.scopes)
            return {"ok": True, **method.handler(call)}
        except SlackError as refusal:
            return refusal.body()
