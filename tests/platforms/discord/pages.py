"""Buttons, menus and modals as the client offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .answers import ClientRefused
from .components import INPUTS, LINK_STYLE, SELECTS, Kind, walk
from .errors import Json
from .interactions import Modal
from .options import Resolved
from .state import Channel, Message

if TYPE_CHECKING:
    from .person import Person

_NAMES = ("custom_id", "label", "placeholder")


def find_button(message: Message, name: str) -> Json:
    """Find a button that can be pressed, by custom_id or label."""
    buttons = [c for _, c in walk(message.components) if c.get("type") == Kind.BUTTON]
    found = [b for b in buttons if name in {b.get("custom_id"), b.get("label")}]
    if not found:
        offered = ", ".join(str(b.get("label") or b.get("custom_id")) for b in buttons)
        raise ClientRefused(f"there is no button {name!r}, only: {offered or 'none'}")
    if len(found) > 1:
        raise ClientRefused(f"there are {len(found)} buttons {name!r}: name one by its custom_id")
    if found[0].get("disabled"):
        raise ClientRefused(f"the button {name!r} is disabled")
    if found[0].get("style") == LINK_STYLE:
        raise ClientRefused(f"the button {name!r} opens a web page")
    return found[0]


def find_select(message: Message, name: str) -> Json:
    """Find a menu that can be used, by custom_id or placeholder."""
    menus = [c for _, c in walk(message.components) if c.get("type") in SELECTS]
    found = next((m for m in menus if name in {m.get(key) for key in _NAMES}), None)
    if found is None:
        raise ClientRefused(f"there is no menu {name!r}")
    if found.get("disabled"):
        raise ClientRefused(f"the menu {name!r} is disabled")
    return found


def resolve(person: Person, select: Json, values: list[Any], place: Channel) -> tuple[list[str], Json]:
    """Turn what was picked into a menu's values and what they point to; too few or too many are refused."""
    resolved = Resolved(person, place)
    if select["type"] in {Kind.STRING_SELECT, Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP}:
        picked = [_option(select, value) for value in values]
    else:
        picked = [resolved.take(value) for value in values]
        kinds = select.get("channel_types")
        if kinds and any(isinstance(v, Channel) and v.type not in kinds for v in values):
            raise ClientRefused("a channel of that kind cannot be picked")
    least, most = select.get("min_values"), select.get("max_values")
    if select["type"] == Kind.CHECKBOX_GROUP and most is None:
        most = len(select["options"])
    least, most = 1 if least is None else least, 1 if most is None else most
    if not picked and select.get("required") is False:
        return picked, resolved.data
    if not least <= len(picked) <= most:
        raise ClientRefused(f"{least} to {most} values are picked there, not {len(picked)}")
    return picked, resolved.data


def _option(select: Json, value: object) -> str:
    found = next((o for o in select["options"] if value in {o["label"], o["value"]}), None)
    if found is None:
        raise ClientRefused(f"there is no option {value!r}")
    return str(found["value"])


def submission(person: Person, modal: Modal, values: dict[str, Any]) -> Json:
    """Fill in a modal; fields left out keep what stands in them, and a required one must not stay empty."""
    left = dict(values)
    resolved: Json = {}
    rows = [_row(person, row, left, resolved, modal) for row in modal.rows]
    if left:
        raise ClientRefused(f"the modal has no field {', '.join(sorted(left))}")
    data: Json = {"custom_id": modal.custom_id, "components": rows}
    return data | {"resolved": resolved} if resolved else data


def _row(person: Person, row: Json, left: dict[str, Any], resolved: Json, modal: Modal) -> Json:
    if row["type"] == Kind.TEXT_DISPLAY:
        return {"type": int(Kind.TEXT_DISPLAY), "id": row["id"]}
    if row["type"] == Kind.LABEL:
        inside = _filled(person, row["component"], row["label"], left, resolved, modal)
        return {"type": int(Kind.LABEL), "id": row["id"], "component": inside}
    inside = row["components"][0]
    filled = _filled(person, inside, inside.get("label", ""), left, resolved, modal)
    return {"type": int(Kind.ACTION_ROW), "id": row["id"], "components": [filled]}


def _filled(person: Person, field: Json, label: str, left: dict[str, Any], resolved: Json, modal: Modal) -> Json:
    custom_id, kind = field["custom_id"], field["type"]
    name = custom_id if custom_id in left else label
    given = left.pop(name, None)
    filled: Json = {"type": kind, "id": field["id"], "custom_id": custom_id}
    if kind == Kind.TEXT_INPUT:
        return filled | {"value": _text(field, label, given)}
    if kind == Kind.CHECKBOX:
        return filled | {"value": bool(field.get("default")) if given is None else bool(given)}
    if kind not in INPUTS:
        raise ClientRefused(f"{label!r} cannot be filled in")
    picked = _defaults(person, field) if given is None else _as_list(given)
    if not picked and field.get("required") is not False:
        raise ClientRefused(f"{label!r} must be filled in")
    chosen, pointed = resolve(person, field, picked, modal.interaction.channel)
    for key, found in pointed.items():
        resolved.setdefault(key, {}).update(found)
    if kind == Kind.RADIO_GROUP:
        return filled | {"value": chosen[0] if chosen else None}
    return filled | {"values": chosen}


def _as_list(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [given]


def _defaults(person: Person, field: Json) -> list[Any]:
    """Give what stands in a field that nobody touched: options marked so, or the accounts it came with."""
    users = person.server.world.users
    chosen = [users[int(value["id"])] for value in field.get("default_values") or () if value["type"] == "user"]
    return chosen or [option["value"] for option in field.get("options") or () if option.get("default")]


def _text(field: Json, label: str, given: object) -> str:
    text = str(field.get("value") or "") if given is None else str(given)
    if not text:
        if field.get("required") is not False:
            raise ClientRefused(f"{label!r} must be filled in")
        return text
    if not (field.get("min_length") or 0) <= len(text) <= (field.get("max_length") or 4000):
        raise ClientRefused(f"{label!r} does not take a text of {len(text)} characters")
    return text
