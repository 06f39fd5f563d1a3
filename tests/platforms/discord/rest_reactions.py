"""Reactions and pins. Source: developers/resources/message."""

from __future__ import annotations

from urllib.parse import unquote

from .clock import iso
from .errors import refusal
from .messages import react, set_pinned, unreact
from .payloads import user_json
from .permissions import Permission
from .rest_messages import rendered
from .routing import NOTHING, Answer, Call, Routes

routes = Routes()

P = Permission
_PINS = "/channels/{channel_id}/messages/pins"
_OLD_PINS = "/channels/{channel_id}/pins"
_REACTIONS = "/channels/{channel_id}/messages/{message_id}/reactions"
_EMOJI = _REACTIONS + "/{emoji_name}"


@routes("GET", _PINS)
def list_pins(call: Call) -> Answer:
    """List pinned messages, the latest pin first."""
    channel = call.channel(P.READ_MESSAGE_HISTORY)
    limit = call.number("limit", 50, 50)
    latest = sorted(channel.pins.items(), key=lambda pin: pin[1], reverse=True)
    if "before" in call.query:
        latest = [pin for pin in latest if iso(pin[1]) < call.query["before"]]
    items = [{"pinned_at": iso(at), "message": rendered(call, channel.messages[i])} for i, at in latest[:limit]]
    return Answer({"items": items, "has_more": len(latest) > limit})


@routes("GET", _OLD_PINS)
def list_pins_as_before(call: Call) -> Answer:
    """List pinned messages in the older form."""
    channel = call.channel(P.READ_MESSAGE_HISTORY)
    latest = sorted(channel.pins.items(), key=lambda pin: pin[1], reverse=True)
    return Answer([rendered(call, channel.messages[i]) for i, _ in latest[:50]])


def _set_pinned(call: Call, *, pinned: bool) -> Answer:
    channel = call.channel(P.PIN_MESSAGES)
    set_pinned(call.world, call.message(channel), call.bot, pinned=pinned)
    return NOTHING


@routes("PUT", _PINS + "/{message_id}")
@routes("PUT", _OLD_PINS + "/{message_id}")
def pin(call: Call) -> Answer:
    """Pin a message; that needs its own permission, no longer the one for managing messages."""
    return _set_pinned(call, pinned=True)


@routes("DELETE", _PINS + "/{message_id}")
@routes("DELETE", _OLD_PINS + "/{message_id}")
def unpin(call: Call) -> Answer:
    """Unpin a message."""
    return _set_pinned(call, pinned=False)


@routes("PUT", _EMOJI + "/@me")
def add_own_reaction(call: Call) -> Answer:
    """React as the bot; a new emoji needs ADD_REACTIONS, joining one only the history."""
    channel = call.channel(P.READ_MESSAGE_HISTORY)
    message = call.message(channel)
    emoji = _emoji(call)
    if emoji not in message.reactions:
        call.need(channel, P.ADD_REACTIONS)
    if channel.is_thread and channel.archived:
        raise refusal(50083)
    react(call.world, message, call.bot, emoji)
    return NOTHING


@routes("DELETE", _EMOJI + "/@me")
def remove_own_reaction(call: Call) -> Answer:
    """Take the bot's reaction away."""
    unreact(call.world, call.message(call.channel()), call.bot, _emoji(call))
    return NOTHING


@routes("DELETE", _EMOJI + "/{user_id}")
def remove_reaction(call: Call) -> Answer:
    """Take somebody's reaction away."""
    message = call.message(call.channel(P.MANAGE_MESSAGES))
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise refusal(10013)
    unreact(call.world, message, user, _emoji(call))
    return NOTHING


@routes("GET", _EMOJI)
def list_reactions(call: Call) -> Answer:
    """List who reacted with an emoji."""
    message = call.message(call.channel())
    after = int(call.query.get("after", "0"))
    users = [i for i in sorted(message.reactions.get(_emoji(call), [])) if i > after]
    return Answer([user_json(call.world.users[i]) for i in users[: call.number("limit", 25, 100)]])


@routes("DELETE", _REACTIONS)
def clear_reactions(call: Call) -> Answer:
    """Take every reaction away."""
    message = call.message(call.channel(P.MANAGE_MESSAGES))
    for emoji, users in list(message.reactions.items()):
        for user_id in list(users):
            unreact(call.world, message, call.world.users[user_id], emoji)
    return NOTHING


def _emoji(call: Call) -> str:
    """Read an emoji: itself, or a custom one as name:id, which the fake's guilds do not have."""
    emoji = unquote(call.path["emoji_name"])
    if not emoji or ":" in emoji or (emoji.isascii() and not emoji[0].isdigit() and emoji[0] not in "#*"):
        raise refusal(10014)
    return emoji
