"""What is taken out of a clause: from where to where it is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.drafting.reading import Unit


@dataclass(frozen=True)
class Piece:
    """A stretch of one message, in its author's words."""

    unit: Unit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, as written."""
        return self.unit.message.text[self.start : self.end].strip(" ,،;؛\n\t")

    def meets(self, other: "Piece") -> bool:
        """Whether both quote some of the same words."""
        return self.unit.message is other.unit.message and self.start < other.end and other.start < self.end


def whole(unit: Unit) -> Piece:
    """Take a clause without the greeting, the yes or the "so" it begins with."""
    first = _greeted(unit)
    return Piece(unit, unit.words[first].start if first else unit.start, unit.end)


def row(unit: Unit, start: int, end: int) -> Piece:
    """Take a row of words; up to the clause's own end, with its full stop, if they reach so far."""
    until = unit.end if end >= len(unit.words) else unit.words[end - 1].end
    return Piece(unit, unit.words[start].start, until)


def joined(units: Sequence[Unit]) -> Piece:
    """Take neighbouring clauses of one message as one stretch."""
    return Piece(units[0], whole(units[0]).start, units[-1].end)


def _greeted(unit: Unit) -> int:
    """Count the words of greeting that a mark parts from the rest, and a link such as "and" that begins it."""
    first = 0
    for hit in sorted(unit.hits.get("greeting", ())):
        if hit.start == first and hit.end < len(unit.words):
            between = unit.message.text[unit.words[hit.end - 1].end : unit.words[hit.end].start]
            if any(not char.isspace() and not char.isalnum() for char in between):
                first = hit.end
    # "And the queue is gone": the link is the sentence's, not the value's.
    return next(
        (hit.end for hit in unit.hits.get("link", ()) if hit.start == first and hit.end < len(unit.words)), first
    )
