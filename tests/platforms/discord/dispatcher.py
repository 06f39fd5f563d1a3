"""From an HTTP request to a handler and back: recording, faults, limits, token, schema, refusals."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from . import (
    rest_application,
    rest_channels,
    rest_commands,
    rest_events,
    rest_guilds,
    rest_interactions,
    rest_messages,
    rest_reactions,
    rest_roles,
    rest_threads,
    rest_webhooks,
)
from .errors import ApiError, unauthorized
from .faults import DropAfterApply, Fault, HoldAnswer, RateLimited, Refused, ServerError, Silence, Unauthorized
from .ratelimits import headers
from .recording import Breach, Received
from .routing import Answer, Call, Endpoint, Upload

if TYPE_CHECKING:
    from .server import FakeDiscord

# Fixed words come before parameters in the same place: /messages/pins before /messages/{message_id}.
_GROUPS = (
    rest_reactions,
    rest_messages,
    rest_threads,
    rest_channels,
    rest_guilds,
    rest_roles,
    rest_application,
    rest_commands,
    rest_events,
    rest_interactions,
    rest_webhooks,
)


class Dispatcher:
    """Serves every endpoint of the REST API."""

    def __init__(self, server: FakeDiscord) -> None:
        self._server = server

    def mount(self, app: web.Application) -> None:
        """Put every endpoint into an aiohttp application; what is unknown is a recorded 404."""
        for group in _GROUPS:
            for endpoint in group.routes.endpoints:
                app.router.add_route(endpoint.method, f"/api/v10{endpoint.path}", self._serve(endpoint))
        unknown = Endpoint("*", "/{rest:.*}", _unknown, needs_token=False)
        app.router.add_route("*", "/api/v10/{rest:.*}", self._serve(unknown))

    def _serve(self, endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            raw, uploads = await _read(request)
            received = Received(
                request.method,
                request.path,
                endpoint.path,
                dict(request.query),
                raw,
                [(u.filename, u.content) for u in uploads],
                request.headers.get("X-Audit-Log-Reason"),
            )
            self._server.recording.requests.append(received)
            return await self._respond(request, endpoint, received, uploads)

        return serve

    async def _respond(
        self, request: web.Request, endpoint: Endpoint, received: Received, uploads: list[Upload]
    ) -> web.StreamResponse:
        path = request.match_info
        major = path.get("channel_id") or path.get("guild_id") or path.get("webhook_id") or path.get("interaction_id")
        bucket = self._server.rate_limits.bucket(endpoint.route, major or "")
        channel_id = path.get("channel_id", "")
        fault = self._server.faults.take(endpoint.route, int(channel_id) if channel_id.isdigit() else None)
        within = bucket.take()
        extra = headers(endpoint.route, bucket)
        if fault is None and not within:
            fault = RateLimited(round(bucket.reset_after, 3))
        early = await self._before(request, received, fault, extra)
        if early is not None:
            return early
        answer = self._apply(request, endpoint, received, uploads)
        received.status, received.answer = answer.status, answer.body
        if answer.status == 429:
            extra |= RateLimited(answer.body["retry_after"], scope="shared").headers()
        self._server.world.touch()
        if isinstance(fault, DropAfterApply):
            return _cut(request)
        if isinstance(fault, HoldAnswer):
            await self._either(fault.release)
        return _json(answer, extra)

    async def _before(
        self, request: web.Request, received: Received, fault: Fault | None, extra: dict[str, str]
    ) -> web.StreamResponse | None:
        """Let a fault strike that keeps the request from being done."""
        if isinstance(fault, Silence):
            self._server.world.touch()
            await self._either(asyncio.Event())
            return _cut(request)
        if isinstance(fault, RateLimited):
            body = fault.body()
            received.status, received.answer = 429, body
            if isinstance(body, str):
                return web.Response(status=429, text=body, content_type="text/html", headers=extra | fault.headers())
            return _json(Answer(body, 429), extra | fault.headers())
        if isinstance(fault, ServerError):
            received.status = fault.status
            if fault.html:
                page = f"<html><head><title>{fault.status} Bad Gateway</title></head><body>cloudflare</body></html>"
                return web.Response(status=fault.status, text=page, content_type="text/html")
            return _json(Answer({"message": "Internal Server Error", "code": 0}, fault.status), extra)
        if isinstance(fault, Refused | Unauthorized):
            error = fault.error()
            received.status, received.answer = error.status, error.body()
            return _json(Answer(error.body(), error.status), extra)
        return None

    async def _either(self, event: asyncio.Event) -> None:
        """Wait for an event, or for the end of the server."""
        waits = [asyncio.create_task(event.wait()), asyncio.create_task(self._server.closing.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _apply(self, request: web.Request, endpoint: Endpoint, received: Received, uploads: list[Upload]) -> Answer:
        server = self._server
        try:
            if endpoint.needs_token and request.headers.get("Authorization") != f"Bot {server.token}":
                raise unauthorized()
            if received.body is _NOT_JSON:
                raise ApiError(400, 50109, "The request body contains invalid JSON.")
            self._hold_against_specs(endpoint, received)
            call = Call(
                server.world,
                server.interactions,
                endpoint.path,
                dict(request.match_info),
                received.query,
                {} if received.body is None else received.body,
                uploads,
            )
            answer = endpoint.handler(call)
        except ApiError as error:
            if error.code == 50035:
                server.breaches.append(Breach(request.method, endpoint.path, received.body, error.errors or {}))
            return Answer(error.body(), error.status)
        except Exception as crash:  # noqa: BLE001  # a fault of the fake is told when it closes, and not retried till then
            server.crashes.append(crash)
            return Answer({"message": f"the fake itself failed: {crash!r}", "code": 0}, 400)
        if server.specs and answer.body is not None:
            wrong = server.specs.check_answer(request.method, endpoint.path, answer.status, answer.body)
            if wrong:
                server.answer_breaches.append(Breach(request.method, endpoint.path, answer.body, wrong))
        return answer

    def _hold_against_specs(self, endpoint: Endpoint, received: Received) -> None:
        specs = self._server.specs
        if specs is None or received.body is None:
            return
        wrong = specs.check_request(received.method, endpoint.path, received.body)
        if wrong:
            raise ApiError(400, 50035, "Invalid Form Body", wrong)


_NOT_JSON = object()


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    """Read a JSON body, or a multipart one with its files."""
    if not request.content_type.startswith("multipart/"):
        return _parse(await request.read()), []
    body: Any = None
    uploads: list[Upload] = []
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        name, content = part.name or "", bytes(await part.read())
        if name == "payload_json":
            body = _parse(content)
        elif name.startswith("files["):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(int(name[6:-1]), part.filename or "unknown", content, kind))
    return body, uploads


def _parse(content: bytes) -> Any:
    if not content:
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return _NOT_JSON


def _json(answer: Answer, extra: dict[str, str]) -> web.Response:
    """Answer with JSON under exactly `application/json`: clients compare the whole header."""
    if answer.body is None:
        return web.Response(status=answer.status, headers=extra)
    body = json.dumps(answer.body).encode()
    return web.Response(status=answer.status, body=body, headers=extra | {"Content-Type": "application/json"})


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)


def _unknown(call: Call) -> Answer:
    raise ApiError(404, 0, f"404: Not Found ({call.path['rest']})")
