"""The bodies of commands and interactions, as the app receives them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from . import messages, modals
from .elements import Placed, state_of
from .state import Channel, Json, Message, User, View, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack


def common(server: FakeSlack, workspace: Workspace, user: User, *, from_modal: bool = False) -> Json:
    """What every interactive payload says of who, where and for which app."""
    return {
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.id},
        "team": {"id": workspace.id, "domain": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": workspace.app_id,
        "token": "verification",
        "trigger_id": server.triggers.new(workspace, user.id, from_modal=from_modal),
    }


def command(server: FakeSlack, workspace: Workspace, user: User, name: str, text: str, channel: Channel) -> Json:
    """A slash command, as a flat form."""
    return {
        "token": "verification",
        "team_id": workspace.id,
        "team_domain": workspace.name,
        "channel_id": channel.id,
        "channel_name": {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": server.response_urls.new(workspace, user.id, channel),
        "trigger_id": server.triggers.new(workspace, user.id),
    }


def channel_json(channel: Channel) -> Json:
    """A channel as interactive payloads name it."""
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}


def actions_in_message(
    server: FakeSlack, workspace: Workspace, user: User, message: Message, actions: list[Json]
) -> Json:
    """block_actions from a message; an ephemeral message's own content is not told."""
    channel = message.channel
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body = common(server, workspace, user) | {
        "type": "block_actions",
        "container": container,
        "channel": channel_json(channel),
        "state": {"values": state_of(message.blocks, message.values)},
        "response_url": server.response_urls.new(workspace, user.id, channel, message),
        "actions": actions,
    }
    if message.ephemeral_to is None:
        body["message"] = messages.to_json(message)
    return body


def actions_in_view(server: FakeSlack, workspace: Workspace, user: User, view: View, actions: list[Json]) -> Json:
    """block_actions from a modal or the home tab."""
    return common(server, workspace, user, from_modal=view.kind == "modal") | {
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "view": modals.to_json(workspace, view),
        "actions": actions,
    }


def action(server: FakeSlack, place: Placed, state: Json | None = None) -> Json:
    """One action of a block_actions payload: a button's press, or an element's new state."""
    body: Json = {
        "type": place.type,
        "block_id": place.block_id,
        "action_id": place.action_id,
        "action_ts": server.ts(),
    }
    for key in ("text", "value", "style", "confirm", "placeholder"):
        if key in place.element:
            body[key] = copy.deepcopy(place.element[key])
    return body | copy.deepcopy(state or {})


def suggestion(
    server: FakeSlack, workspace: Workspace, user: User, place: Placed, query: str, where: Message | View
) -> Json:
    """block_suggestion: what a person typed into a searching select."""
    body = common(server, workspace, user) | {
        "type": "block_suggestion",
        "action_id": place.action_id,
        "block_id": place.block_id,
        "value": query,
    }
    del body["trigger_id"]
    if isinstance(where, View):
        container = {"type": "view", "view_id": where.id}
        return body | {"container": container, "view": modals.to_json(workspace, where)}
    container = {"type": "message", "message_ts": where.ts, "channel_id": where.channel.id}
    body |= {"container": container, "channel": channel_json(where.channel)}
    return body if where.ephemeral_to else body | {"message": messages.to_json(where)}


def submission(server: FakeSlack, workspace: Workspace, user: User, view: View) -> Json:
    """view_submission."""
    return common(server, workspace, user, from_modal=True) | {
        "type": "view_submission",
        "view": modals.to_json(workspace, view),
        "response_urls": [],
    }


def closing(server: FakeSlack, workspace: Workspace, user: User, view: View, *, cleared: bool) -> Json:
    """view_closed."""
    body = common(server, workspace, user) | {
        "type": "view_closed",
        "view": modals.to_json(workspace, view),
        "is_cleared": cleared,
    }
    del body["trigger_id"]
    return body


def message_shortcut(server: FakeSlack, workspace: Workspace, user: User, callback_id: str, message: Message) -> Json:
    """A shortcut from a message's menu."""
    return common(server, workspace, user) | {
        "type": "message_action",
        "callback_id": callback_id,
        "action_ts": server.ts(),
        "message_ts": message.ts,
        "channel": channel_json(message.channel),
        "message": messages.to_json(message),
        "response_url": server.response_urls.new(workspace, user.id, message.channel),
    }


def global_shortcut(server: FakeSlack, workspace: Workspace, user: User, callback_id: str) -> Json:
    """A shortcut from the lightning menu."""
    return common(server, workspace, user) | {
        "type": "shortcut",
        "callback_id": callback_id,
        "action_ts": server.ts(),
    }
