"""Slack's events as inbound values, each with its natural key: Slack sends one at least once, under changing ids."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from adapters.slack import emoji, mrkdwn
from adapters.slack.apps import Identity
from bot.core.inbound import (
    HomeOpened,
    Inbound,
    MemberJoined,
    MemberLeft,
    MemberSeen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RoomChanged,
)

Event = Mapping[str, Any]

SPOKEN: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""The subtypes of messages that a person said; the others tell of joining, renaming and the like."""
SLACKBOT: Final = "USLACKBOT"


def moment(ts: str) -> datetime:
    """Read a timestamp such as ``1732262400.000100``."""
    return datetime.fromtimestamp(float(ts), UTC)


def read(event: Event, me: Identity) -> Inbound | None:
    """Read an event; None for what is nobody's doing or nothing to us. KeyError names what is missing or unknown."""
    return READERS[event["type"]](event, me)


def _message(event: Event, me: Identity) -> Inbound | None:
    match event.get("subtype"):
        case "message_changed":
            return _edited(event, me)
        case "message_deleted":
            before = event.get("previous_message")
            return None if before and by_bot(before, me) else _deleted(event, event["deleted_ts"], me)
        case subtype if subtype in SPOKEN:
            return _posted(event, me)
        case _:
            return None


def _posted(event: Event, me: Identity) -> Inbound | None:
    if by_bot(event, me):
        return None
    channel, ts, thread = event["channel"], event["ts"], event.get("thread_ts")
    text = str(event.get("text") or "")
    return MessagePosted(
        key=f"posted:{channel}:{ts}",
        community=me.community,
        at=moment(ts),
        author=me.member(event["user"]),
        message=me.message(channel, ts),
        text=mrkdwn.said(text, me.user),
        thread=me.message(channel, thread) if thread and thread != ts else None,
        direct=event.get("channel_type") == "im",
        mentions_bot=mrkdwn.mentions(text, me.user),
    )


def _edited(event: Event, me: Identity) -> Inbound | None:
    message, before = event["message"], event.get("previous_message") or {}
    channel, ts = event["channel"], message["ts"]
    if message.get("subtype") == "tombstone":
        # The first message of a thread leaves this in its place when it is deleted.
        return _deleted(event, ts, me)
    edited = message.get("edited")
    # A link's preview and a new reply also change a message; nobody edited it then.
    if by_bot(message, me) or not edited or edited == before.get("edited"):
        return None
    return MessageEdited(
        key=f"edited:{channel}:{ts}:{edited['ts']}",
        community=me.community,
        at=moment(edited["ts"]),
        message=me.message(channel, ts),
        text=mrkdwn.said(str(message.get("text") or ""), me.user),
    )


def _deleted(event: Event, ts: str, me: Identity) -> Inbound:
    channel = event["channel"]
    return MessageDeleted(
        key=f"deleted:{channel}:{ts}",
        community=me.community,
        at=moment(event.get("event_ts") or event["ts"]),
        message=me.message(channel, ts),
    )


def by_bot(message: Event, me: Identity) -> bool:
    """Tell whether a bot said it, we among them: bots are not answered, so that none can go round in circles."""
    return bool(message.get("bot_id")) or message.get("user") in (None, me.user, SLACKBOT)


def _reaction(event: Event, me: Identity) -> Inbound | None:
    item, user = event["item"], event["user"]
    if item.get("type") != "message" or user == me.user:
        return None
    added = event["type"] == "reaction_added"
    kind = ReactionAdded if added else ReactionRemoved
    parts = (event["type"], item["channel"], item["ts"], user, event["reaction"], event["event_ts"])
    return kind(
        key=":".join(parts),
        community=me.community,
        at=moment(event["event_ts"]),
        actor=me.member(user),
        message=me.message(item["channel"], item["ts"]),
        emoji=emoji.shown(event["reaction"]),
    )


def _joined(event: Event, me: Identity) -> Inbound | None:
    user, channel, at = event["user"], event["channel"], event["event_ts"]
    if user == me.user:
        return None
    by = event.get("inviter")
    return MemberJoined(
        key=f"joined:{channel}:{user}:{at}",
        community=me.community,
        at=moment(at),
        member=me.member(user),
        room=me.room(channel),
        by=me.member(by) if by else None,
    )


def _left(event: Event, me: Identity) -> Inbound | None:
    user, channel, at = event["user"], event["channel"], event["event_ts"]
    if user == me.user:
        return None
    return MemberLeft(
        key=f"left:{channel}:{user}:{at}",
        community=me.community,
        at=moment(at),
        member=me.member(user),
        room=me.room(channel),
    )


def _room(event: Event, me: Identity) -> Inbound | None:
    if event.get("user") == me.user:
        return None
    told, at = event["channel"], event["event_ts"]
    channel, name = (told["id"], str(told.get("name") or "")) if isinstance(told, Mapping) else (told, "")
    kind = event["type"].partition("_")[2]
    return RoomChanged(
        key=f"room:{kind}:{channel}:{at}",
        community=me.community,
        at=moment(at),
        room=me.room(channel),
        gone=kind in {"archive", "deleted"},
        name=name,
    )


def _user(event: Event, me: Identity) -> Inbound | None:
    user = event["user"]
    at = str(event.get("event_ts") or user.get("updated") or event["cache_ts"])
    if user["id"] in (me.user, SLACKBOT) or user.get("is_bot"):
        return None
    if user.get("deleted"):
        member, key = me.member(user["id"]), f"left:{user['id']}:{user.get('updated') or at}"
        return MemberLeft(key=key, community=me.community, at=moment(at), member=member)
    return member_seen(user, me, key=f"seen:{user['id']}:{user.get('updated') or at}", at=moment(at))


def member_seen(user: Event, me: Identity, *, key: str, at: datetime) -> MemberSeen:
    """Read what Slack tells of a user."""
    return MemberSeen(
        key=key,
        community=me.community,
        at=at,
        member=me.member(user["id"]),
        display_name=display_name(user),
        locale=str(user.get("locale") or ""),
        zone=str(user.get("tz") or ""),
        guest=is_guest(user, me),
        bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
    )


def display_name(user: Event) -> str:
    """Give the name that Slack shows for a user."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return str(next((name for name in names if name), user.get("id") or ""))


def is_guest(user: Event, me: Identity) -> bool:
    """Tell whether a user is a guest here, or at home in another workspace that shares a channel (S21)."""
    return bool(user.get("is_restricted") or user.get("is_ultra_restricted") or is_stranger(user, me))


def is_stranger(user: Event, me: Identity) -> bool:
    """Tell whether a user is at home in another organisation."""
    enterprise = str((user.get("enterprise_user") or {}).get("enterprise_id") or "")
    return bool(user.get("is_stranger")) or not me.is_home(str(user.get("team_id") or ""), enterprise)


def _home(event: Event, me: Identity) -> Inbound | None:
    if event.get("tab", "home") != "home":
        return None
    user, at = event["user"], event["event_ts"]
    return HomeOpened(key=f"home:{user}:{at}", community=me.community, at=moment(at), actor=me.member(user))


READERS: Final[Mapping[str, Callable[[Event, Identity], Inbound | None]]] = {
    "message": _message,
    "app_mention": _posted,
    "reaction_added": _reaction,
    "reaction_removed": _reaction,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_archive": _room,
    "channel_unarchive": _room,
    "channel_deleted": _room,
    "channel_rename": _room,
    "group_archive": _room,
    "group_unarchive": _room,
    "group_deleted": _room,
    "group_rename": _room,
    "team_join": _user,
    "user_change": _user,
    "app_home_opened": _home,
}
