"""What happened lately, step by step, for the sandbox's drawer: a teaching aid, not a log.

It holds people's words only by their kind, lives in memory, and is kept only where the sandbox runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.inbound import Inbound
from bot.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One step: what came in, what was answered, which events were recorded and which intents sent."""

    key: str
    at: datetime
    inbound: str
    outcome: str
    events: Sequence[str]
    intents: Sequence[str]


class Journal(Protocol):
    """Keeps the last steps."""

    def note(self, inbound: Inbound, outcome: Outcome, events: Sequence[str] = (), intents: Sequence[str] = ()) -> None:
        """Keep one step."""
        ...

    def recent(self) -> Sequence[JournalEntry]:
        """Give the last steps, newest first."""
        ...


class NoJournal:
    """Keeps nothing; for every platform with real people."""

    def note(self, inbound: Inbound, outcome: Outcome, events: Sequence[str] = (), intents: Sequence[str] = ()) -> None:
        """Keep nothing."""

    def recent(self) -> Sequence[JournalEntry]:
        """Give nothing."""
        return ()
