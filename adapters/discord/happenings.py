"""What happens in rooms, told by the gateway, as inbound values.

Each function gives None for what is not for the core: what bots say (ourselves among them), what may not be read,
what is no message of a person.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from adapters.discord import places, wording
from bot.core.inbound import (
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RoomChanged,
    ThreadDeleted,
)

Payload = Mapping[str, Any]

_WRITTEN: Final = frozenset({0, 19})
_SKIN_TONES: Final = re.compile("[\U0001f3fb-\U0001f3ff]")


def from_a_person(message: Payload) -> bool:
    """Tell whether a person wrote this, rather than a bot, a webhook or Discord itself."""
    author = message.get("author") or {}
    return message.get("type", 0) in _WRITTEN and not author.get("bot") and not message.get("webhook_id")


def posted(message: Payload, guild: str, parent: str, own: str) -> MessagePosted | None:
    """Read a new message; ``parent`` is the channel that its thread hangs under, empty outside threads."""
    if not from_a_person(message):
        return None
    channel, message_id = str(message["channel_id"]), str(message["id"])
    return MessagePosted(
        key=_key("posted", channel, message_id),
        community=places.community(guild),
        at=places.moment(message_id),
        author=places.member(guild, str(message["author"]["id"])),
        message=places.message(guild, channel, message_id, parent),
        text=wording.said(message),
        thread=places.begun_by(guild, channel, parent) if parent else None,
        direct=not message.get("guild_id"),
        mentions_bot=any(str(user.get("id")) == own for user in message.get("mentions") or ()),
    )


def edited(message: Payload, guild: str, parent: str) -> MessageEdited | None:
    """Read a changed message; a change of anything but the text (a preview, a pin) is none."""
    when = message.get("edited_timestamp")
    if not when or "content" not in message or not from_a_person(message):
        return None
    channel, message_id = str(message["channel_id"]), str(message["id"])
    return MessageEdited(
        key=_key("edited", channel, message_id, str(when)),
        community=places.community(guild),
        at=datetime.fromisoformat(when),
        message=places.message(guild, channel, message_id, parent),
        text=wording.said(message),
    )


def deleted(payload: Payload, guild: str, parent: str, now: datetime) -> list[MessageDeleted]:
    """Read one deleted message, or many deleted at once."""
    channel = str(payload["channel_id"])
    ids: Iterable[Any] = payload["ids"] if "ids" in payload else [payload["id"]]
    return [
        MessageDeleted(
            key=_key("deleted", channel, str(message_id)),
            community=places.community(guild),
            at=now,
            message=places.message(guild, channel, str(message_id), parent),
        )
        for message_id in ids
    ]


def thread_deleted(payload: Payload, guild: str, now: datetime) -> ThreadDeleted:
    """Read that a thread was deleted with all that stood in it."""
    thread = str(payload["id"])
    return ThreadDeleted(
        key=_key("thread_deleted", thread),
        community=places.community(guild),
        at=now,
        thread=places.begun_by(guild, thread, str(payload["parent_id"])),
    )


def reaction(
    payload: Payload, guild: str, parent: str, now: datetime, *, added: bool, turn: str
) -> ReactionAdded | ReactionRemoved | None:
    """Read a reaction that came or went; ``turn`` tells one coming and going from the next."""
    if ((payload.get("member") or {}).get("user") or {}).get("bot"):
        return None
    emoji = payload["emoji"]
    shown = _SKIN_TONES.sub("", str(emoji["name"])) if emoji.get("id") is None else f":{emoji['name']}:"
    channel, message_id, user = str(payload["channel_id"]), str(payload["message_id"]), str(payload["user_id"])
    kind = ReactionAdded if added else ReactionRemoved
    which = str(emoji.get("id") or emoji["name"])
    return kind(
        key=_key("reacted" if added else "unreacted", channel, message_id, user, which, turn),
        community=places.community(guild),
        at=now,
        actor=places.member(guild, user),
        message=places.message(guild, channel, message_id, parent),
        emoji=shown,
    )


def joined(guild: str, channel: str, user: str, now: datetime) -> MemberJoined:
    """Tell that a member was let into a closed channel by other hands."""
    return MemberJoined(
        key=_key("joined", channel, user, now.isoformat()),
        community=places.community(guild),
        at=now,
        member=places.member(guild, user),
        room=places.room(guild, channel),
    )


def left(guild: str, user: str, now: datetime, channel: str = "") -> MemberLeft:
    """Tell that a member was put out of a closed channel by other hands, or (no channel) left the server."""
    return MemberLeft(
        key=_key("left", channel or guild, user, now.isoformat()),
        community=places.community(guild),
        at=now,
        member=places.member(guild, user),
        room=places.room(guild, channel) if channel else None,
    )


def room(channel: Payload, guild: str, now: datetime, *, gone: bool) -> RoomChanged:
    """Read that a channel was deleted, or renamed."""
    channel_id, name = str(channel["id"]), str(channel.get("name") or "")
    return RoomChanged(
        key=_key("gone", channel_id) if gone else _key("renamed", channel_id, now.isoformat()),
        community=places.community(guild),
        at=now,
        room=places.room(guild, channel_id),
        gone=gone,
        name=name,
    )


def _key(*parts: str) -> str:
    return ":".join((places.PLATFORM, *parts))
