"""What happens to messages, whoever does it: posting, editing, deleting, reacting, pinning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from .clock import iso
from .errors import Json, refusal
from .message_payloads import emoji_json, gateway_message, media_json
from .payloads import member_json, thread_json
from .permissions import Permission
from .state import Attachment, Channel, Guild, Message, MessageType, User
from .stored import stored_components, stored_embeds
from .world import Happened, World

MOST_PINS = 250
MOST_EMOJI = 20


@dataclass
class Draft:
    """What somebody wants to post."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    poll: Json | None = None
    flags: int = 0
    type: int = MessageType.DEFAULT
    nonce: str | int | None = None
    tts: bool = False
    reply_to: Message | None = None
    allowed_mentions: Json | None = None
    application_id: int | None = None
    interaction: Json | None = None
    ephemeral_to: int | None = None


def post(world: World, channel: Channel, author: User, draft: Draft, *, message_id: int | None = None) -> Message:
    """Put a message into a channel and tell the gateway; an ephemeral one is told to nobody.

    A forum post's first message has the post's own id.
    """
    if channel.is_thread and channel.archived and draft.ephemeral_to is None:
        reopen(world, channel)
    message = Message(
        id=message_id or world.snowflakes.take(),
        channel_id=channel.id,
        author=author,
        created_at=world.now(),
        content=draft.content,
        type=draft.type,
        flags=draft.flags,
        embeds=stored_embeds(draft.embeds),
        attachments=draft.attachments,
        poll=draft.poll,
        nonce=draft.nonce,
        tts=draft.tts,
        reply_to=(draft.reply_to.channel_id, draft.reply_to.id) if draft.reply_to else None,
        application_id=draft.application_id,
        interaction=draft.interaction,
        ephemeral_to=draft.ephemeral_to,
    )
    message.components = stored_components(draft.components, partial(media_json, world, message))
    guild = world.guild_of(channel)
    ping(world, message, guild, channel, draft.allowed_mentions, draft.reply_to)
    channel.messages[message.id] = message
    if message.ephemeral_to is not None:
        world.touch()
        return message
    if channel.is_thread:
        channel.total_messages += 1
        if author.id not in channel.thread_members:
            channel.thread_members[author.id] = world.now()
    world.tell(Happened("MESSAGE_CREATE", gateway_message(world, message, guild), guild, channel, message))
    return message


def ping(
    world: World,
    message: Message,
    guild: Guild | None,
    channel: Channel,
    allowed: Json | None,
    answered: Message | None,
) -> None:
    """Work out whom a message notifies. Source: developers/resources/message, "Allowed Mentions Object"."""
    text = message.text
    users = [int(i) for i in re.findall(r"<@!?(\d+)>", text)]
    roles = [int(i) for i in re.findall(r"<@&(\d+)>", text)]
    everyone = "@everyone" in text or "@here" in text
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    if "users" not in parse:
        users = [i for i in users if i in _ids(allowed, "users")]
    if "roles" not in parse:
        roles = [i for i in roles if i in _ids(allowed, "roles")]
    if answered and (allowed is None or allowed.get("replied_user")):
        users.append(answered.author.id)
    message.mention_ids = [i for i in dict.fromkeys(users) if i in world.users]
    if guild:
        may_all = bool(world.allowed(channel, message.author) & Permission.MENTION_EVERYONE)
        message.mention_role_ids = [
            i for i in dict.fromkeys(roles) if i in guild.roles and (may_all or guild.roles[i].mentionable)
        ]
        message.mention_everyone = everyone and "everyone" in parse and may_all


def _ids(allowed: Json | None, key: str) -> set[int]:
    return {int(i) for i in (allowed or {}).get(key) or ()}


def edit(world: World, message: Message, changes: Json, attachments: list[Attachment] | None = None) -> None:
    """Change a message's content, embeds, components, flags or files, and tell the gateway."""
    message.history.append(message.text)
    if attachments is not None:
        message.attachments = attachments
    message.content = changes.get("content", message.content)
    message.flags = changes.get("flags", message.flags)
    if "embeds" in changes:
        message.embeds = stored_embeds(changes["embeds"])
    if "components" in changes:
        message.components = stored_components(changes["components"], partial(media_json, world, message))
    message.edited_at = world.now()
    retell(world, message)


def retell(world: World, message: Message) -> None:
    """Tell the gateway that a message changed, unless only one person can see it."""
    channel = world.channel(message.channel_id)
    guild = world.guild_of(channel)
    if message.ephemeral_to is None:
        world.tell(Happened("MESSAGE_UPDATE", gateway_message(world, message, guild), guild, channel, message))
    world.touch()


def delete(world: World, message: Message) -> None:
    """Take a message away, and tell the gateway."""
    channel = world.channel(message.channel_id)
    message.deleted = True
    channel.pins.pop(message.id, None)
    data = {"id": str(message.id), "channel_id": str(channel.id)}
    if message.ephemeral_to is None:
        world.tell(Happened("MESSAGE_DELETE", _placed(data, channel), world.guild_of(channel), channel))
    world.touch()


def react(world: World, message: Message, user: User, emoji: str) -> None:
    """Add somebody's reaction, once; a 21st emoji is refused with 30010."""
    if emoji not in message.reactions and len(message.reactions) >= MOST_EMOJI:
        raise refusal(30010)
    users = message.reactions.setdefault(emoji, [])
    if user.id not in users:
        users.append(user.id)
        _tell_reaction(world, "MESSAGE_REACTION_ADD", message, user, emoji)


def unreact(world: World, message: Message, user: User, emoji: str) -> None:
    """Take somebody's reaction away."""
    users = message.reactions.get(emoji, [])
    if user.id not in users:
        return
    users.remove(user.id)
    if not users:
        del message.reactions[emoji]
    _tell_reaction(world, "MESSAGE_REACTION_REMOVE", message, user, emoji)


def _tell_reaction(world: World, name: str, message: Message, user: User, emoji: str) -> None:
    channel = world.channel(message.channel_id)
    guild = world.guild_of(channel)
    data: Json = {
        "user_id": str(user.id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "emoji": emoji_json(emoji),
        "burst": False,
        "type": 0,
    }
    if name == "MESSAGE_REACTION_ADD":
        data["message_author_id"] = str(message.author.id)
        if guild and user.id in guild.members:
            data["member"] = member_json(guild.members[user.id])
    world.tell(Happened(name, _placed(data, channel), guild, channel))


def set_pinned(world: World, message: Message, actor: User, *, pinned: bool) -> None:
    """Pin or unpin a message; pinning says so in the channel. The 251st pin is refused with 30003."""
    channel = world.channel(message.channel_id)
    if message.pinned == pinned:
        return
    if pinned and len(channel.pins) >= MOST_PINS:
        raise refusal(30003)
    message.pinned = pinned
    if pinned:
        channel.pins[message.id] = world.now()
        post(
            world, channel, actor, Draft(type=MessageType.CHANNEL_PINNED_MESSAGE, reply_to=message, allowed_mentions={})
        )
    else:
        channel.pins.pop(message.id, None)
    last = max(channel.pins.values(), default=None)
    data = {"channel_id": str(channel.id), "last_pin_timestamp": iso(last) if last else None}
    retell(world, message)
    world.tell(Happened("CHANNEL_PINS_UPDATE", _placed(data, channel), world.guild_of(channel), channel))


def reopen(world: World, thread: Channel) -> None:
    """Bring a thread back from the archive, as writing into it does."""
    thread.archived = False
    thread.archive_changed_at = world.now()
    guild = world.guild_of(thread)
    world.tell(Happened("THREAD_UPDATE", thread_json(world, thread), guild, thread))


def _placed(data: Json, channel: Channel) -> Json:
    return data | {"guild_id": str(channel.guild_id)} if channel.guild_id else data
