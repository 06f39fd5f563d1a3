"""What a lab decided, and what is to be done by whom until when."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.safety import one_line
from bot.core.text import t
from bot.domain import calendar
from bot.domain.events import Event
from bot.domain.labs import work_events as work
from bot.domain.labs.lab import Lab, LabState

WHAT_MOST: Final = 200
REMINDED_AT: Final = time(9)
"""When on a day its owner is reminded, on their own clock."""

NOTABLE: Final = frozenset({LabState.OPEN, LabState.CLOSING})


class OutcomeKind(StrEnum):
    """What came of a session."""

    DECISION = "decision"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision, or an action with who does it and by when, either of which may still be open.

    ``audience`` is the lab's. Who is ``hushed`` wants no reminders of it. What was taken out keeps no words.
    """

    id: str
    lab: str
    audience: str
    kind: OutcomeKind
    what: str
    owner: MemberRef | None = None
    due: date | None = None
    done_at: datetime | None = None
    hushed: bool = False
    gone: bool = False
    version: int = 0

    @property
    def to_do(self) -> bool:
        """Tell whether somebody has still to do it."""
        return self.kind is OutcomeKind.ACTION and self.done_at is None and not self.gone


Change = tuple[Outcome, tuple[Event, ...]]


def note(
    lab: Lab, id_: str, kind: OutcomeKind, what: str, owner: MemberRef | None, due: date | None, today: date
) -> Change:
    """Note what came of a session that is on, or has just ended."""
    if lab.state not in NOTABLE:
        raise AlreadySettled(t("Decisions and actions are noted while a session is on, and until it is closed."))
    if kind is OutcomeKind.DECISION and (owner or due):
        raise Refusal(t("A decision has nobody who does it, and no day. Choose “Action”, or leave both empty."), "kind")
    _to_come(due, today)
    noted = Outcome(id=id_, lab=lab.id, audience=lab.audience, kind=kind, what=one_line(what), owner=owner, due=due)
    return noted, (work.OutcomeNoted(about=id_),)


def give(outcome: Outcome, owner: MemberRef, due: date | None, today: date) -> Change:
    """Give an action to somebody, by another day if one is said."""
    still_to_do(outcome)
    if due != outcome.due:
        _to_come(due, today)
    given = replace(outcome, owner=owner, due=due or outcome.due, hushed=outcome.hushed and owner == outcome.owner)
    return given, () if given == outcome else (work.OutcomeGiven(about=outcome.id),)


def give_back(outcome: Outcome) -> Change:
    """Let nobody have it: it is before those who lead the lab again."""
    still_to_do(outcome)
    return replace(outcome, owner=None, hushed=False), (work.OutcomeGivenBack(about=outcome.id),)


def tick_off(outcome: Outcome, now: datetime) -> Change:
    """Say that it is done."""
    still_to_do(outcome)
    return replace(outcome, done_at=now), (work.OutcomeDone(about=outcome.id),)


def take_out(outcome: Outcome) -> Change:
    """Take out what was noted by mistake: no word of it stays."""
    if outcome.gone:
        raise AlreadySettled(t("It is taken out already."))
    return replace(outcome, what="", gone=True), (work.OutcomeTakenOut(about=outcome.id),)


def hush(outcome: Outcome) -> Change:
    """Remind its owner no more; it stays theirs."""
    still_to_do(outcome)
    return replace(outcome, hushed=True), () if outcome.hushed else (work.OutcomeHushed(about=outcome.id),)


def reminded_next(outcome: Outcome, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Give when its owner is reminded next: on the morning before its day, and on that of its day."""
    if not outcome.to_do or outcome.hushed or outcome.owner is None or outcome.due is None:
        return None
    mornings = (calendar.moment(outcome.due - timedelta(days=before), REMINDED_AT, zone) for before in (1, 0))
    return next((at for at in mornings if at > now), None)


def still_to_do(outcome: Outcome) -> None:
    """Refuse what comes when it is done, or was no action."""
    if not outcome.to_do:
        raise AlreadySettled(t("There is nothing to do about it any more. This is how it stands."))


def _to_come(due: date | None, today: date) -> None:
    if due is not None and due < today:
        raise Refusal(t("This day is over. Please choose one that is to come."), "due")
