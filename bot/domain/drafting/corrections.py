"""Later corrections win: the figure put right stands in the value, and both messages are pointed at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.domain.drafting.draft import Field
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import whole
from bot.domain.drafting.words import Word, words
from bot.domain.nuggets.words import FieldName

BETWEEN: Final = " … "
"""Stands between pieces of a value that come from several places."""

# What is put right besides figures: months and weekdays.
_DATES: Final = ("times.months", "times.weekdays")


@dataclass(frozen=True)
class Correction:
    """A sentence that puts something right: the figures it gives, and those it takes back."""

    units: Sequence[Unit]
    given: Sequence[Word]
    taken_back: Sequence[Word]

    @property
    def text(self) -> str:
        """The message it stands in."""
        return self.units[0].message.text

    @property
    def about(self) -> frozenset[str]:
        """Words of some length in it, by which it is known what it is about."""
        return frozenset(
            form for unit in self.units for word in unit.words for form in word.forms if len(form) > _SHORT
        )


_SHORT: Final = 3


def corrected(story: Story, fields: Mapping[FieldName, Field]) -> Mapping[FieldName, Field]:
    """Put right what the teller later corrected."""
    mended = dict(fields)
    for correction in _corrections(story):
        name = _mends(correction, mended)
        if name is not None:
            mended[name] = _mended(mended[name], correction)
    return mended


def _corrections(story: Story) -> Iterator[Correction]:
    for _, group in groupby(story.told, key=lambda unit: unit.place):
        units = list(group)
        if not any(unit.has("correction") for unit in units):
            continue
        first = next(number for number, unit in enumerate(units) if unit.has("correction"))
        said = units[first:]
        given, taken_back = _figures(story, said)
        if given:
            yield Correction(said, given, taken_back)


def _figures(story: Story, units: Sequence[Unit]) -> tuple[list[Word], list[Word]]:
    """Give the figures a correction states, and those after a "not"."""
    given: list[Word] = []
    taken_back: list[Word] = []
    for unit in units:
        nots = {hit.end for hit in unit.hits.get("instead_of", ())}
        for number, word in enumerate(unit.words):
            if word.is_number or any(story.cues.is_one(name, word) for name in _DATES):
                (taken_back if number in nots else given).append(word)
    return given, taken_back


def _mends(correction: Correction, fields: Mapping[FieldName, Field]) -> FieldName | None:
    """Find the field that holds what is taken back; failing that, the one that speaks of the same things."""
    own = correction.units[0].message.i
    open_to_it = {name: field for name, field in fields.items() if own not in field.messages}
    back = {word.plain for word in correction.taken_back}
    for name, field in open_to_it.items():
        if back & {word.plain for word in words(field.value)}:
            return name
    if back:
        return None
    shared = {name: _shared(correction, field) for name, field in open_to_it.items()}
    return max((name for name in shared if shared[name]), key=lambda one: shared[one], default=None)


def _shared(correction: Correction, field: Field) -> int:
    held = words(field.value)
    if not any(word.is_number for word in held):
        return 0
    return sum(1 for word in held if not word.is_number and correction.about.intersection(word.forms))


def _mended(field: Field, correction: Correction) -> Field:
    """Put the given figure in the place of the one taken back; if that cannot be told, let the correction follow."""
    own = correction.units[0].message.i
    messages = (*field.messages, own)
    back = {word.plain for word in correction.taken_back}
    given = correction.given[0]
    right = correction.text[given.start : given.end]
    held = words(field.value)
    wrong = [word for word in held if word.plain in back] or _only_one(held)
    if wrong:
        # The last of equal figures: "from 20 to 20" is seldom said, "20 of 120, so 20" is.
        last = wrong[-1]
        tail = "" if right.endswith(("%", "٪")) or not field.value[last.start : last.end].endswith(("%", "٪")) else "%"
        return Field(field.value[: last.start] + right + tail + field.value[last.end :], messages)
    return Field(
        field.value + BETWEEN + correction.text[_begin(correction.units[0]) : correction.units[-1].end], messages
    )


def _begin(unit: Unit) -> int:
    """Say where a correction begins to speak, after "sorry" and "correction:"."""
    excused = max((hit.end for hit in unit.hits.get("correction", ()) if hit.start == 0), default=0)
    if 0 < excused < len(unit.words):
        between = unit.message.text[unit.words[excused - 1].end : unit.words[excused].start]
        if any(mark in between for mark in ":,،"):
            return unit.words[excused].start
    return whole(unit).start


def _only_one(held: Sequence[Word]) -> list[Word]:
    """Without a word of what was wrong, a figure is exchanged only where there is no other it could have been."""
    figures = [word for word in held if word.is_number]
    return figures if len(figures) == 1 else []
