"""A small group that works apart during a session, and comes back with notes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import MemberRef, MessageRef

GROUPS_MOST: Final = 12
NOTES_MOST: Final = 1500
PROMPT_MOST: Final = 500


class GroupState(StrEnum):
    """Where a group stands. While people are ``choosing`` it has not begun; one that nobody chose is ``dropped``."""

    CHOOSING = "choosing"
    WORKING = "working"
    BACK = "back"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakout:
    """One group of a lab, for the lab's ``audience``: the ``number``th (from 1) of a ``round`` of groups (from 1).

    ``thread`` is what it talks under. ``rapporteur`` reports of it; ``notes`` are what it brings back, which
    ``noted_by`` wrote last. The notes are the group's: nobody is shown who wrote them.
    """

    id: str
    lab: str
    audience: str
    round: int
    number: int
    members: tuple[MemberRef, ...]
    state: GroupState
    made_at: datetime
    prompt: str = ""
    rapporteur: MemberRef | None = None
    notes: str = ""
    noted_by: MemberRef | None = None
    thread: MessageRef | None = None
    version: int = 0
