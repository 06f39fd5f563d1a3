"""How well drafts agree with marks made by hand: precision and recall of each field, and what else is proposed."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.drafting.draft import Draft
from bot.domain.drafting.drafter import draft
from bot.domain.drafting.lines import read
from bot.domain.drafting.words import words
from bot.domain.nuggets.words import FieldName

SAME = 0.5
"""From which overlap of words on (F1) two values say the same."""


@dataclass
class Score:
    """What was drafted of one field or kind of hint: rightly, wrongly, and what was marked and is not there."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """How much of what was drafted is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How much of what was marked is drafted."""
        return self.right / max(1, self.right + self.missed)


@dataclass
class Measured:
    """All scores over a file of marked threads."""

    fields: Mapping[FieldName, Score] = field(default_factory=lambda: {name: Score() for name in FieldName})
    hints: Score = field(default_factory=Score)
    asked: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)

    def share(self, what: str) -> float:
        """How often ``found``, ``result_type`` or ``level`` is as marked."""
        return self.agreed[what] / max(1, self.asked[what])


def measure(file: Path) -> Measured:
    """Draft every thread of a file and hold it against its marks."""
    measured = Measured()
    for line in file.read_bytes().splitlines():
        marks = json.loads(line)["marks"]
        _compare(draft(read(line).thread), marks, measured)
    return measured


def _compare(drafted: Draft, marks: Mapping[str, Any], measured: Measured) -> None:
    for name, score in measured.fields.items():
        got, wanted = drafted.fields.get(name), marks["fields"][name]
        agrees = got is not None and wanted is not None and alike(got.value, wanted["value"])
        if agrees and got is not None and set(got.messages) & set(wanted["messages"]):
            score.right += 1
        else:
            score.wrong += got is not None
            score.missed += wanted is not None
    for what, got_, wanted_ in _whole(drafted, marks):
        measured.asked[what] += 1
        measured.agreed[what] += got_ == wanted_
    _compare_hints(drafted, marks["sensitive"], measured.hints)


def _whole(drafted: Draft, marks: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    yield "found", drafted.found, marks["found"]
    if marks["found"]:
        yield "result_type", drafted.result_type, marks["result_type"]
        yield "level", drafted.level, marks["level"]


def _compare_hints(drafted: Draft, marked: list[dict[str, Any]], score: Score) -> None:
    got = [(hint.message, hint.kind, hint.text) for hint in drafted.sensitive]
    wanted = [(one["message"], one["kind"], one["text"]) for one in marked]
    found = sum(any(_same_place(one, other) for other in got) for one in wanted)
    score.right += found
    score.missed += len(wanted) - found
    score.wrong += sum(not any(_same_place(one, other) for other in wanted) for one in got)


def _same_place(one: tuple[int, str, str], other: tuple[int, str, str]) -> bool:
    return one[:2] == other[:2] and (one[2] in other[2] or other[2] in one[2] or alike(one[2], other[2]))


def alike(one: str, other: str) -> bool:
    """Whether two values share enough of their words."""
    first, second = (Counter(word.plain for word in words(text)) for text in (one, other))
    return 2 * (first & second).total() >= SAME * (first.total() + second.total()) > 0
