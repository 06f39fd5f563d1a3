"""What is believed of a lab's seats by whoever counts them on paper."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.labs.rsvp import Answer, Seat

NOTHING: tuple[None, Seat] = (None, Seat.NONE)


@dataclass
class Paper:
    """One lab: who sits, for whom a seat is held and until when, who stands in line, and what each was told."""

    capacity: int
    starts: datetime
    said: dict[str, Answer] = field(default_factory=dict)
    sitting: list[str] = field(default_factory=list)
    held: dict[str, datetime] = field(default_factory=dict)
    line: list[str] = field(default_factory=list)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    off: bool = False
    closed: bool = False

    def stands(self, who: str) -> tuple[Answer | None, Seat]:
        seat = Seat.SEATED if who in self.sitting else Seat.OFFERED if who in self.held else Seat.NONE
        return self.said.get(who), Seat.WAITING if who in self.line else seat

    def takes(self, who: str, answer: Answer, now: datetime) -> bool:
        said, seat = self.stands(who)
        new = answer is not Answer.NO and seat is Seat.NONE and said is not answer
        return not self.off and now < self.starts and not (self.closed and new)

    def says(self, who: str, answer: Answer, now: datetime) -> None:
        if not self.takes(who, answer, now):
            return
        self.said[who] = answer
        if answer is not Answer.YES:
            self.leaves(who)
        elif who in self.held:
            del self.held[who]
            self.sitting.append(who)
        elif who not in self.sitting and who not in self.line:
            (self.sitting if self.has_room() else self.line).append(who)
        self.moves_up(now)

    def leaves(self, who: str) -> None:
        self.held.pop(who, None)
        self.sitting = [one for one in self.sitting if one != who]
        self.line = [one for one in self.line if one != who]

    def has_room(self) -> bool:
        return not self.capacity or len(self.sitting) + len(self.held) < self.capacity

    def moves_up(self, now: datetime, kinds: tuple[str, str] = ("offer", "seat")) -> set[str]:
        moved: set[str] = set()
        while self.line and self.has_room() and not self.off and now < self.starts:
            who = self.line.pop(0)
            moved.add(who)
            until = min(now + timedelta(hours=12), self.starts - timedelta(hours=2))
            offered = self.capacity and until >= now + timedelta(minutes=30)
            self.told[who, kinds[0] if offered else kinds[1]] += 1
            if offered:
                self.held[who] = until
            else:
                self.sitting.append(who)
        return moved

    def time_has_passed(self, now: datetime) -> None:
        late = [who for who, until in self.held.items() if until <= now]
        for who in late:
            del self.held[who]
            self.said[who] = Answer.MAYBE
        self.moves_up(now)

    def calls_back(self) -> None:
        self.line = [*self.held, *self.line]
        self.held = {}

    def has_seats(self, capacity: int, now: datetime) -> None:
        self.capacity = capacity
        if not capacity:
            self.calls_back()
        self.moves_up(now)

    def is_moved(self, starts: datetime, now: datetime) -> None:
        self.starts = starts
        self.calls_back()
        moved = self.moves_up(now, ("move", "move"))
        self.everybody_is_told("move", but=moved)

    def is_called_off(self) -> None:
        self.off = True
        self.calls_back()
        self.everybody_is_told("off", but=set())

    def everybody_is_told(self, what: str, but: set[str]) -> None:
        for who, answer in self.said.items():
            if answer is not Answer.NO and who not in but:
                self.told[who, what] += 1
