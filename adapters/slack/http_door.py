"""The way in over HTTP: one address for all apps, each told by its signature, and then by its workspace."""

import asyncio
import json
from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from adapters.slack.adapter import Find, SlackAdapter
from adapters.slack.apps import EVENTS
from adapters.slack.installs import NOT_NOW
from adapters.slack.signatures import KEPT, replay_key, signer
from adapters.slack.tasks import ACKNOWLEDGED
from adapters.slack.workplace import Workplace
from bot.ports.chat import Disconnected
from bot.ports.clock import Clock
from bot.ports.replays import Replays

LARGEST: Final = 1024 * 1024
MOST_FIELDS: Final = 100

log = structlog.get_logger()


class HttpDoor:
    """Takes what Slack delivers over HTTP, for the adapter's apps that have a signing secret.

    The order is: length, signature and age, replay, and only then the content. Whoever cannot sign learns nothing
    from the answer, and costs no more than one hash of what they sent.
    """

    def __init__(self, adapter: SlackAdapter, clock: Clock, replays: Replays) -> None:
        self._adapter = adapter
        self._clock = clock
        self._replays = replays

    def route(self, path: str = EVENTS) -> Route:
        """Give the route for the public door."""
        return Route(path, self._handle, methods=["POST"])

    async def _handle(self, request: Request) -> Response:
        raw = await _read(request)
        if raw is None:
            return Response(status_code=413)
        find = signer(request.headers, raw, self._adapter.signers(), self._clock.now())
        if find is None:
            return Response(status_code=401)
        try:
            if not await self._replays.is_first(replay_key(request.headers), self._clock.now() + KEPT):
                # Were it Slack's own next try of what another process took and lost, a 200 would lose it for good.
                return Response(status_code=409)
            return await self._signed(raw, request.headers.get("content-type", ""), find)
        except (*NOT_NOW, Disconnected) as problem:
            log.warning("slack_request_put_off", problem=type(problem).__name__)
            return Response(status_code=503)

    async def _signed(self, raw: bytes, content_type: str, find: Find) -> Response:
        body = parse(raw, content_type)
        if body is None:
            return Response(status_code=400)
        if body.get("ssl_check"):
            return Response()
        if body.get("type") == "url_verification":
            return PlainTextResponse(str(body.get("challenge") or "")[:500])
        place = await find(body)
        if place is None:
            # Slack may still have something to tell of a workspace that removed the app; nobody wants it again.
            log.info("slack_workspace_unknown")
            return Response()
        return await _take(place, body)


async def _take(place: Workplace, body: dict[str, Any]) -> Response:
    sent = asyncio.Event()
    ACKNOWLEDGED.set(sent)

    async def left() -> None:
        sent.set()

    said = await place.take(body)
    if said is None:
        # Slack sends an event again that is not answered with 200.
        return Response(status_code=503)
    return JSONResponse(said, background=BackgroundTask(left)) if said else Response(background=BackgroundTask(left))


async def _read(request: Request) -> bytes | None:
    """Read a body up to the largest that Slack sends; None for a longer one, or one that never came whole."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:12]) > LARGEST:
        return None
    raw = bytearray()
    try:
        async for piece in request.stream():
            raw += piece
            if len(raw) > LARGEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(raw)


def parse(raw: bytes, content_type: str) -> dict[str, Any] | None:
    """Read a signed body: an event is JSON, a command a form, an interaction JSON in a form. None for any other."""
    try:
        if content_type.partition(";")[0].strip() == "application/json":
            return _mapping(raw.decode())
        fields = dict(
            parse_qsl(
                raw.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=True,
                max_num_fields=MOST_FIELDS,
                errors="strict",
            )
        )
        return _mapping(fields["payload"]) if "payload" in fields else dict(fields)
    except (ValueError, RecursionError):
        log.warning("slack_body_unreadable", size=len(raw))
        return None


def _mapping(text: str) -> dict[str, Any] | None:
    found = json.loads(text)
    return found if isinstance(found, dict) else None
