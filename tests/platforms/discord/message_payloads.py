"""Messages rendered as the JSON objects of Discord's documentation."""

from __future__ import annotations

from .clock import iso
from .errors import Json
from .payloads import member_json, thread_json, user_json
from .state import Attachment, ChannelType, Guild, Message, MessageFlag, User
from .world import World


def message_json(world: World, message: Message, *, readable: bool = True, viewer: User | None = None) -> Json:
    """Render a message; without the right to its content the content fields come empty.

    Source: developers/events/gateway, "Message Content Intent".
    """
    who = viewer or world.bot
    channel = world.find_channel(message.channel_id)
    rendered: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": int(message.type),
        "author": user_json(message.author),
        "content": message.content if readable else "",
        "embeds": message.embeds if readable else [],
        "attachments": [attachment_json(world, message, a) for a in message.attachments] if readable else [],
        "components": message.components if readable else [],
        "timestamp": iso(message.created_at),
        "edited_timestamp": iso(message.edited_at) if message.edited_at else None,
        "flags": int(message.flags),
        "tts": message.tts,
        "pinned": message.pinned,
        "mention_everyone": message.mention_everyone,
        "mentions": [user_json(world.users[user_id]) for user_id in message.mention_ids],
        "mention_roles": [str(role_id) for role_id in message.mention_role_ids],
    }
    if message.poll and readable:
        rendered["poll"] = message.poll
    if message.reactions:
        rendered["reactions"] = [_reaction_json(emoji, users, who) for emoji, users in message.reactions.items()]
    if message.nonce is not None:
        rendered["nonce"] = message.nonce
    if message.application_id is not None:
        rendered["application_id"] = str(message.application_id)
    if message.interaction is not None:
        rendered |= {"interaction_metadata": message.interaction, "webhook_id": str(message.application_id)}
    if message.reply_to:
        rendered["message_reference"] = {
            "type": 0,
            "channel_id": str(message.reply_to[0]),
            "message_id": str(message.reply_to[1]),
        }
        if channel and channel.guild_id:
            rendered["message_reference"]["guild_id"] = str(channel.guild_id)
    if message.thread_id and (thread := world.find_channel(message.thread_id)):
        rendered["thread"] = thread_json(world, thread)
    return rendered


def attachment_json(world: World, message: Message, attachment: Attachment) -> Json:
    """Render a file of a message, with an address under which the fake serves it."""
    url = f"{world.media_url}/attachments/{message.channel_id}/{attachment.id}/{attachment.filename}"
    rendered: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content),
        "url": url,
        "proxy_url": url,
        "content_type": attachment.content_type,
    }
    if attachment.description:
        rendered["description"] = attachment.description
    return rendered | {"ephemeral": True} if message.ephemeral_to is not None else rendered


def media_json(world: World, message: Message, url: str) -> Json:
    """Tell of a media address; `attachment://name` means a file of the message itself."""
    told: Json = {"id": str(world.snowflakes.take()), "url": url, "proxy_url": url}
    name = url.removeprefix("attachment://")
    attachment = next((a for a in message.attachments if a.filename == name), None)
    if attachment is None or name == url:
        return told
    shown = attachment_json(world, message, attachment)
    return (
        told | {key: shown[key] for key in ("url", "proxy_url", "size")} | {"name": name, "attachment_id": shown["id"]}
    )


def emoji_json(emoji: str) -> Json:
    """Render an emoji written as itself or as `name:id`."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}


def _reaction_json(emoji: str, users: list[int], who: User) -> Json:
    return {
        "emoji": emoji_json(emoji),
        "count": len(users),
        "count_details": {"normal": len(users), "burst": 0},
        "burst_colors": [],
        "me": who.id in users,
        "me_burst": False,
    }


def gateway_message(world: World, message: Message, guild: Guild | None) -> Json:
    """Render a message as the gateway sends it: with its guild and its author's membership."""
    rendered = message_json(world, message)
    if guild:
        rendered["guild_id"] = str(guild.id)
        if message.author.id in guild.members:
            rendered["member"] = member_json(guild.members[message.author.id], user=False)
    return rendered


def readable_by_app(world: World, message: Message, *, intent: bool) -> bool:
    """Tell whether the app may read a message's content: by intent, or as its own, a DM, or a mention of it."""
    channel = world.channel(message.channel_id)
    return (
        intent
        or message.author is world.bot
        or channel.type == ChannelType.DM
        or world.bot.id in message.mention_ids
        or bool(message.flags & MessageFlag.EPHEMERAL)
    )
