"""Messages in the order of the day: who goes on speaking, where a day begins, which have answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from adapters.sandbox.chrome import Say
from adapters.sandbox.people import Person
from adapters.sandbox.say import day_text, relative_text, zone_of
from adapters.sandbox.sight import SeenMessage

BREATH: Final = 300.0
"""Seconds within which the same person goes on speaking."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in a list: ``follows`` when its author goes on speaking, ``day`` where another day begins."""

    seen: SeenMessage
    follows: bool
    day: str
    replies: int
    last_reply: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """One person's messages of one room."""

    messages: Sequence[SeenMessage]
    say: Say
    person: Person
    now: datetime

    def entries(self, shown: Sequence[SeenMessage], *, answered: bool) -> list[Entry]:
        """Put messages in a list; ``answered`` says whether their threads are told of."""
        entries: list[Entry] = []
        before: SeenMessage | None = None
        for seen in shown:
            day = self._day(seen.message.at)
            new_day = before is None or day != self._day(before.message.at)
            answers = [other for other in self.messages if answered and other.thread == seen.message.id]
            last = relative_text(answers[-1].message.at, self.person.locale, self.now) if answers else ""
            said_day = self._said(day) if new_day else ""
            entries.append(Entry(seen, not new_day and _goes_on(before, seen), said_day, len(answers), last))
            before = seen
        return entries

    def _day(self, at: datetime) -> date:
        return at.astimezone(zone_of(self.person.zone)).date()

    def _said(self, day: date) -> str:
        match (self._day(self.now) - day).days:
            case 0:
                return self.say("today")
            case 1:
                return self.say("yesterday")
            case _:
                return day_text(day, self.person.locale)


def _goes_on(before: SeenMessage | None, seen: SeenMessage) -> bool:
    if before is None or before.message.author != seen.message.author:
        return False
    close = (seen.message.at - before.message.at).total_seconds() < BREATH
    return close and before.message.only_for == seen.message.only_for
