"""Channels and their permission overwrites. Source: developers/resources/channel and guild."""

from __future__ import annotations

from .errors import Json, TooMany, invalid, refusal
from .payloads import channel_json
from .permissions import ALL, Permission, base_permissions, can_see
from .places import add_channel, clear_overwrite, remove_channel, set_overwrite, tell_changed
from .routing import NOTHING, Answer, Call, Routes, snowflake
from .state import POSTS, Channel, ChannelType, Guild, Overwrite

routes = Routes()

P = Permission
_CHANNEL = "/channels/{channel_id}"
_KINDS = {ChannelType.TEXT, ChannelType.VOICE, ChannelType.CATEGORY, ChannelType.ANNOUNCEMENT, *POSTS}
_SHOWN = (
    "default_auto_archive_duration",
    "default_thread_rate_limit_per_user",
    "default_forum_layout",
    "default_sort_order",
    "default_reaction_emoji",
    "bitrate",
    "user_limit",
)
MOST_IN_CATEGORY = 50
MOST_RENAMES = 2
MOST_OVERWRITES = 1000
RENAME_SECONDS = 600


@routes("GET", "/guilds/{guild_id}/channels")
def list_channels(call: Call) -> Answer:
    """List a guild's channels that the bot sees, without threads."""
    guild = call.guild()
    seen = [c for c in guild.channels.values() if not c.is_thread and can_see(guild, c, call.me(guild))]
    return Answer([channel_json(call.world, c) for c in seen])


@routes("POST", "/guilds/{guild_id}/channels")
def create_channel(call: Call) -> Answer:
    """Make a channel; overwrites may only speak of permissions that the bot has itself."""
    guild = call.guild()
    has = base_permissions(guild, call.me(guild))
    if not has & P.MANAGE_CHANNELS:
        raise refusal(50013)
    kind = call.form.get("type") or ChannelType.TEXT
    if kind not in _KINDS:
        raise invalid("BASE_TYPE_CHOICES", "Value must be one of {0, 2, 4, 5, 13, 15, 16}.", "type")
    channel = Channel(call.world.snowflakes.take(), kind, _name(call, kind), guild.id)
    channel.position = sum(1 for c in guild.channels.values() if not c.is_thread)
    parent = _parent(call, guild, channel)
    asked = call.form.get("permission_overwrites")
    if asked is None and parent is not None:
        channel.overwrites = {o.id: Overwrite(o.id, o.kind, o.allow, o.deny) for o in parent.overwrites.values()}
    else:
        channel.overwrites = _overwrites(guild, asked or [], has)
    _settle(call, channel)
    return Answer(channel_json(call.world, add_channel(call.world, guild, channel)), 201)


@routes("GET", _CHANNEL)
def get_channel(call: Call) -> Answer:
    """Get a channel, thread or direct conversation that the bot sees."""
    return Answer(channel_json(call.world, call.channel()))


@routes("PATCH", _CHANNEL)
def edit_channel(call: Call) -> Answer:
    """Change a channel or thread."""
    channel = call.channel()
    if channel.is_dm:
        raise refusal(50003)
    if channel.is_thread:
        return _edit_thread(call, channel)
    call.need(channel, P.MANAGE_CHANNELS)
    guild = call.world.guilds[channel.guild_id or 0]
    if "permission_overwrites" in call.form:
        call.need(channel, P.MANAGE_ROLES)
        has = base_permissions(guild, call.me(guild)) | call.world.allowed(channel, call.bot)
        channel.overwrites = _overwrites(guild, call.form["permission_overwrites"] or [], has)
    if call.form.get("name", channel.name) != channel.name or call.form.get("topic", channel.topic) != channel.topic:
        _need_room_to_rename(call, channel)
    if "name" in call.form:
        channel.name = _name(call, channel.type)
    if "parent_id" in call.form:
        channel.parent_id = None
        _parent(call, guild, channel)
    _settle(call, channel)
    tell_changed(call.world, channel)
    return Answer(channel_json(call.world, channel))


def _need_room_to_rename(call: Call, channel: Channel) -> None:
    """Refuse the third change of name or topic within ten minutes, for as long as they last."""
    now = call.world.now()
    channel.renamed_at = [at for at in channel.renamed_at if (now - at).total_seconds() < RENAME_SECONDS]
    if len(channel.renamed_at) >= MOST_RENAMES:
        raise TooMany(RENAME_SECONDS - (now - channel.renamed_at[0]).total_seconds())
    channel.renamed_at.append(now)


def _edit_thread(call: Call, thread: Channel) -> Answer:
    """Change a thread: its owner may rename and archive it, a manager everything; an archived one only reopens."""
    body = call.form
    if thread.archived and body.get("archived") is not False:
        raise refusal(50083)
    mine = thread.owner_id == call.bot.id and not thread.locked
    if "locked" in body or not mine:
        reopening = set(body) <= {"archived"} and body.get("archived") is False and not thread.locked
        call.need(thread, P.SEND_MESSAGES_IN_THREADS if reopening else P.MANAGE_THREADS)
    if "name" in body:
        thread.name = _name(call, thread.type)
    if body.get("archived") is not None and body["archived"] != thread.archived:
        thread.archived = body["archived"]
        thread.archive_changed_at = call.world.now()
    for key in ("locked", "invitable", "auto_archive_duration", "rate_limit_per_user", "flags"):
        if body.get(key) is not None:
            setattr(thread, key, body[key])
    if "applied_tags" in body:
        thread.applied_tags = [snowflake(tag, "applied_tags", i) for i, tag in enumerate(body["applied_tags"] or ())]
    tell_changed(call.world, thread)
    return Answer(channel_json(call.world, thread))


@routes("DELETE", _CHANNEL)
def delete_channel(call: Call) -> Answer:
    """Delete a channel or thread, or close a direct conversation."""
    channel = call.channel()
    if not channel.is_dm:
        call.need(channel, P.MANAGE_THREADS if channel.is_thread else P.MANAGE_CHANNELS)
    rendered = channel_json(call.world, channel)
    remove_channel(call.world, channel)
    return Answer(rendered)


@routes("PUT", _CHANNEL + "/permissions/{overwrite_id}")
def put_overwrite(call: Call) -> Answer:
    """Allow or deny somebody something, as far as the bot has it itself; the 1,001st is refused with 30060."""
    channel = call.channel()
    guild = _guild_of(call, channel)
    call.need(channel, P.MANAGE_ROLES)
    has = base_permissions(guild, call.me(guild)) | call.world.allowed(channel, call.bot)
    item = call.form | {"id": str(call.id("overwrite_id"))}
    overwrite = _overwrite(guild, item, has, channel.overwrites)
    if overwrite.id not in channel.overwrites and len(channel.overwrites) >= MOST_OVERWRITES:
        raise refusal(30060)
    set_overwrite(call.world, channel, overwrite)
    return NOTHING


@routes("DELETE", _CHANNEL + "/permissions/{overwrite_id}")
def delete_overwrite(call: Call) -> Answer:
    """Take back what was allowed or denied."""
    channel = call.channel()
    _guild_of(call, channel)
    call.need(channel, P.MANAGE_ROLES)
    clear_overwrite(call.world, channel, call.id("overwrite_id"))
    return NOTHING


def _guild_of(call: Call, channel: Channel) -> Guild:
    if channel.guild_id is None:
        raise refusal(50003)
    if channel.is_thread:
        raise refusal(50024)
    return call.world.guilds[channel.guild_id]


def _overwrites(guild: Guild, asked: list[Json], has: int) -> dict[int, Overwrite]:
    made: dict[int, Overwrite] = {}
    for item in asked:
        overwrite = _overwrite(guild, item, has, {})
        made[overwrite.id] = overwrite
    return made


def _overwrite(guild: Guild, item: Json, has: int, before: dict[int, Overwrite]) -> Overwrite:
    """Read an overwrite; bits the bot lacks may only stand as they stood (50013)."""
    target = snowflake(item.get("id"), "id")
    kind = item.get("type")
    if kind not in {0, 1, "0", "1", None}:
        raise invalid("BASE_TYPE_CHOICES", "Value must be one of {0, 1}.", "type")
    if kind is None:
        kind = 0 if target in guild.roles else 1
    if int(kind) == 0 and target not in guild.roles:
        raise refusal(10011)
    allow, deny = int(item.get("allow") or 0), int(item.get("deny") or 0)
    old = before.get(target, Overwrite(target, int(kind)))
    changed = (allow ^ old.allow) | (deny ^ old.deny)
    forbidden = ALL & ~has
    if has & P.ADMINISTRATOR != P.ADMINISTRATOR:
        forbidden |= P.MANAGE_ROLES if not old.allow & P.MANAGE_ROLES else 0
    if changed & forbidden:
        raise refusal(50013)
    return Overwrite(target, int(kind), allow, deny)


def _name(call: Call, kind: int) -> str:
    """Read a name; text channels are written in lower case with dashes, as the server does."""
    name = call.form.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:
        raise invalid("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.", "name")
    if kind in {ChannelType.TEXT, ChannelType.ANNOUNCEMENT, *POSTS}:
        return "-".join(name.lower().split())
    return name


def _parent(call: Call, guild: Guild, channel: Channel) -> Channel | None:
    value = call.form.get("parent_id")
    if value is None:
        return None
    parent = guild.channels.get(snowflake(value, "parent_id"))
    if parent is None or parent.type != ChannelType.CATEGORY:
        raise invalid("CHANNEL_PARENT_INVALID", "Category does not exist", "parent_id")
    inside = sum(1 for c in guild.channels.values() if c.parent_id == parent.id and c is not channel)
    if inside >= MOST_IN_CATEGORY:
        words = "Maximum number of channels in category reached (50)"
        raise invalid("CHANNEL_PARENT_MAX_CHANNELS", words, "parent_id")
    channel.parent_id = parent.id
    return parent


def _settle(call: Call, channel: Channel) -> None:
    """Take over the plain settings, and give new forum tags their identifiers."""
    body = call.form
    if "topic" in body:
        channel.topic = body["topic"]
        limit = 4096 if channel.type in POSTS else 1024
        if len(channel.topic or "") > limit:
            raise invalid("BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.", "topic")
    for key in ("nsfw", "rate_limit_per_user", "position", "flags"):
        if body.get(key) is not None:
            setattr(channel, key, body[key])
    channel.settings |= {key: body[key] for key in _SHOWN if key in body}
    if body.get("available_tags") is not None:
        channel.available_tags = [
            {
                "id": str(tag.get("id") or call.world.snowflakes.take()),
                "name": tag["name"],
                "moderated": bool(tag.get("moderated")),
                "emoji_id": tag.get("emoji_id"),
                "emoji_name": tag.get("emoji_name"),
            }
            for tag in body["available_tags"]
        ]
