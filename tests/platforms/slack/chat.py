"""chat.*: post, update, delete, ephemeral, permalink."""

from __future__ import annotations

from . import messages
from .checks import UPDATE_TEXT_LIMIT, check_message
from .conversations import direct
from .errors import SlackError
from .methods import Call, method
from .state import Channel, Json, Message, Workspace

CONTENT = ("text", "markdown_text", "thread_ts", "reply_broadcast")
STRUCTURES = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
}


def content_of(call: Call) -> Json:
    """What a call wants to say; keys that were not sent are absent."""
    content: Json = {key: call.args[key] for key in CONTENT if call.args.get(key) is not None}
    for key, error in STRUCTURES.items():
        value = call.structure(key, error)
        if value is not None:
            content[key] = value
    return content


def destination(call: Call) -> Channel:
    """Where a message goes: a channel by id or name, or a person, whose direct channel is opened."""
    workspace = call.workspace
    named = call.need("channel", "channel_not_found")
    channel = workspace.channels.get(named)
    if channel is None and named in workspace.users and not workspace.users[named].deleted:
        channel = direct(call.server, workspace, [named])
    if channel is None:
        name = named.removeprefix("#")
        channel = next((c for c in workspace.channels.values() if c.name and c.name == name), None)
    if channel is None or not call.sees(channel):
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    uninvited = channel.kind == "public" and "chat:write.public" in (workspace.scopes or ())
    if workspace.bot_user_id not in channel.members and not uninvited:
        raise SlackError("not_in_channel")
    return channel


def check_content(call: Call, content: Json, text_limit: int | None = None) -> None:
    """Raise what Slack answers to what cannot be said."""
    if not any(content.get(key) for key in ("text", "markdown_text", "blocks", "attachments")):
        raise SlackError("no_text")
    if text_limit is None:
        check_message(call.server, call.method, content)
    else:
        check_message(call.server, call.method, content, text_limit=text_limit)


@method("chat.postMessage", "chat:write")
def post_message(call: Call) -> Json:
    """Post a message."""
    channel = destination(call)
    content = content_of(call)
    check_content(call, content)
    thread_ts = content.get("thread_ts")
    if thread_ts:
        parent = channel.messages.get(str(thread_ts))
        if parent is None:
            raise SlackError("thread_not_found")
        content["thread_ts"] = parent.thread_ts or parent.ts
    subtype = "thread_broadcast" if thread_ts and call.flag("reply_broadcast") else None
    bot = call.workspace.bot_user_id
    message = messages.post(call.server, call.workspace, channel, bot, content, subtype=subtype)
    return {"channel": channel.id, "ts": message.ts, "message": messages.to_json(message)}


def own_message(call: Call, refusal: str) -> Message:
    """The app's own message named by channel and ts."""
    message = call.channel().messages.get(call.need("ts", "message_not_found"))
    if message is None:
        raise SlackError("message_not_found")
    if message.bot_id != call.workspace.bot_id:
        raise SlackError(refusal)
    return message


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    """Rewrite a message of the app's own."""
    message = own_message(call, "cant_update_message")
    if message.channel.archived:
        raise SlackError("is_inactive")
    content = content_of(call)
    if not any(key in content for key in ("text", "markdown_text", "blocks", "attachments")):
        raise SlackError("no_text")
    check_message(call.server, call.method, content, text_limit=UPDATE_TEXT_LIMIT)
    messages.rewrite(call.server, call.workspace, message, content)
    shown = messages.to_json(message)
    return {"channel": message.channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    """Delete a message of the app's own."""
    message = own_message(call, "cant_delete_message")
    messages.remove(call.server, call.workspace, message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel."""
    channel = destination(call)
    user = call.user(call.need("user", "user_not_found"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(call)
    check_content(call, content, UPDATE_TEXT_LIMIT)
    message = messages.post_ephemeral(call.server, call.workspace, channel, user.id, content)
    return {"message_ts": message.ts}


def permalink(workspace: Workspace, message: Message) -> str:
    """The address of a message in the browser."""
    link = f"https://{workspace.name}.slack.com/archives/{message.channel.id}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel.id}" if message.is_reply else link


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    """A message's address."""
    message = call.channel().messages.get(call.need("message_ts", "message_not_found"))
    if message is None:
        raise SlackError("message_not_found")
    return {"channel": message.channel.id, "permalink": permalink(call.workspace, message)}
