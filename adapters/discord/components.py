"""What Discord's components are called by number. Source: Discord's component reference."""

from enum import IntEnum
from typing import Any, Final

Json = dict[str, Any]


class Kind(IntEnum):
    """Component types that are sent or read here."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    TEXT = 10
    FILE = 13
    SEPARATOR = 14
    LABEL = 18


COMPONENTS_V2: Final = 1 << 15
EPHEMERAL: Final = 1 << 6
# Discord refuses an empty text or label; this stands in for one.
NOTHING: Final = "…"


def text(content: str) -> Json:
    """Make a stretch of text."""
    return {"type": Kind.TEXT, "content": content}
