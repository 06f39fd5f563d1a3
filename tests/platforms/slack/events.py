"""Events as the app receives them: wrapped in an `event_callback`, only where it may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .deliveries import Delivery
from .state import Channel, Json, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack


def event_callback(server: FakeSlack, workspace: Workspace, event: Json) -> Json:
    """The body around an event."""
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.id,
        "user_id": workspace.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "verification",
        "team_id": workspace.id,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": server.ids.next("Ev"),
        "event_time": int(server.clock()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": server.ids.secret(),
    }


def emit(server: FakeSlack, workspace: Workspace, event: Json, channel: Channel | None = None) -> Delivery | None:
    """Send an event to the app, if it subscribed to it and (for a channel's event) is a member there."""
    event.setdefault("event_ts", server.ts())
    if workspace.subscriptions is not None and event["type"] not in workspace.subscriptions:
        return None
    if channel is not None and workspace.bot_user_id not in channel.members:
        return None
    delivery = Delivery("events_api", workspace, event_callback(server, workspace, event))
    server.deliveries.send(delivery)
    return delivery
