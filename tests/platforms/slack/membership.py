"""Who is in which channel: invite, kick, join, leave, members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import messages
from .errors import SlackError
from .events import emit
from .methods import Call, method, page
from .state import Channel, Json, User, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

MOST_INVITED = 100
LETTER = {"public": "C", "private": "G"}


def enter(server: FakeSlack, workspace: Workspace, channel: Channel, user_id: str, inviter: str | None = None) -> None:
    """Make somebody a member: from now on they read the channel's whole history."""
    if user_id in channel.members:
        return
    channel.members.append(user_id)
    for message in channel.messages.values():
        message.versions[-1].readers.add(user_id)
    event: Json = {
        "type": "member_joined_channel",
        "user": user_id,
        "channel": channel.id,
        "channel_type": LETTER.get(channel.kind, "C"),
        "team": workspace.id,
    }
    if inviter:
        event["inviter"] = inviter
    emit(server, workspace, event, channel)
    extra = {"inviter": inviter} if inviter else {}
    content = {"text": f"<@{user_id}> has joined the channel"}
    messages.post(server, workspace, channel, user_id, content, subtype="channel_join", extra=extra)


def depart(server: FakeSlack, workspace: Workspace, channel: Channel, user_id: str, actor: str | None = None) -> None:
    """End a membership; the app is told also of its own."""
    if user_id not in channel.members:
        return
    event: Json = {
        "type": "member_left_channel",
        "user": user_id,
        "channel": channel.id,
        "channel_type": LETTER.get(channel.kind, "C"),
        "team": workspace.id,
    }
    emit(server, workspace, event, channel)
    if user_id == workspace.bot_user_id:
        left = "channel_left" if channel.kind == "public" else "group_left"
        emit(server, workspace, {"type": left, "channel": channel.id, "actor_id": actor or user_id}, channel)
    channel.members.remove(user_id)


def room(call: Call) -> Channel:
    """The channel named, if it is one that has members coming and going."""
    channel = call.channel()
    if channel.kind in {"im", "mpim"}:
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def guest_refusal(workspace: Workspace, user: User) -> str | None:
    """Why a guest cannot be invited: a single-channel guest has one already."""
    if user.guest != "single":
        return None
    rooms = [c for c in workspace.channels.values() if c.kind in {"public", "private"} and user.id in c.members]
    return "ura_max_channels" if rooms else None


def invite_refusal(call: Call, channel: Channel, user_id: str) -> str | None:
    """Why this person cannot be invited, in the Web API's word."""
    user = call.workspace.users.get(user_id)
    if user is None:
        return "user_not_found"
    if user_id == call.workspace.bot_user_id:
        return "cant_invite_self"
    if user_id in channel.members:
        return "already_in_channel"
    if user.deleted:
        return "cant_invite"
    return guest_refusal(call.workspace, user)


@method("conversations.invite")
def invite(call: Call) -> Json:
    """Invite people; without `force` all or none."""
    channel = room(call)
    call.allow(*writing(channel, "invites"))
    if channel.archived:
        raise SlackError("is_archived")
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    users = call.listed("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > MOST_INVITED:
        raise SlackError("too_many_users")
    refusals = {user: refusal for user in users if (refusal := invite_refusal(call, channel, user))}
    if refusals and (not call.flag("force") or len(refusals) == len(users)):
        errors = [{"user": user, "ok": False, "error": error} for user, error in refusals.items()]
        raise SlackError(next(iter(refusals.values())), errors=errors)
    for user in users:
        if user not in refusals:
            enter(call.server, call.workspace, channel, user, call.workspace.bot_user_id)
    return {"channel": {"id": channel.id, "name": channel.name}}


def writing(channel: Channel, part: str | None = None) -> tuple[str, ...]:
    """The scopes of which one lets a bot change a channel of this kind."""
    scopes: tuple[str, ...] = (f"{channel.family}:write",)
    if channel.kind == "public":
        scopes = ("channels:manage", *scopes)
    return (*scopes, f"{channel.family}:write.{part}") if part else scopes


@method("conversations.kick")
def kick(call: Call) -> Json:
    """Take somebody out of a channel."""
    channel = room(call)
    call.allow(*writing(channel))
    user = call.user(call.need("user", "user_not_found"))
    if channel.archived:
        raise SlackError("is_archived")
    if user.id == call.workspace.bot_user_id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if call.workspace.bot_user_id not in channel.members or user.id not in channel.members:
        raise SlackError("not_in_channel")
    depart(call.server, call.workspace, channel, user.id)
    return {"errors": {}}


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    """Join a public channel."""
    channel = room(call)
    if channel.archived:
        raise SlackError("is_archived")
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    already = call.workspace.bot_user_id in channel.members
    enter(call.server, call.workspace, channel, call.workspace.bot_user_id)
    body: Json = {"channel": {"id": channel.id, "name": channel.name}}
    if already:
        body |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return body


@method("conversations.leave")
def leave(call: Call) -> Json:
    """Leave a channel."""
    channel = room(call)
    call.allow(*writing(channel))
    bot = call.workspace.bot_user_id
    if channel.archived:
        raise SlackError("is_archived")
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if bot not in channel.members:
        return {"not_in_channel": True}
    if channel.kind == "private" and channel.members == [bot]:
        raise SlackError("last_member")
    depart(call.server, call.workspace, channel, bot)
    return {}


@method("conversations.members")
def members(call: Call) -> Json:
    """The ids of a channel's members."""
    channel = call.channel()
    call.allow(f"{channel.family}:read")
    found, cursor = page(channel.members, call)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}
