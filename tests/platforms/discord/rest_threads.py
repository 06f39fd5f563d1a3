"""Threads and forum posts. Source: developers/resources/channel."""

from __future__ import annotations

from .checks_messages import check_message
from .errors import Json, invalid, refusal
from .messages import post
from .payloads import member_json, thread_json, thread_member_json
from .permissions import Permission, can_see
from .places import join_thread, leave_thread, start_thread
from .rest_messages import draft_of, rendered
from .routing import NOTHING, Answer, Call, Routes, snowflake
from .state import POSTS, Channel, ChannelType, User

routes = Routes()

P = Permission
_THREADS = "/channels/{channel_id}/threads"
_MEMBERS = "/channels/{channel_id}/thread-members"
_PARENTS = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})


@routes("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def start_from_message(call: Call) -> Answer:
    """Start a thread on a message; a second one is refused with 160004, one inside a thread with 50024."""
    parent = call.channel(P.CREATE_PUBLIC_THREADS)
    if parent.type not in _PARENTS:
        raise refusal(50024)
    message = call.message(parent)
    if message.thread_id is not None:
        raise refusal(160004)
    kind = ChannelType.PUBLIC_THREAD if parent.type == ChannelType.TEXT else ChannelType.ANNOUNCEMENT_THREAD
    thread = start_thread(call.world, parent, call.bot, _name(call), kind, call.form, message)
    return Answer(thread_json(call.world, thread), 201)


@routes("POST", _THREADS)
def start(call: Call) -> Answer:
    """Start a thread without a message, or a post in a forum with its first message."""
    parent = call.channel()
    if parent.type in POSTS:
        return _start_post(call, parent)
    if parent.type not in _PARENTS:
        raise refusal(50024)
    kind = call.form.get("type") or ChannelType.PRIVATE_THREAD
    if kind not in {ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}:
        raise invalid("BASE_TYPE_CHOICES", "Value must be one of {11, 12}.", "type")
    private = kind == ChannelType.PRIVATE_THREAD
    call.need(parent, P.CREATE_PRIVATE_THREADS if private else P.CREATE_PUBLIC_THREADS)
    thread = start_thread(call.world, parent, call.bot, _name(call), kind, call.form)
    return Answer(thread_json(call.world, thread), 201)


def _start_post(call: Call, forum: Channel) -> Answer:
    call.need(forum, P.SEND_MESSAGES)
    first: Json = call.form.get("message") or {}
    tags = [snowflake(tag, "applied_tags", i) for i, tag in enumerate(call.form.get("applied_tags") or ())]
    known = {int(tag["id"]) for tag in forum.available_tags}
    if len(tags) > 5:
        raise invalid("BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.", "applied_tags")
    if any(tag not in known for tag in tags):
        raise invalid("INVALID_FORM_BODY", "Unknown tag", "applied_tags")
    if forum.flags & 1 << 4 and not tags:
        raise refusal(40067)
    check_message(first, files=len(call.uploads), at=("message",))
    thread = start_thread(call.world, forum, call.bot, _name(call), ChannelType.PUBLIC_THREAD, call.form)
    draft = draft_of(call, thread, first, first.get("flags") or 0)
    message = post(call.world, thread, call.bot, draft, message_id=thread.id)
    return Answer(thread_json(call.world, thread) | {"message": rendered(call, message)}, 201)


def _name(call: Call) -> str:
    name = call.form.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:
        raise invalid("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.", "name")
    return name


def _thread(call: Call) -> Channel:
    thread = call.channel()
    if not thread.is_thread:
        raise refusal(50024)
    return thread


@routes("GET", _MEMBERS)
def list_members(call: Call) -> Answer:
    """List a thread's members; that needs the members intent in the developer portal."""
    thread = _thread(call)
    if not call.world.application.members:
        raise refusal(50001)
    guild = call.world.guilds[thread.guild_id or 0]
    listed = [thread_member_json(thread, user_id) for user_id in thread.thread_members]
    if call.query.get("with_member", "").lower() in {"1", "true"}:
        listed = [item | {"member": member_json(guild.members[int(item["user_id"])])} for item in listed]
    return Answer(listed)


@routes("PUT", _MEMBERS + "/@me")
def join(call: Call) -> Answer:
    """Join a thread as the bot."""
    thread = _thread(call)
    if thread.archived:
        raise refusal(50083)
    join_thread(call.world, thread, call.bot)
    return NOTHING


@routes("DELETE", _MEMBERS + "/@me")
def leave(call: Call) -> Answer:
    """Leave a thread as the bot."""
    leave_thread(call.world, _thread(call), call.bot)
    return NOTHING


@routes("GET", _MEMBERS + "/{user_id}")
def get_member(call: Call) -> Answer:
    """Get one membership."""
    thread = _thread(call)
    user_id = call.id("user_id")
    if user_id not in thread.thread_members:
        raise refusal(10007)
    return Answer(thread_member_json(thread, user_id))


@routes("PUT", _MEMBERS + "/{user_id}")
def add_member(call: Call) -> Answer:
    """Add somebody who can see the parent channel."""
    thread = _thread(call)
    if thread.archived:
        raise refusal(50083)
    user = _user(call, thread)
    call.need(thread, P.SEND_MESSAGES_IN_THREADS)
    join_thread(call.world, thread, user)
    return NOTHING


@routes("DELETE", _MEMBERS + "/{user_id}")
def remove_member(call: Call) -> Answer:
    """Remove somebody, as a manager of threads or the owner of a private one."""
    thread = _thread(call)
    if thread.archived:
        raise refusal(50083)
    if not (thread.type == ChannelType.PRIVATE_THREAD and thread.owner_id == call.bot.id):
        call.need(thread, P.MANAGE_THREADS)
    user = call.world.users.get(call.id("user_id"))
    if user is None or user.id not in thread.thread_members:
        raise refusal(10007)
    leave_thread(call.world, thread, user)
    return NOTHING


def _user(call: Call, thread: Channel) -> User:
    guild = call.world.guilds[thread.guild_id or 0]
    member = call.world.member(guild, call.id("user_id"))
    if not can_see(guild, guild.channels[thread.parent_id or 0], member):
        raise refusal(50001)
    return member.user


@routes("GET", "/guilds/{guild_id}/threads/active")
def list_active(call: Call) -> Answer:
    """List the open threads of a guild that the bot sees."""
    guild = call.guild()
    open_threads = [c for c in guild.channels.values() if c.is_thread and not c.archived]
    return Answer(_listing(call, [t for t in open_threads if can_see(guild, t, call.me(guild))]))


@routes("GET", _THREADS + "/archived/public")
@routes("GET", _THREADS + "/archived/private")
@routes("GET", "/channels/{channel_id}/users/@me/threads/archived/private")
def list_archived(call: Call) -> Answer:
    """List archived threads of a channel, the latest archived first."""
    parent = call.channel(P.READ_MESSAGE_HISTORY)
    guild = call.world.guilds[parent.guild_id or 0]
    private = "private" in call.route
    if private and "@me" not in call.route:
        call.need(parent, P.MANAGE_THREADS)
    threads = [t for t in guild.channels.values() if t.parent_id == parent.id and t.is_thread and t.archived]
    found = [t for t in threads if (t.type == ChannelType.PRIVATE_THREAD) == private]
    found.sort(key=lambda t: t.archive_changed_at or call.world.now(), reverse=True)
    limit = call.number("limit", 50, 100)
    return Answer(_listing(call, found[:limit]) | {"has_more": len(found) > limit})


def _listing(call: Call, threads: list[Channel]) -> Json:
    mine = [thread_member_json(t, call.bot.id) for t in threads if call.bot.id in t.thread_members]
    return {"threads": [thread_json(call.world, t) for t in threads], "members": mine, "has_more": False}
