"""Scheduled events of a guild. Source: developers/resources/guild-scheduled-event."""

from __future__ import annotations

from datetime import datetime

from .clock import iso
from .errors import Json, invalid, refusal
from .payloads import event_json, member_json, user_json
from .permissions import Permission, base_permissions
from .rest_guilds import need
from .routing import NOTHING, Answer, Call, Routes
from .state import Guild, ScheduledEvent
from .world import Happened

routes = Routes()

P = Permission
_EVENTS = "/guilds/{guild_id}/scheduled-events"
_EVENT = _EVENTS + "/{guild_scheduled_event_id}"
EXTERNAL = 3
SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
MOST_OPEN = 100
_NEXT = {SCHEDULED: {ACTIVE, CANCELLED}, ACTIVE: {COMPLETED}}
_KEYS = (
    "name",
    "description",
    "channel_id",
    "entity_type",
    "entity_metadata",
    "privacy_level",
    "scheduled_start_time",
    "scheduled_end_time",
)


@routes("GET", _EVENTS)
def list_events(call: Call) -> Answer:
    """List a guild's events that are not over."""
    counted = call.query.get("with_user_count", "").lower() in {"1", "true"}
    return Answer([event_json(e, counted=counted) for e in call.guild().events.values() if e.status < COMPLETED])


@routes("POST", _EVENTS)
def create_event(call: Call) -> Answer:
    """Announce an event; one outside Discord needs a place and an end. The 101st open one is refused with 30038."""
    guild = call.guild()
    need(call, guild, P.CREATE_EVENTS)
    if sum(1 for e in guild.events.values() if e.status < COMPLETED) >= MOST_OPEN:
        raise refusal(30038)
    fields = {key: call.form[key] for key in _KEYS if key in call.form}
    _check(call, fields, is_new=True)
    event = ScheduledEvent(call.world.snowflakes.take(), guild.id, call.bot, fields)
    guild.events[event.id] = event
    _tell(call, "GUILD_SCHEDULED_EVENT_CREATE", guild, event)
    return Answer(event_json(event))


@routes("GET", _EVENT)
def get_event(call: Call) -> Answer:
    """Get one event."""
    counted = call.query.get("with_user_count", "").lower() in {"1", "true"}
    return Answer(event_json(_event(call, call.guild()), counted=counted))


@routes("PATCH", _EVENT)
def edit_event(call: Call) -> Answer:
    """Change, start, end or cancel an event; one that is over stays as it is (180000)."""
    guild = call.guild()
    event = _event(call, guild)
    _need_to_manage(call, guild, event)
    if event.status >= COMPLETED:
        raise refusal(180000)
    status = call.form.get("status") or event.status
    if status != event.status and status not in _NEXT[event.status]:
        raise invalid("GUILD_SCHEDULED_EVENT_INVALID_STATUS", "Invalid Guild Scheduled Event Status Update", "status")
    fields = event.fields | {key: call.form[key] for key in _KEYS if key in call.form}
    _check(call, fields, is_new="scheduled_start_time" in call.form)
    event.fields, event.status = fields, status
    _tell(call, "GUILD_SCHEDULED_EVENT_UPDATE", guild, event)
    return Answer(event_json(event))


@routes("DELETE", _EVENT)
def delete_event(call: Call) -> Answer:
    """Take an event away."""
    guild = call.guild()
    event = _event(call, guild)
    _need_to_manage(call, guild, event)
    del guild.events[event.id]
    _tell(call, "GUILD_SCHEDULED_EVENT_DELETE", guild, event)
    return NOTHING


@routes("GET", _EVENT + "/users")
def list_interested(call: Call) -> Answer:
    """List who is interested."""
    guild = call.guild()
    event = _event(call, guild)
    listed: list[Json] = []
    for user_id in sorted(event.interested)[: call.number("limit", 100, 100)]:
        item: Json = {
            "guild_scheduled_event_id": str(event.id),
            "user_id": str(user_id),
            "response": 1,
            "user": user_json(call.world.users[user_id]),
        }
        if user_id in guild.members and call.query.get("with_member", "").lower() in {"1", "true"}:
            item["member"] = member_json(guild.members[user_id])
        listed.append(item)
    return Answer(listed)


def _event(call: Call, guild: Guild) -> ScheduledEvent:
    return call.world.event(guild, call.id("guild_scheduled_event_id"))


def _need_to_manage(call: Call, guild: Guild, event: ScheduledEvent) -> None:
    own = event.creator is call.bot and base_permissions(guild, call.me(guild)) & P.CREATE_EVENTS
    if not own:
        need(call, guild, P.MANAGE_EVENTS)


def _check(call: Call, fields: Json, *, is_new: bool) -> None:
    for key, most in (("name", 100), ("description", 1000)):
        if len(fields.get(key) or "") > most:
            raise invalid("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.", key)
    for key in ("name", "privacy_level", "scheduled_start_time", "entity_type"):
        if not fields.get(key):
            raise invalid("BASE_TYPE_REQUIRED", "This field is required", key)
    if fields["entity_type"] == EXTERNAL:
        if not fields.get("scheduled_end_time"):
            raise invalid("BASE_TYPE_REQUIRED", "This field is required", "scheduled_end_time")
        location = (fields.get("entity_metadata") or {}).get("location") or ""
        if not 1 <= len(location) <= 100:
            raise invalid("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.", "entity_metadata", "location")
    elif not fields.get("channel_id"):
        raise invalid("BASE_TYPE_REQUIRED", "This field is required", "channel_id")
    for key in ("scheduled_start_time", "scheduled_end_time"):
        if fields.get(key):
            fields[key] = iso(_moment(fields[key], key))
    start, end = fields["scheduled_start_time"], fields.get("scheduled_end_time")
    if is_new and start <= iso(call.world.now()):
        words = "Cannot schedule event in the past."
        raise invalid("GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", words, "scheduled_start_time")
    if end and end <= start:
        words = "End time must be after the start time."
        raise invalid("GUILD_SCHEDULED_EVENT_END_TIME_BEFORE_START_TIME", words, "scheduled_end_time")


def _moment(value: str, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise invalid("DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.", key) from None
    if moment.tzinfo is None:
        raise invalid("DATE_TIME_TYPE_PARSE", "A time needs an offset.", key)
    return moment


def _tell(call: Call, name: str, guild: Guild, event: ScheduledEvent) -> None:
    call.world.tell(Happened(name, event_json(event), guild))
