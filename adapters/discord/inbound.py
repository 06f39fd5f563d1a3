"""Interactions: what a person did at the client, as an inbound value.

A payload is read defensively: what is not understood is told apart from what is broken, and neither stops the bot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from adapters.discord import custom_ids, permalinks, places, wording
from adapters.discord.commands import MESSAGE, Names
from adapters.discord.components import EPHEMERAL, Kind
from adapters.discord.readings import Reading, read_date, read_time, reading_of_date, reading_of_time
from bot.core.forms import FormValue
from bot.core.inbound import ActionPressed, CommandUsed, CompletionAsked, FormSubmitted, FromPeople, ShortcutUsed
from bot.core.refs import MessageRef, RoomRef
from bot.core.tokens import Token

Payload = Mapping[str, Any]

_THREADS: Final = frozenset({10, 11, 12})
_USER_OPTION: Final = 6


class Deed(Enum):
    """What kind of gesture it was; it decides which first answers are possible."""

    COMMAND = auto()
    SHORTCUT = auto()
    PRESS = auto()
    SUBMIT = auto()
    COMPLETION = auto()


@dataclass(frozen=True, slots=True)
class Search:
    """An input of a submitted form whose text is to be matched against a source."""

    name: str
    source: str
    typed: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A gesture, and what answering it needs.

    ``on_message``: there is a message that the answer can replace. ``on_step``: it is our own private message that
    only leads to this form. ``readings`` are dates and times that were typed and read; ``searches`` are not yet
    matched. ``pasted`` are messages whose address was given, by parameter; the address does not tell whether one stands
    in a thread. ``home`` is the server a direct message is about, empty elsewhere.
    """

    deed: Deed
    inbound: FromPeople
    on_message: bool = False
    on_step: bool = False
    home: str = ""
    readings: tuple[Reading, ...] = ()
    searches: tuple[Search, ...] = ()
    pasted: tuple[tuple[str, MessageRef], ...] = ()


def user_of(payload: Payload) -> str:
    """Give the account that acted."""
    person: Payload = payload["member"]["user"] if payload.get("member") else payload["user"]
    return str(person["id"])


def claimed_home(payload: Payload) -> str:
    """Give the server that the component or form says it is about; a claim, empty where it says nothing."""
    custom_id = payload.get("data", {}).get("custom_id")
    return custom_ids.read(custom_id).home if isinstance(custom_id, str) else ""


def read(payload: Payload, guild: str, names: Names) -> Asked | None:
    """Read an interaction as having happened in this server; None for a kind that is not known.

    Raises:
        BadToken: a component's id is not one of ours.
        KeyError, TypeError, ValueError: the payload is not of the form that Discord documents.
    """
    home = "" if payload.get("guild_id") else guild
    match payload["type"]:
        case 2 if payload["data"].get("type") == MESSAGE:
            inbound = _shortcut(payload, guild, names)
            return None if inbound is None else Asked(Deed.SHORTCUT, inbound, home=home)
        case 2 if payload["data"].get("type", 1) == 1:
            return _command(payload, guild, names, home)
        case 3:
            return _press(payload, guild, home)
        case 4:
            return Asked(Deed.COMPLETION, _completion(payload, guild, names), home=home)
        case 5:
            return _submit(payload, guild, home)
        case _:
            return None


def _common(payload: Payload, guild: str) -> dict[str, Any]:
    return {
        "key": f"{places.PLATFORM}:interaction:{payload['id']}",
        "community": places.community(guild),
        "at": places.moment(payload["id"]),
        "actor": places.member(guild, user_of(payload)),
        "room": _room(payload, guild),
        "locale": str(payload.get("locale") or ""),
    }


def _room(payload: Payload, guild: str) -> RoomRef | None:
    """Name the channel in which something was done; a conversation with the bot alone carries no server."""
    channel = str(payload.get("channel_id") or "") if payload.get("guild_id") else ""
    return places.room(guild, channel, _parent(payload)) if channel else None


def _parent(payload: Payload) -> str:
    channel = payload.get("channel") or {}
    return str(channel.get("parent_id") or "") if channel.get("type") in _THREADS else ""


def _message(payload: Payload, guild: str) -> MessageRef | None:
    """Name the card that stands behind a press; a private answer is none, nobody can edit it later."""
    message = payload.get("message")
    if not message or int(message.get("flags") or 0) & EPHEMERAL:
        return None
    return places.message(guild, str(payload["channel_id"]), str(message["id"]), _parent(payload))


def _command(payload: Payload, guild: str, names: Names, home: str) -> Asked:
    name, options = _typed(payload["data"])
    values = {str(option["name"]): _value(option, guild) for option in options}
    pasted = tuple(
        (option, message)
        for option, value in values.items()
        if names.takes_message(name, option) and (message := permalinks.read(value, guild))
    )
    return Asked(
        Deed.COMMAND, CommandUsed(**_common(payload, guild), name=name, values=values), home=home, pasted=pasted
    )


def _typed(data: Payload) -> tuple[str, list[Payload]]:
    """Follow subcommands down to the full name and its options."""
    name, options = str(data["name"]), list(data.get("options") or ())
    while options and options[0]["type"] in {1, 2}:
        name = f"{name} {options[0]['name']}"
        options = list(options[0].get("options") or ())
    return name, options


def _value(option: Payload, guild: str) -> str:
    value = str(option["value"])
    return str(places.member(guild, value)) if option["type"] == _USER_OPTION else wording.emoji_named(value)


def _completion(payload: Payload, guild: str, names: Names) -> CompletionAsked:
    name, options = _typed(payload["data"])
    focused = next(option for option in options if option.get("focused"))
    source = names.source(name, str(focused["name"]))
    return CompletionAsked(**_common(payload, guild), source=source, typed=str(focused.get("value") or ""))


def _shortcut(payload: Payload, guild: str, names: Names) -> ShortcutUsed | None:
    data = payload["data"]
    name = names.shortcut(str(data["name"]))
    if name is None:
        return None
    target = str(data["target_id"])
    message: Payload = data["resolved"]["messages"][target]
    channel, parent = str(payload["channel_id"]), _parent(payload)
    ref = places.message(guild, channel, target, parent)
    return ShortcutUsed(
        **_common(payload, guild),
        name=name,
        message=ref,
        thread=places.begun_by(guild, channel, parent) if parent else ref,
        author=places.member(guild, str(message["author"]["id"])),
        text=wording.said(message),
    )


def _press(payload: Payload, guild: str, home: str) -> Asked:
    data = payload["data"]
    carried = custom_ids.read(data["custom_id"])
    value = str((data.get("values") or [""])[0])
    inbound = ActionPressed(
        **_common(payload, guild), token=carried.token, value=value, message=_message(payload, guild)
    )
    return Asked(Deed.PRESS, inbound, on_message=True, on_step=_leads_to(payload, carried.token), home=home)


def _leads_to(payload: Payload, form: Token) -> bool:
    """Tell whether the message is our private one whose only button leads to this form, at whatever section."""
    message = payload.get("message") or {}
    if not int(message.get("flags") or 0) & EPHEMERAL:
        return False
    pressable = [c["custom_id"] for c in _flat(message.get("components") or ()) if c.get("custom_id")]
    if len(pressable) != 1:
        return False
    token = custom_ids.read(pressable[0]).token
    return (token.action, token.object_id) == (form.action, form.object_id)


def _flat(components: Any) -> Iterator[Payload]:
    for component in components:
        yield component
        yield from _flat(component.get("components") or ())


def _submit(payload: Payload, guild: str, home: str) -> Asked:
    data = payload["data"]
    carried = custom_ids.read(data["custom_id"])
    values: dict[str, FormValue] = {}
    readings: list[Reading | None] = []
    searches: list[Search] = []
    for field in _fields(data):
        kind, _, name = str(field["custom_id"]).partition(":")
        kind, _, source = kind.partition(".")
        values[name], reading = _filled(kind, field, guild, payload)
        readings.append(reading)
        typed = values[name]
        if kind == "search" and isinstance(typed, str) and typed:
            searches.append(Search(name, source, typed))
    inbound = FormSubmitted(
        **_common(payload, guild), token=carried.token, values=values, message=_message(payload, guild)
    )
    return Asked(
        Deed.SUBMIT,
        inbound,
        on_message=payload.get("message") is not None,
        on_step=_leads_to(payload, carried.token),
        home=home,
        readings=tuple(reading for reading in readings if reading is not None),
        searches=tuple(searches),
    )


def _fields(data: Payload) -> Iterator[Payload]:
    """Give the inputs of a modal, whatever holds them."""
    for row in data.get("components") or ():
        inside = row.get("component")
        yield from ([inside] if inside else row.get("components") or ())


def _filled(kind: str, field: Payload, guild: str, payload: Payload) -> tuple[FormValue, Reading | None]:
    """Read one input by its kind; what was typed stays as typed where it has no one meaning."""
    picked = [str(value) for value in field.get("values") or ()]
    typed = str(field.get("value") or "")
    locale, today = str(payload.get("locale") or ""), places.moment(payload["id"]).date()
    match kind:
        case "date" if day := read_date(typed, locale, today):
            return day.isoformat(), reading_of_date(typed, day)
        case "time" if (moment := read_time(typed, locale)) is not None:
            return f"{moment:%H:%M}", reading_of_time(typed, moment)
        case "member":
            return (str(places.member(guild, picked[0])) if picked else ""), None
        case "members":
            return tuple(str(places.member(guild, user)) for user in picked), None
        case "choice":
            return (picked[0] if picked else ""), None
        case "choices":
            return tuple(picked), None
        case _:
            return (tuple(picked) if field.get("type") == Kind.SELECT else typed), None


def with_values(asked: Asked, matched: Mapping[str, str], readings: tuple[Reading, ...]) -> Asked:
    """Put matched values in the place of what was typed, with how they were read."""
    inbound = asked.inbound
    if not isinstance(inbound, FormSubmitted):
        raise TypeError(f"{type(inbound).__name__} has no values")
    values = {**inbound.values, **matched}
    return replace(asked, inbound=replace(inbound, values=values), readings=(*asked.readings, *readings), searches=())


def with_messages(asked: Asked, found: Mapping[str, MessageRef]) -> Asked:
    """Put messages in the place of their addresses, by parameter."""
    inbound = asked.inbound
    if not isinstance(inbound, CommandUsed):
        raise TypeError(f"{type(inbound).__name__} takes no addresses")
    values = {**inbound.values, **{name: str(message) for name, message in found.items()}}
    return replace(asked, inbound=replace(inbound, values=values), pasted=())
