"""Messages of a channel. Source: developers/resources/message."""

from __future__ import annotations

from .checks_messages import check_message
from .clock import Now
from .errors import Json, invalid, refusal
from .message_payloads import message_json, readable_by_app
from .messages import Draft, delete, edit, ping, post
from .permissions import Permission
from .routing import NOTHING, Answer, Call, Routes, snowflake
from .state import POSTS, Channel, ChannelType, Message, MessageFlag, MessageType
from .world import Happened, World

routes = Routes()

P = Permission
_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_EDITABLE: Json = {"content": "", "embeds": [], "components": []}
NONCE_SECONDS = 180


def rendered(call: Call, message: Message) -> Json:
    """Render a message for the app, without the content that the developer portal does not open to it."""
    readable = readable_by_app(call.world, message, intent=call.world.application.message_content)
    return message_json(call.world, message, readable=readable)


@routes("GET", _MESSAGES)
def list_messages(call: Call) -> Answer:
    """List messages, newest first, around, before or after one. Without the history permission: none."""
    channel = call.channel()
    if not call.world.allowed(channel, call.bot) & P.READ_MESSAGE_HISTORY:
        return Answer([])
    limit = call.number("limit", 50, 100)
    found = channel.living
    if "before" in call.query:
        before = snowflake(call.query["before"], "before")
        found = [m for m in found if m.id < before][-limit:]
    elif "after" in call.query:
        after = snowflake(call.query["after"], "after")
        found = [m for m in found if m.id > after][:limit]
    elif "around" in call.query:
        around = snowflake(call.query["around"], "around")
        earlier, later = [m for m in found if m.id < around], [m for m in found if m.id >= around]
        found = earlier[len(earlier) - limit // 2 :] + later[: limit - limit // 2]
    else:
        found = found[-limit:]
    return Answer([rendered(call, m) for m in reversed(found)])


@routes("POST", _MESSAGES)
def create_message(call: Call) -> Answer:
    """Post a message, or find the one that an enforced nonce already made."""
    channel = call.channel()
    if channel.type in {ChannelType.CATEGORY, *POSTS}:
        raise refusal(50008)
    check_message(call.form, files=len(call.uploads))
    need_to_write(call, channel)
    again = _posted_before(call.world, channel, call.form, call.world.now)
    if again is not None:
        return Answer(rendered(call, again))
    flags = (call.form.get("flags") or 0) & ~(MessageFlag.EPHEMERAL | MessageFlag.LOADING)
    return Answer(rendered(call, post(call.world, channel, call.bot, draft_of(call, channel, call.form, flags))))


def draft_of(call: Call, channel: Channel, body: Json, flags: int) -> Draft:
    """Turn a message's body into what is posted."""
    answered = _answered(call, channel, body)
    return Draft(
        content=body.get("content") or "",
        embeds=body.get("embeds") or [],
        components=body.get("components") or [],
        attachments=call.attachments(body),
        poll=body.get("poll"),
        flags=flags,
        type=MessageType.REPLY if answered else MessageType.DEFAULT,
        nonce=body.get("nonce"),
        tts=bool(body.get("tts")),
        reply_to=answered,
        allowed_mentions=body.get("allowed_mentions"),
        application_id=call.world.application.id,
    )


def need_to_write(call: Call, channel: Channel) -> None:
    """Refuse a message that the bot may not write: no permission, closed DMs, a locked or archived thread."""
    world = call.world
    if channel.is_dm:
        other = next(u for u in channel.recipients if u is not call.bot)
        if not world.share_a_guild(call.bot, other):
            raise refusal(50278)
        if not other.dms_open or other.bot:
            raise refusal(50007)
        return
    needs = P.SEND_MESSAGES_IN_THREADS if channel.is_thread else P.SEND_MESSAGES
    if call.uploads:
        needs |= P.ATTACH_FILES
    if call.body.get("embeds"):
        needs |= P.EMBED_LINKS
    if call.body.get("poll"):
        needs |= P.SEND_POLLS
    call.need(channel, needs)
    if channel.is_thread and channel.locked and not world.allowed(channel, call.bot) & P.MANAGE_THREADS:
        raise refusal(160005)


def _posted_before(world: World, channel: Channel, body: Json, now: Now) -> Message | None:
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    return next(
        (
            m
            for m in channel.messages.values()
            if m.author is world.bot
            and str(m.nonce) == str(nonce)
            and (now() - m.created_at).total_seconds() <= NONCE_SECONDS
        ),
        None,
    )


def _answered(call: Call, channel: Channel, body: Json) -> Message | None:
    reference = body.get("message_reference")
    if not reference or reference.get("type") == 1:
        return None
    if not call.world.allowed(channel, call.bot) & P.READ_MESSAGE_HISTORY:
        raise refusal(160002)
    message_id = snowflake(reference.get("message_id"), "message_reference", "message_id")
    found = channel.messages.get(message_id)
    if found is None or found.deleted:
        if reference.get("fail_if_not_exists", True):
            raise invalid("REPLIES_UNKNOWN_MESSAGE", "Unknown message", "message_reference")
        return None
    return found


@routes("GET", _MESSAGE)
def get_message(call: Call) -> Answer:
    """Get one message; that needs the history permission."""
    channel = call.channel(P.READ_MESSAGE_HISTORY)
    return Answer(rendered(call, call.message(channel)))


@routes("PATCH", _MESSAGE)
def edit_message(call: Call) -> Answer:
    """Change an own message (50005 for another's), unless its thread is archived (50083)."""
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.bot:
        raise refusal(50005)
    if channel.is_thread and channel.archived:
        raise refusal(50083)
    check_message(call.form, files=len(call.uploads), editing=message)
    flags = message.flags | (call.form.get("flags") or 0) & MessageFlag.IS_COMPONENTS_V2
    changes = {key: call.form[key] or empty for key, empty in _EDITABLE.items() if key in call.form} | {"flags": flags}
    edit(call.world, message, changes, call.attachments(call.form, message.attachments))
    if "content" in call.form or "components" in call.form:
        guild = call.world.guild_of(channel)
        ping(call.world, message, guild, channel, call.form.get("allowed_mentions"), None)
    return Answer(rendered(call, message))


@routes("DELETE", _MESSAGE)
def delete_message(call: Call) -> Answer:
    """Take a message away: an own one, or another's with the permission."""
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.bot:
        if channel.is_dm:
            raise refusal(50003)
        call.need(channel, P.MANAGE_MESSAGES)
    if channel.is_thread and channel.archived:
        raise refusal(50083)
    delete(call.world, message)
    return NOTHING


@routes("POST", _MESSAGES + "/bulk-delete")
def delete_messages(call: Call) -> Answer:
    """Take 2 to 100 messages away at once."""
    channel = call.channel(P.MANAGE_MESSAGES)
    ids = [snowflake(value, "messages", index) for index, value in enumerate(call.form.get("messages") or [])]
    if not 2 <= len(ids) <= 100:
        raise invalid("BASE_TYPE_BAD_LENGTH", "Must be between 2 and 100 in length.", "messages")
    for message_id in ids:
        if message_id in channel.messages:
            channel.messages[message_id].deleted = True
    data = {"ids": [str(i) for i in ids], "channel_id": str(channel.id), "guild_id": str(channel.guild_id)}
    call.world.tell(Happened("MESSAGE_DELETE_BULK", data, call.world.guild_of(channel), channel))
    return NOTHING


@routes("POST", "/channels/{channel_id}/typing")
def start_typing(call: Call) -> Answer:
    """Show that the bot is typing."""
    call.channel(P.SEND_MESSAGES)
    return NOTHING
