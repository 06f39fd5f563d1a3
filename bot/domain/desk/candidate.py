"""Somebody who may know: whom a question is put before, and why they."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.refs import MemberRef
from bot.core.text import Msg
from bot.domain.desk.desk import Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be asked, and why they, in words.

    ``at`` is the first moment at which they may be told: now, or when they work again. ``until`` is how long they have
    to take it then, None for as long as they like. ``score`` is what they are worth to the question, for the ranking.
    """

    who: MemberRef
    why: Msg
    rung: Rung
    at: datetime
    until: datetime | None = None
    score: float = 0
