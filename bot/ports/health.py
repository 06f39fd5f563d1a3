"""How a part of the bot says whether it can work, for ``doctor`` and for the health page."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """What a check found. Only ``BROKEN`` keeps the bot from working."""

    FINE = "fine"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at and found, and what to do about it (empty when nothing)."""

    health: Health
    what: str
    fix: str = ""
