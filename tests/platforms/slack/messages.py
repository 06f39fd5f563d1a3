"""Messages as the server keeps them: posted, edited, deleted, and shown to whom."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from .elements import dress, shown
from .events import emit
from .state import Channel, Json, Message, Version, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

TOMBSTONE = "This message was deleted."


def readers(workspace: Workspace, channel: Channel) -> set[str]:
    """Who can read a channel at this moment."""
    public = set(workspace.full_members()) if channel.kind == "public" else set()
    return public | set(channel.members)


def note_version(workspace: Workspace, message: Message) -> None:
    """Remember what the message says now and who can read it."""
    seen_by = {message.ephemeral_to} if message.ephemeral_to else readers(workspace, message.channel)
    message.versions.append(Version(message.content, seen_by))


def to_json(message: Message, *, metadata: bool = True) -> Json:
    """A message as history and events show it."""
    body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    optional: Json = {
        "subtype": message.subtype,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "edited": message.edited,
        "files": message.files,
    }
    body.update({key: copy.deepcopy(value) for key, value in optional.items() if value})
    body.update(message.extra)
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        body["metadata"] = copy.deepcopy(message.metadata)
    replies = message.channel.thread(message.ts)
    if message.thread_ts or replies:
        body["thread_ts"] = message.thread_ts or message.ts
    if replies:
        users = list(dict.fromkeys(reply.user for reply in replies))
        body |= {"reply_count": len(replies), "reply_users": users, "reply_users_count": len(users)}
        body["latest_reply"] = replies[-1].ts
    return body


def post(
    server: FakeSlack, workspace: Workspace, channel: Channel, user_id: str, content: Json, **more: Any
) -> Message:
    """Put a message into a channel and tell the app; `content` holds text, blocks and what else was sent."""
    message = make(server, channel, user_id, content, **more)
    if user_id == workspace.bot_user_id:
        message.bot_id, message.app_id = workspace.bot_id, workspace.app_id
    channel.messages[message.ts] = message
    if message.thread_ts and message.is_reply:
        channel.replies.setdefault(message.thread_ts, []).append(message)
    note_version(workspace, message)
    event = {**to_json(message), "channel": channel.id, "channel_type": channel.channel_type, "team": workspace.id}
    emit(server, workspace, {**event, "event_ts": message.ts}, channel)
    direct = channel.kind in {"im", "mpim"}
    if (
        not direct
        and not message.subtype
        and user_id != workspace.bot_user_id
        and f"<@{workspace.bot_user_id}" in message.text
    ):
        mention = {key: event[key] for key in event if key not in {"channel_type", "subtype"}}
        emit(server, workspace, {**mention, "type": "app_mention", "event_ts": message.ts}, channel)
    return message


def make(server: FakeSlack, channel: Channel, user_id: str, content: Json, **more: Any) -> Message:
    """A message that stands nowhere yet."""
    return Message(
        channel=channel,
        ts=server.ts(),
        user=user_id,
        text=str(content.get("text") or content.get("markdown_text") or ""),
        blocks=dress(content.get("blocks") or [], server.ids),
        attachments=copy.deepcopy(content.get("attachments") or []),
        thread_ts=content.get("thread_ts") or None,
        metadata=copy.deepcopy(content.get("metadata")),
        **more,
    )


def post_ephemeral(server: FakeSlack, workspace: Workspace, channel: Channel, reader: str, content: Json) -> Message:
    """Show a message of the app to one person only; history never holds it and no event tells of it."""
    message = make(server, channel, workspace.bot_user_id, content, ephemeral_to=reader)
    message.bot_id, message.app_id = workspace.bot_id, workspace.app_id
    channel.ephemeral.append(message)
    note_version(workspace, message)
    return message


def rewrite(server: FakeSlack, workspace: Workspace, message: Message, content: Json) -> None:
    """Change what a message says; keys that are absent from `content` stay as they were."""
    before = to_json(message)
    if content.get("text") is not None:
        message.text = str(content["text"])
    if content.get("markdown_text") is not None:
        message.text = str(content["markdown_text"])
    if content.get("blocks") is not None:
        message.blocks = dress(content["blocks"], server.ids)
    if content.get("attachments") is not None:
        message.attachments = copy.deepcopy(content["attachments"])
    if content.get("metadata") is not None:
        message.metadata = copy.deepcopy(content["metadata"]) or None
    now = server.ts()
    note_version(workspace, message)
    if message.ephemeral_to:
        return
    message.edited = {"user": message.user, "ts": now}
    tell(server, workspace, message.channel, now, "message_changed", message=to_json(message), previous_message=before)


def tell(server: FakeSlack, workspace: Workspace, channel: Channel, ts: str, subtype: str, **more: Any) -> None:
    """Tell the app that a message was changed or deleted."""
    event = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id, "ts": ts, "event_ts": ts}
    emit(server, workspace, {**event, "channel_type": channel.channel_type, **more}, channel)


def remove(server: FakeSlack, workspace: Workspace, message: Message) -> None:
    """Take a message out of its channel; one with replies leaves a tombstone, and is told as changed."""
    message.deleted = True
    channel = message.channel
    channel.gone.append(message)
    if message.ephemeral_to:
        channel.ephemeral.remove(message)
        return
    before = to_json(message)
    if message.thread_ts and message.is_reply:
        channel.replies[message.thread_ts].remove(message)
    channel.pins = [pin for pin in channel.pins if pin["ts"] != message.ts]
    if channel.thread(message.ts):
        stone = Message(channel, message.ts, "USLACKBOT", TOMBSTONE, thread_ts=message.ts, subtype="tombstone")
        stone.extra["hidden"] = True
        channel.messages[message.ts] = stone
        note_version(workspace, stone)
        now = server.ts()
        tell(server, workspace, channel, now, "message_changed", message=to_json(stone), previous_message=before)
        return
    del channel.messages[message.ts]
    tell(
        server,
        workspace,
        channel,
        server.ts(),
        "message_deleted",
        deleted_ts=message.ts,
        previous_message=before,
    )


def words_of(message: Message) -> str:
    """What a person reads: the blocks where there are any, else the text."""
    return shown(message.blocks) if message.blocks else message.text
