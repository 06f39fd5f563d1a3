"""Who asked what, and which messages answer it: the thread's own structure says what a short answer is about."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from bot.domain.drafting.reading import Unit

ANYTHING: Final = "anything"
"""What a question asks that has none of the known words."""

ASKS: Final = ("outcome", "when", "place", "why", "how", "for_whom", "change")

# A question without its mark is a short clause that begins as questions do.
_SHORT: Final = 7
_BEGINS: Final = 3
# How many messages back a question still waits for its answer.
_BACK: Final = 8
_ROW: Final = 3
"""Messages in a row by one person that may all answer what was asked before the first."""


def answers(units: Sequence[Unit]) -> Mapping[int, frozenset[str]]:
    """Give for each message's place what others had asked since its author last wrote."""
    asked: dict[int, frozenset[str]] = {}
    before: deque[tuple[str, frozenset[str], int]] = deque(maxlen=_BACK)
    row = 0
    for place, group in groupby(units, key=lambda unit: unit.place):
        own = list(group)
        author = own[0].message.author
        if before and before[-1][0] == author and row < _ROW:
            asked[place] = asked[before[-1][2]]
            row += 1
        else:
            asked[place] = frozenset(_since(before, author))
            row = 1
        before.append((author, frozenset(_kinds(own)), place))
    return asked


def asked_after(units: Sequence[Unit]) -> Mapping[int, frozenset[str]]:
    """Give for each message's place what another asks in the next message that is not its author's own."""
    messages = [list(group) for _, group in groupby(units, key=lambda unit: unit.place)]
    asked: dict[int, frozenset[str]] = {}
    author, kinds = "", frozenset[str]()
    following: tuple[str, frozenset[str]] = ("", frozenset())
    for own in reversed(messages):
        if own[0].message.author != author:
            following = author, kinds
        asked[own[0].place] = following[1]
        if own[0].message.author != author:
            author, kinds = own[0].message.author, frozenset(_kinds(own))
        else:
            kinds = frozenset(_kinds(own))
    return asked


def asked_later(units: Sequence[Unit]) -> Mapping[int, frozenset[str] | None]:
    """Give for each message's place all that others ask from there on: a story is asked about, a notice is not.

    Where nobody else writes any more that says nothing, and it is None.
    """
    asked: dict[int, frozenset[str] | None] = {}
    heard: dict[str, frozenset[str]] = {}
    for own in reversed([list(group) for _, group in groupby(units, key=lambda unit: unit.place)]):
        author = own[0].message.author
        others = [kinds for other, kinds in heard.items() if other != author]
        asked[own[0].place] = frozenset().union(*others) if others else None
        heard[author] = heard.get(author, frozenset()).union(_kinds(own))
    return asked


def _since(before: Iterable[tuple[str, frozenset[str], int]], author: str) -> set[str]:
    waiting: set[str] = set()
    for other, kinds, _ in reversed(list(before)):
        if other == author:
            break
        waiting |= kinds
    return waiting


def _kinds(units: Iterable[Unit]) -> set[str]:
    own = list(units)
    kinds = {kind for unit in own for kind in ASKS if _asks(unit, f"ask_{kind}")}
    return kinds or ({ANYTHING} if any(unit.question for unit in own) else set())


def _asks(unit: Unit, cue: str) -> bool:
    hits = unit.hits.get(cue, ())
    if unit.question:
        return bool(hits)
    return len(unit.words) <= _SHORT and any(hit.start < _BEGINS for hit in hits)
