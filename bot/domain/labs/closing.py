"""The harvest of a lab: four questions about how it went, answered by who leads it, in parts if they like."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.core.errors import AlreadySettled
from bot.core.ids import derived_id
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.lab import Lab, LabState

ANSWER_MOST: Final = 500

WARNED_AFTER: Final = timedelta(days=6)
"""How long after a session whoever leads it is told that it will be closed."""

CLOSED_AFTER_WARNING: Final = timedelta(days=1)
"""How long after that it is closed by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a lab went, in the words of who leads it: each may be empty, and who wrote what is not kept.

    ``closes_at`` is when it is closed by itself, once those who lead it were told so.
    """

    id: str
    lab: str
    planned: str = ""
    happened: str = ""
    why: str = ""
    next_step: str = ""
    closes_at: datetime | None = None
    version: int = 0

    @property
    def answered(self) -> int:
        """Count the questions that are answered."""
        return sum(map(bool, (self.planned, self.happened, self.why, self.next_step)))


QUESTIONS: Final = ("planned", "happened", "why", "next_step")
"""The fields of ``Closing`` that are asked."""

Change = tuple[Closing, tuple[Event, ...]]


def blank(lab: Lab) -> Closing:
    """Give the harvest of a lab of which nothing is put together yet."""
    return Closing(id=derived_id("LQ", lab.id), lab=lab.id)


def look_back(lab: Lab, closing: Closing, said: Mapping[str, str]) -> Change:
    """Answer some of the questions. Nothing said to one leaves what another who leads it said meanwhile."""
    in_harvest(lab)
    words = {name: said.get(name, "").strip() for name in QUESTIONS}
    after = replace(
        closing,
        planned=words["planned"] or closing.planned,
        happened=words["happened"] or closing.happened,
        why=words["why"] or closing.why,
        next_step=words["next_step"] or closing.next_step,
    )
    return after, () if after == closing else (happened.LookedBack(about=lab.id),)


def warn(lab: Lab, closing: Closing, now: datetime) -> Change:
    """Say when it will be closed by itself."""
    closes_at = now + CLOSED_AFTER_WARNING
    return replace(closing, closes_at=closes_at), (happened.ClosingAnnounced(about=lab.id),)


def in_harvest(lab: Lab) -> None:
    """Refuse what comes before the end of the session, or after all was put together."""
    if lab.state is not LabState.CLOSING:
        raise AlreadySettled(t("This is done between the end of a session and its closing. This is how it stands."))
