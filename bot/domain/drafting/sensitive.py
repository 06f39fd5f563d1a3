"""Hints at what may have to be taken out: numbers and addresses here, people in ``people.py``. Never a verdict."""

from collections.abc import Iterator, Sequence
from itertools import chain

from bot.domain.drafting import numbers
from bot.domain.drafting.cues import Cues
from bot.domain.drafting.draft import Hint, HintKind
from bot.domain.drafting.people import people
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.thread import Thread


def hints(thread: Thread, units: Sequence[Unit], cues: Cues) -> list[Hint]:
    """Give what is worth a second look, message by message, each place once for each kind."""
    calling = {unit.place for unit in units if unit.has("sensitive.call")}
    written = [hint for unit in units for hint in chain(_records(unit), _births(unit))]
    for place, message in enumerate(thread.messages):
        taken = [hint.text for hint in written if hint.message == message.i]
        written += (Hint(message.i, text, HintKind.EMAIL) for text in numbers.emails(message.text))
        found = numbers.phones(message.text, cues.regions, expected=place in calling)
        written += (
            Hint(message.i, text, HintKind.PHONE) for text in found if not any(text in other for other in taken)
        )
    written += people(units, cues)
    return sorted(dict.fromkeys(written), key=lambda hint: hint.message)


def _records(unit: Unit) -> Iterator[Hint]:
    for start, end in _clusters(unit, "sensitive.record"):
        if number := numbers.record(unit.message.text, unit.words[end - 1].end):
            yield Hint(unit.message.i, unit.message.text[unit.words[start].start : number], HintKind.RECORD_NUMBER)


def _births(unit: Unit) -> Iterator[Hint]:
    for start, end in _clusters(unit, "sensitive.birth"):
        if date := numbers.date(unit.message.text, unit.words[end - 1].end):
            yield Hint(unit.message.i, unit.message.text[unit.words[start].start : date], HintKind.BIRTH_DATE)


def _clusters(unit: Unit, cue: str) -> Iterator[tuple[int, int]]:
    """Give each place of a cue once: of those that begin at one word or end at one, the longest."""
    kept: list[tuple[int, int]] = []
    for hit in sorted(unit.hits.get(cue, ()), key=lambda hit: hit.start - hit.end):
        if not any(hit.start < end and start < hit.end for start, end in kept):
            kept.append((hit.start, hit.end))
    yield from sorted(kept)
