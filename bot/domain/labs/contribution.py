"""What people bring to a lab: before it, or to an item of its agenda."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core.refs import MemberRef

BEFORE: Final = -1
"""The place in the agenda of what was sent before the session."""

SHOWN_FROM: Final = 3
"""From how many people on what they said anonymously is shown: among fewer, they would guess whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What somebody brought. ``by`` of what is anonymous is a handle (``bot.domain.handles``).

    ``item`` is the place in the agenda, from 0, or ``BEFORE``. What was taken back keeps no words.
    """

    id: str
    lab: str
    item: int
    by: MemberRef
    at: datetime
    text: str
    gone: bool = False
    version: int = 0
