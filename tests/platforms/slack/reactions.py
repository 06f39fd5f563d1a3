"""reactions.* and pins.*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import messages
from .errors import SlackError
from .events import emit
from .methods import Call, method
from .state import Json, Message, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
MOST_PINS = 100


def item(call: Call) -> Message:
    """The message named by channel and timestamp."""
    channel = call.channel()
    message = channel.messages.get(call.need("timestamp", "no_item_specified"))
    if message is None:
        raise SlackError("message_not_found")
    return message


def react(server: FakeSlack, workspace: Workspace, message: Message, user_id: str, name: str) -> None:
    """Add a reaction and tell the app."""
    message.reactions.setdefault(name, []).append(user_id)
    tell(server, workspace, "reaction_added", message, user_id, name)


def unreact(server: FakeSlack, workspace: Workspace, message: Message, user_id: str, name: str) -> None:
    """Take a reaction away and tell the app."""
    message.reactions[name].remove(user_id)
    if not message.reactions[name]:
        del message.reactions[name]
    tell(server, workspace, "reaction_removed", message, user_id, name)


def tell(server: FakeSlack, workspace: Workspace, kind: str, message: Message, user_id: str, name: str) -> None:
    """Send the event of a reaction."""
    event = {
        "type": kind,
        "user": user_id,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel.id, "ts": message.ts},
    }
    emit(server, workspace, event, message.channel)


def reaction_name(call: Call) -> str:
    """The emoji's name, without colons."""
    name = call.need("name", "invalid_name")
    if not EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    return name


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    """React to a message."""
    name, message = reaction_name(call), item(call)
    if message.channel.archived:
        raise SlackError("is_archived")
    if call.workspace.bot_user_id not in message.channel.members:
        raise SlackError("not_in_channel")
    if call.workspace.bot_user_id in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    react(call.server, call.workspace, message, call.workspace.bot_user_id, name)
    return {}


@method("reactions.remove", "reactions:write")
def remove(call: Call) -> Json:
    """Take the app's own reaction away."""
    name, message = reaction_name(call), item(call)
    if call.workspace.bot_user_id not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    unreact(call.server, call.workspace, message, call.workspace.bot_user_id, name)
    return {}


@method("reactions.get", "reactions:read")
def get(call: Call) -> Json:
    """A message with its reactions."""
    message = item(call)
    return {"type": "message", "channel": message.channel.id, "message": messages.to_json(message)}


@method("pins.add", "pins:write")
def pin(call: Call) -> Json:
    """Pin a message to its channel."""
    message = item(call)
    channel = message.channel
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    if any(pinned["ts"] == message.ts for pinned in channel.pins):
        raise SlackError("already_pinned")
    if len(channel.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")
    channel.pins.insert(0, {"ts": message.ts, "by": call.workspace.bot_user_id, "at": int(call.server.clock())})
    return {}


@method("pins.remove", "pins:write")
def unpin(call: Call) -> Json:
    """Take a pin away."""
    message = item(call)
    kept = [pinned for pinned in message.channel.pins if pinned["ts"] != message.ts]
    if len(kept) == len(message.channel.pins):
        raise SlackError("not_pinned")
    message.channel.pins = kept
    return {}


@method("pins.list", "pins:read")
def pins(call: Call) -> Json:
    """What is pinned to a channel, newest first."""
    channel = call.channel()
    items = [
        {
            "type": "message",
            "channel": channel.id,
            "created": pinned["at"],
            "created_by": pinned["by"],
            "message": messages.to_json(channel.messages[pinned["ts"]]),
        }
        for pinned in channel.pins
    ]
    return {"items": items}
