"""Walking through message and modal components, wherever they are nested.

Source: developers/components/reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from .errors import Json


class Kind(IntEnum):
    """Component types."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset(
    {Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT}
)
INPUTS = SELECTS | {Kind.TEXT_INPUT, Kind.FILE_UPLOAD, Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP, Kind.CHECKBOX}
LINK_STYLE = 5
PREMIUM_STYLE = 6

Path = tuple[str | int, ...]


def walk(components: list[Json], path: Path = ("components",)) -> Iterator[tuple[Path, Json]]:
    """Go through every component with its place in the body, parents before children."""
    for index, component in enumerate(components):
        here = (*path, index)
        yield here, component
        yield from walk_children(component, here)


def walk_children(component: Json, here: Path) -> Iterator[tuple[Path, Json]]:
    """Go through everything inside one component."""
    inner = component.get("components")
    if isinstance(inner, list):
        yield from walk(inner, (*here, "components"))
    for key in ("accessory", "component"):
        child = component.get(key)
        if isinstance(child, dict):
            yield (*here, key), child
            yield from walk_children(child, (*here, key))
