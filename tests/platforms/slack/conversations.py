"""conversations.*: create, archive, unarchive, rename, topic, purpose, info, list, open, close."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .errors import SlackError
from .events import emit
from .membership import room, writing
from .methods import Call, method, page
from .state import Channel, Json, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

NAME_LIMIT = 80
TOPIC_LIMIT = 250
ALLOWED_NAME = re.compile(r"[\w-]+")
KINDS = {"public": "public_channel", "private": "private_channel"}


def new_channel(server: FakeSlack, workspace: Workspace, name: str, kind: str, creator: str) -> Channel:
    """A channel with its creator in it, known to the workspace."""
    prefix = "D" if kind == "im" else "G" if kind == "mpim" else "C"
    channel = Channel(server.ids.next(prefix), name, kind, creator, int(server.clock()), [creator])  # type: ignore[arg-type] # callers pass one of the four kinds
    workspace.channels[channel.id] = channel
    return channel


def to_json(workspace: Workspace, channel: Channel, *, members: bool = False) -> Json:
    """A channel object."""
    bot = workspace.bot_user_id
    body: Json = {"id": channel.id, "created": channel.created, "creator": channel.creator}
    body |= {"is_archived": channel.archived, "context_team_id": workspace.id, "updated": channel.created * 1000}
    body |= {"is_im": channel.kind == "im", "is_mpim": channel.kind == "mpim", "is_org_shared": False}
    if channel.kind == "im":
        other = next((user for user in channel.members if user != bot), bot)
        return body | {"user": other, "is_open": channel.is_open, "is_user_deleted": False}
    body |= {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_private": channel.kind != "public",
        "is_general": channel.is_general,
        "is_member": bot in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
    }
    return body | ({"num_members": len(channel.members)} if members else {})


def check_name(workspace: Workspace, name: str, renamed: Channel | None = None) -> None:
    """Raise what the Web API answers to a name that cannot be had."""
    if not name.strip():
        raise SlackError("invalid_name_required")
    if len(name) > NAME_LIMIT:
        raise SlackError("invalid_name_maxlength")
    if not any(character.isalnum() for character in name):
        raise SlackError("invalid_name_punctuation")
    if name != name.lower() or not ALLOWED_NAME.fullmatch(name):
        raise SlackError("invalid_name_specials")
    if any(channel.name == name and channel is not renamed for channel in workspace.channels.values()):
        # Also an archived channel keeps its name.
        raise SlackError("name_taken")


@method("conversations.create")
def create(call: Call) -> Json:
    """Make a channel; the app is its creator and first member."""
    private = call.flag("is_private")
    call.allow(*(("groups:write",) if private else ("channels:manage", "channels:write")))
    name = str(call.args.get("name") or "").removeprefix("#")
    check_name(call.workspace, name)
    bot = call.workspace.bot_user_id
    channel = new_channel(call.server, call.workspace, name, "private" if private else "public", bot)
    if not private:
        made = {"id": channel.id, "name": name, "created": channel.created, "creator": bot}
        emit(call.server, call.workspace, {"type": "channel_created", "channel": made})
    return {"channel": to_json(call.workspace, channel)}


def set_archived(server: FakeSlack, workspace: Workspace, channel: Channel, actor: str, *, archived: bool) -> None:
    """Archive or bring back a channel, and tell the app."""
    channel.archived = archived
    family = "channel" if channel.kind == "public" else "group"
    kind = f"{family}_{'archive' if archived else 'unarchive'}"
    emit(server, workspace, {"type": kind, "channel": channel.id, "user": actor}, channel)


@method("conversations.archive")
def archive(call: Call) -> Json:
    """Archive a channel that the app is in."""
    channel = room(call)
    call.allow(*writing(channel))
    if channel.archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    set_archived(call.server, call.workspace, channel, call.workspace.bot_user_id, archived=True)
    return {}


@method("conversations.unarchive")
def unarchive(call: Call) -> Json:
    """Refused to bot tokens: archiving puts the bot out, and only a member may bring a channel back.

    Seen by many: slack-go/slack issue 1066 and the method's own page.
    """
    channel = room(call)
    call.allow(*writing(channel))
    raise SlackError("not_in_channel" if channel.archived else "not_archived")


def set_name(server: FakeSlack, workspace: Workspace, channel: Channel, name: str) -> None:
    """Give a channel another name, and tell the app."""
    channel.name = name
    kind = "channel_rename" if channel.kind == "public" else "group_rename"
    told = {"id": channel.id, "name": name, "created": channel.created}
    emit(server, workspace, {"type": kind, "channel": told}, channel)


@method("conversations.rename")
def rename(call: Call) -> Json:
    """Rename a channel that the app made."""
    channel = room(call)
    call.allow(*writing(channel))
    if channel.archived:
        raise SlackError("is_archived")
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.creator != call.workspace.bot_user_id:
        raise SlackError("not_authorized")
    name = str(call.args.get("name") or "").removeprefix("#")
    check_name(call.workspace, name, channel)
    set_name(call.server, call.workspace, channel, name)
    return {"channel": to_json(call.workspace, channel)}


def described(call: Call, key: str) -> Channel:
    """Write a channel's topic or purpose."""
    channel = room(call)
    call.allow(*writing(channel, "topic"))
    if channel.archived:
        raise SlackError("is_archived")
    if call.workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    value = str(call.args.get(key) or "")
    if len(value) > TOPIC_LIMIT:
        raise SlackError("too_long")
    setattr(channel, key, value)
    return channel


@method("conversations.setTopic")
def set_topic(call: Call) -> Json:
    """Write the topic."""
    channel = described(call, "topic")
    return {"channel": to_json(call.workspace, channel)}


@method("conversations.setPurpose")
def set_purpose(call: Call) -> Json:
    """Write the purpose."""
    return {"purpose": described(call, "purpose").purpose}


@method("conversations.info")
def info(call: Call) -> Json:
    """One channel."""
    channel = call.channel()
    call.allow(f"{channel.family}:read")
    return {"channel": to_json(call.workspace, channel, members=call.flag("include_num_members"))}


def listed(call: Call, *, joined_only: bool) -> Json:
    """The channels of the wanted types that the app can see."""
    types = set(call.listed("types")) or {"public_channel"}
    for kind in types:
        call.allow(f"{ {'public_channel': 'channels', 'private_channel': 'groups'}.get(kind, kind) }:read")
    user_id = call.text("user") or call.workspace.bot_user_id
    found = [
        to_json(call.workspace, channel, members=True)
        for channel in call.workspace.channels.values()
        if KINDS.get(channel.kind, channel.kind) in types
        and call.sees(channel)
        and not (channel.archived and call.flag("exclude_archived"))
        and not (joined_only and user_id not in channel.members)
    ]
    channels, cursor = page(found, call)
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


@method("conversations.list")
def list_all(call: Call) -> Json:
    """The channels that the app can see."""
    return listed(call, joined_only=False)


@method("users.conversations")
def list_joined(call: Call) -> Json:
    """The channels that somebody (the app itself, if not said) is in."""
    return listed(call, joined_only=True)


def direct(server: FakeSlack, workspace: Workspace, users: list[str]) -> Channel:
    """The direct conversation of the app and these people, opened where it was not yet."""
    channel = workspace.direct_channel(workspace.bot_user_id, *users)
    if channel is None:
        kind = "im" if len(users) == 1 else "mpim"
        name = "" if kind == "im" else "mpdm-" + "--".join([*users, "1"]).lower()
        channel = new_channel(server, workspace, name, kind, workspace.bot_user_id)
        channel.members.extend(users)
    channel.is_open = True
    return channel


@method("conversations.open")
def open_direct(call: Call) -> Json:
    """Open or find a direct conversation."""
    if call.text("channel"):
        channel = call.channel()
    else:
        users = [user for user in call.listed("users") if user != call.workspace.bot_user_id]
        if not users:
            raise SlackError("users_list_not_supplied")
        if len(users) > 8:
            raise SlackError("too_many_users")
        call.allow("im:write" if len(users) == 1 else "mpim:write")
        for user_id in users:
            if call.user(user_id).deleted:
                raise SlackError("user_disabled")
            if call.user(user_id).is_bot:
                raise SlackError("cannot_dm_bot")
        channel = direct(call.server, call.workspace, users)
    full = to_json(call.workspace, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": full}


@method("conversations.close")
def close_direct(call: Call) -> Json:
    """Close a direct conversation; its history stays."""
    channel = call.channel()
    if channel.kind not in {"im", "mpim"}:
        raise SlackError("method_not_supported_for_channel_type")
    call.allow(f"{channel.family}:write")
    already = not channel.is_open
    channel.is_open = False
    return {"no_op": True, "already_closed": True} if already else {}
