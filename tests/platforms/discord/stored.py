"""Components and embeds as the server keeps them: numbered, with its defaults, with media found."""

from __future__ import annotations

import copy
from collections.abc import Callable

from .components import SELECTS, Kind, walk
from .errors import Json

Find = Callable[[str], Json]
"""Turns a media address, perhaps `attachment://name`, into what is told of it."""

_DEFAULTS: dict[int, Json] = {
    Kind.CONTAINER: {"accent_color": None, "spoiler": False},
    Kind.SEPARATOR: {"divider": True, "spacing": 1},
    Kind.THUMBNAIL: {"description": None, "spoiler": False},
    Kind.FILE: {"spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1} for kind in SELECTS},
}


def stored_components(components: list[Json], find: Find) -> list[Json]:
    """Copy components as they are told afterwards, each with an id."""
    copied = copy.deepcopy(components)
    for _, component in walk(copied):
        for key in [key for key, value in component.items() if value is None]:
            del component[key]
        for key, value in _DEFAULTS.get(component["type"], {}).items():
            component.setdefault(key, value)
        _find_media(component, find)
    return numbered(copied)


def numbered(components: list[Json]) -> list[Json]:
    """Give every component that has none an id, as the server does, without touching what was sent."""
    copied = copy.deepcopy(components)
    taken = {c["id"] for _, c in walk(copied) if c.get("id")}
    number = 0
    for _, component in walk(copied):
        if not component.get("id"):
            number += 1
            while number in taken:
                number += 1
            component["id"] = number
            taken.add(number)
    return copied


def stored_embeds(embeds: list[Json]) -> list[Json]:
    """Copy embeds as they are told afterwards."""
    copied: list[Json] = [{"type": "rich"} | copy.deepcopy(embed) for embed in embeds]
    for embed in copied:
        for field in embed.get("fields") or ():
            field.setdefault("inline", False)
    return copied


def _find_media(component: Json, find: Find) -> None:
    if component["type"] == Kind.THUMBNAIL:
        component["media"] = _told(component["media"], find)
    elif component["type"] == Kind.FILE:
        found = find(str(component["file"].get("url") or ""))
        component |= {"name": found.get("name", "file"), "size": found.get("size", 0)}
        component["file"] = _told(component["file"], find)
    elif component["type"] == Kind.MEDIA_GALLERY:
        for item in component["items"]:
            item["media"] = _told(item["media"], find)
            item.setdefault("description", None)
            item.setdefault("spoiler", False)


def _told(media: Json, find: Find) -> Json:
    told = media | find(str(media.get("url") or ""))
    return {key: value for key, value in told.items() if key not in {"name", "size"}}
