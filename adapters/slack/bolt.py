"""Bolt between the door and our own routing: one listener for each kind of payload."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.apps import Identity
from adapters.slack.log import trace

Json = dict[str, Any]
Body = Mapping[str, Any]
Listener = Callable[[Body], Awaitable[Json | None]]
"""Gives the body of the acknowledgement; None leaves the payload unacknowledged."""

ANY: Final = re.compile("")
NOT_NOW: Final = 503
SAID: Final = "podkeeper_said"
"""Where in a payload's context the acknowledgement's body stands: in Bolt's response it would be JSON, to be read."""

log = structlog.get_logger()


class Kind(StrEnum):
    """The kinds of payload that there are for us."""

    COMMAND = "command"
    EVENT = "event"
    PRESS = "press"
    SUBMIT = "submit"
    SHORTCUT = "shortcut"
    SEARCH = "search"


def kind_of(body: Body) -> Kind | None:
    """Tell a payload's kind; None for one that Bolt's matchers or we could not read (R39)."""
    match body:
        case {"command": str()}:
            return Kind.COMMAND
        case {"type": "event_callback", "event": {"type": str()}}:
            return Kind.EVENT
        case {"type": "block_actions", "actions": [{"action_id": str()}, *_]}:
            return Kind.PRESS
        case {"type": "view_submission", "view": {"callback_id": str()}}:
            return Kind.SUBMIT
        case {"type": "message_action" | "shortcut", "callback_id": str()}:
            return Kind.SHORTCUT
        case {"type": "block_suggestion", "action_id": str()}:
            return Kind.SEARCH
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Door:
    """An app of Bolt's, ready to take payloads."""

    app: AsyncApp

    async def take(self, body: Body) -> Json | None:
        """Put a payload through Bolt; gives the body of the acknowledgement, None for none."""
        request = AsyncBoltRequest(mode="socket_mode", body=dict(body))
        answer = await self.app.async_dispatch(request)
        if answer.status == NOT_NOW:
            return None
        if answer.status != 200:
            # Bolt itself could not read it, and will not when it comes again (R39).
            log.warning("slack_payload_unreadable", kind=str(kind_of(body)), status=answer.status)
            return {}
        said: Json = request.context.get(SAID, {})
        return said


def open_door(me: Identity, client: AsyncWebClient, listeners: Mapping[Kind, Listener], logger: logging.Logger) -> Door:
    """Make the app. Its signature check is off: a socket has none, and the HTTP door checks before it parses."""
    known = AuthorizeResult(
        enterprise_id=me.enterprise or None,
        team_id=me.community.id,
        bot_user_id=me.user,
        bot_id=me.bot,
        bot_token=client.token,
    )

    async def authorize() -> AuthorizeResult:
        return known

    # Listeners answer in the acknowledgement, so Bolt is to wait for them: its own waiting looks every 10 ms.
    app = AsyncApp(
        name=logger.name,
        client=AsyncWebClient(base_url=client.base_url, session=client.session, logger=logger),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        logger=logger,
    )
    registered: Mapping[Kind, Callable[..., Any]] = {
        Kind.COMMAND: app.command,
        Kind.EVENT: app.event,
        Kind.PRESS: app.action,
        Kind.SUBMIT: app.view,
        Kind.SHORTCUT: app.shortcut,
        Kind.SEARCH: app.options,
    }
    for kind, register in registered.items():
        register(ANY)(_listener(listeners[kind]))
    return Door(app)


def _listener(listen: Listener) -> Callable[[Body, AsyncBoltContext], Awaitable[BoltResponse]]:
    async def listened(body: Body, context: AsyncBoltContext) -> BoltResponse:
        said: Json | None
        try:
            said = await listen(body)
        except Exception as problem:  # noqa: BLE001 - what is our fault must not be acknowledged as done.
            log.error("slack_listener_failed", problem=trace(problem))  # noqa: TRY400 - no words
            said = None
        if said is None:
            return BoltResponse(status=NOT_NOW, body="")
        context[SAID] = said
        return BoltResponse(status=200, body="")

    return listened
