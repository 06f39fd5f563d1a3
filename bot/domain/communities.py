"""A community as the bot knows it."""

from dataclasses import dataclass

from bot.core.refs import CommunityRef, RoomRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One workspace or server. ``locale`` is its rooms' language, ``steward_room`` where stewards are told things."""

    ref: CommunityRef
    name: str = ""
    locale: str = "en"
    zone: str = "UTC"
    steward_room: RoomRef | None = None
    disabled: bool = False
    version: int = 0
