"""Triggers, and an interaction's way to the app and back."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .deliveries import Delivery, Kind
from .errors import SlackError, Unacknowledged
from .methods import Call
from .state import Json, Message, Version, View, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

TRIGGER_LIFE = 3.0
"""Seconds in which a trigger can be exchanged for a view."""


@dataclass(eq=False)
class Trigger:
    """What an interaction gives the app to open one view with."""

    id: str
    team_id: str
    user_id: str
    created: float
    from_modal: bool
    used: bool = False


class Triggers:
    """All triggers ever given."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server
        self.given: dict[str, Trigger] = {}

    def new(self, workspace: Workspace, user_id: str, *, from_modal: bool = False) -> str:
        """A fresh trigger id."""
        name = f"{self.server.ids.next('')}.{len(self.given)}.{self.server.ids.secret(32)}"
        self.given[name] = Trigger(name, workspace.id, user_id, self.server.clock(), from_modal)
        return name

    def look(self, call: Call, name: str) -> Trigger:
        """The trigger, if a view can still be had for it.

        Raises:
            SlackError: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id.
        """
        trigger = self.given.get(name)
        if trigger is None or trigger.team_id != call.workspace.id:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self.server.clock() - trigger.created > TRIGGER_LIFE:
            raise SlackError("expired_trigger_id")
        return trigger


@dataclass(eq=False)
class Ack:
    """The app's acknowledgement of what a person did."""

    body: Json
    """What the app sent back; empty for a bare acknowledgement."""
    delivery: Delivery
    seconds: float
    """How long the app took, in real time."""
    message: Message | None = None
    """The message that the body of a command's acknowledgement became."""

    @property
    def text(self) -> str:
        """The body's text."""
        return str(self.body.get("text", ""))


@dataclass(eq=False)
class Submission(Ack):
    """What a view_submission came to on the person's screen.

    `action` is `closed` (this view went), `errors`, `update`, `push`, `clear`, or `trouble`: the client's
    "We had some trouble connecting", for an answer that Slack does not understand.
    """

    action: str = "closed"
    errors: dict[str, str] | None = None
    view: View | None = None
    """The view on top afterwards; None when no modal is left."""


async def interact(server: FakeSlack, workspace: Workspace, kind: Kind, payload: Json, patience: float) -> Ack:
    """Send an interaction and wait for the app's acknowledgement.

    Raises:
        Unacknowledged: none came within `patience` seconds; it is never sent again.
    """
    delivery = Delivery(kind, workspace, payload)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    server.deliveries.send(delivery)
    try:
        async with asyncio.timeout(patience):
            body = await asyncio.shield(delivery.reply)
    except TimeoutError:
        delivery.withdrawn = True
        what = payload.get("command") or payload.get("type")
        raise Unacknowledged(f"the app did not acknowledge {what} within {patience} s") from None
    if body:
        user_id = payload.get("user_id") or payload["user"]["id"]
        workspace.screen(user_id).answers.append(Version(json.dumps(body, ensure_ascii=False), {user_id}))
    return Ack(body or {}, delivery, loop.time() - begun)
