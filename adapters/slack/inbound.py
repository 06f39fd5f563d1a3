"""What a person did in Slack, as an inbound value and the spot where its answer goes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from adapters.slack import mrkdwn, permalinks
from adapters.slack.apps import Identity
from adapters.slack.blocks import LINK_ACTION, PLACE
from adapters.slack.views import FORM, NOWHERE, SEARCH, Opened, values
from bot.core.commands import CommandSpec, Param, Takes, Typed, chosen, read_command
from bot.core.inbound import ActionPressed, CommandUsed, CompletionAsked, FormSubmitted, FromPeople, ShortcutUsed
from bot.core.text import Translator
from bot.core.tokens import Token

Body = Mapping[str, Any]


class Way(StrEnum):
    """What kind of gesture it was; each is answered in its own way."""

    COMMAND = "command"
    PRESS = "press"
    PRESS_IN_MODAL = "press_in_modal"
    PRESS_AT_HOME = "press_at_home"
    SUBMIT = "submit"
    SHORTCUT = "shortcut"
    SEARCH = "search"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the answer to a gesture goes. The trigger and the response URL are keys to a door: never log one."""

    way: Way
    user: str
    response_url: str = ""
    trigger: str = ""
    view: str = ""
    opened: Opened = NOWHERE


@dataclass(frozen=True, slots=True)
class Taken:
    """A gesture read: the inbound (None: there is nothing to do), and where its answer goes."""

    inbound: FromPeople | None
    spot: Spot


def user_of(body: Body) -> str:
    """Give the id of whoever made the gesture."""
    user = body.get("user")
    return str(user["id"] if isinstance(user, Mapping) else body["user_id"])


def is_stranger(body: Body, me: Identity) -> bool:
    """Tell whether whoever made the gesture is at home in an organisation that shares a channel (S21)."""
    user = body.get("user")
    team = user.get("team_id") if isinstance(user, Mapping) else body.get("team_id")
    enterprise = body.get("enterprise")
    told = enterprise.get("id") if isinstance(enterprise, Mapping) else body.get("enterprise_id")
    return not me.is_home(str(team or ""), str(told or ""))


def once(kind: str, secret: str) -> str:
    """Make a gesture's key from its trigger, which is its own and the same in a redelivery."""
    return f"{kind}:{hashlib.sha256(secret.encode()).hexdigest()[:32]}"


def command(
    body: Body, me: Identity, specs: Sequence[CommandSpec], prefix: str, now: datetime, languages: Sequence[Translator]
) -> Taken:
    """Read a slash command; no inbound when there is no such subcommand. A choice may be typed in these languages."""
    user, trigger = user_of(body), str(body["trigger_id"])
    opened = Opened(room=str(body.get("channel_id") or ""))
    spot = Spot(Way.COMMAND, user, str(body.get("response_url") or ""), trigger, opened=opened)
    typed = read_command(specs, base_of(body, prefix), mrkdwn.keep_whole(str(body.get("text") or "")))
    if typed is None:
        return Taken(None, spot)
    return Taken(
        CommandUsed(
            key=once("command", trigger),
            community=me.community,
            at=now,
            actor=me.member(user),
            room=me.room_of(opened.room),
            name=typed.spec.name,
            values=_said(typed, me, languages),
        ),
        spot,
    )


def base_of(body: Body, prefix: str) -> str:
    """Give a command's first word as the features know it."""
    return str(body["command"]).removeprefix("/").removeprefix(prefix)


def _said(typed: Typed, me: Identity, languages: Sequence[Translator]) -> dict[str, str]:
    """Give the parameters as people meant them: a mention is a member where one is asked for, else their name."""
    params = {param.name: param for param in typed.spec.params}

    def meant(param: Param, value: str) -> str:
        match param.takes:
            case Takes.MEMBER:
                return mrkdwn.replace_members(value, lambda user: str(me.member(user)))
            case Takes.MESSAGE:
                named = permalinks.read(mrkdwn.address(value), me)
                return str(named) if named else mrkdwn.read(value)
            case Takes.CHOICE:
                return chosen(param, mrkdwn.read(value), languages)
            case Takes.EMOJI:
                return mrkdwn.said(value)
            case _:
                return mrkdwn.read(value)

    return {name: meant(params[name], value) for name, value in typed.values.items()}


def press(body: Body, me: Identity, now: datetime) -> Taken:
    """Read a press of a button or a choice in a menu. BadToken for a button that is not ours."""
    user, trigger = user_of(body), str(body["trigger_id"])
    action = body["actions"][0]
    spot, message = _pressed_at(body, user, trigger), None
    if action["action_id"].partition(PLACE)[0] == LINK_ACTION:
        return Taken(None, spot)
    if spot.opened.room and spot.opened.message:
        message = me.message(spot.opened.room, spot.opened.message)
    chosen = action.get("selected_option") or {}
    return Taken(
        ActionPressed(
            key=once("press", f"{trigger}/{action['action_id']}"),
            community=me.community,
            at=now,
            actor=me.member(user),
            room=me.room_of(spot.opened.room),
            token=Token.parse(action["action_id"].partition(PLACE)[0]),
            value=str(chosen.get("value") or ""),
            message=message,
        ),
        spot,
    )


def _pressed_at(body: Body, user: str, trigger: str) -> Spot:
    view, url = body.get("view"), str(body.get("response_url") or "")
    if view:
        way = Way.PRESS_AT_HOME if view["type"] == "home" else Way.PRESS_IN_MODAL
        return Spot(way, user, url, trigger, view["id"], Opened.read(str(view.get("private_metadata") or "")))
    container = body["container"]
    room = container.get("channel_id") or body["channel"]["id"]
    # What only one person sees is no message that could be named later.
    message = "" if container.get("is_ephemeral") else container["message_ts"]
    return Spot(Way.PRESS, user, url, trigger, opened=Opened(room=room, message=message))


def submit(body: Body, me: Identity, now: datetime) -> Taken:
    """Read a modal that was sent. BadToken for one that is not ours."""
    user, trigger, view = user_of(body), str(body["trigger_id"]), body["view"]
    opened = Opened.read(str(view.get("private_metadata") or ""))
    spot = Spot(Way.SUBMIT, user, trigger=trigger, view=view["id"], opened=opened)
    if view.get("callback_id") != FORM:
        return Taken(None, spot)
    return Taken(
        FormSubmitted(
            key=once("submit", trigger),
            community=me.community,
            at=now,
            actor=me.member(user),
            room=me.room_of(opened.room),
            token=Token.parse(opened.token),
            values=values(view.get("state") or {}, me.community),
            message=me.message(opened.room, opened.message) if opened.room and opened.message else None,
        ),
        spot,
    )


def shortcut(body: Body, me: Identity, now: datetime) -> Taken:
    """Read a shortcut; only those on a message are ours."""
    user, trigger = user_of(body), str(body["trigger_id"])
    url = str(body.get("response_url") or "")
    if body["type"] != "message_action":
        return Taken(None, Spot(Way.SHORTCUT, user, url, trigger))
    message, channel = body["message"], body["channel"]["id"]
    ts = message["ts"]
    return Taken(
        ShortcutUsed(
            key=once("shortcut", trigger),
            community=me.community,
            at=now,
            actor=me.member(user),
            room=me.room_of(channel),
            name=body["callback_id"],
            message=me.message(channel, ts),
            thread=me.message(channel, message.get("thread_ts") or ts),
            author=me.member(message.get("user") or message["bot_id"]),
            text=mrkdwn.said(str(message.get("text") or ""), me.user),
        ),
        Spot(Way.SHORTCUT, user, url, trigger, opened=Opened(room=channel)),
    )


def search(body: Body, me: Identity, now: datetime) -> Taken:
    """Read what somebody typed into a searching input."""
    user, action, typed = user_of(body), body["action_id"], str(body.get("value") or "")
    spot = Spot(Way.SEARCH, user)
    if not action.startswith(SEARCH):
        return Taken(None, spot)
    source = action.removeprefix(SEARCH).partition(":")[0]
    asked = CompletionAsked(
        key=once("search", f"{user}/{action}/{typed}/{now.isoformat()}"),
        community=me.community,
        at=now,
        actor=me.member(user),
        source=source,
        typed=typed,
    )
    return Taken(asked, spot)


def spot_of(body: Body) -> Spot:
    """Tell where to answer a press or a form whose token cannot be read."""
    user, trigger = user_of(body), str(body.get("trigger_id") or "")
    if body.get("type") == "view_submission":
        return Spot(Way.SUBMIT, user, trigger=trigger, view=str(body["view"]["id"]))
    return _pressed_at(body, user, trigger)
