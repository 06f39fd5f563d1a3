"""Members, and what they choose to tell of themselves."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.core.refs import MemberRef


class Digest(StrEnum):
    """How often a member wants the digest."""

    NEVER = "never"
    WEEKLY = "weekly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Hours:
    """A daily span of wall-clock time on some weekdays (Monday is 0); it may pass midnight."""

    start: time
    end: time
    days: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person in one community. All but ``ref`` and ``display_name`` is optional, and theirs to change.

    ``locale`` and ``zone`` are what they chose; empty means the platform's hint, kept beside. ``display_name`` follows
    ``platform_name`` until they choose another. ``unreached`` means that a direct message to them was refused and
    they have not been told since what awaits them.
    """

    ref: MemberRef
    display_name: str
    organisation: str = ""
    discipline: str = ""
    sector: str = ""
    country: str = ""
    locale: str = ""
    zone: str = ""
    platform_locale: str = ""
    platform_zone: str = ""
    working_hours: Hours | None = None
    quiet_hours: Hours | None = None
    topics: tuple[str, ...] = ()
    offers: str = ""
    asks: str = ""
    digest: Digest = Digest.WEEKLY
    guest: bool = False
    bot: bool = False
    gone: bool = False
    platform_name: str = ""
    unreached: bool = False
    version: int = 0
