"""Spans of working time as people write them: ``1 d 4 h``, ``2 h / 1 d``."""

import re
from typing import Final

from bot.core.errors import Refusal
from bot.core.text import Inline, joined, n, t
from bot.domain.desk.desk import Span, Targets

MOST: Final = 90
"""Working days or hours that a desk can set."""

# A day and an hour in the languages of those who run desks: d, j(our), h.
_SPAN: Final = re.compile(r"(?:(?P<days>\d{1,2})[dj])?(?:(?P<hours>\d{1,2})h)?")
_NOT_A_SPAN: Final = t("Write working days and hours, such as 1 d, 4 h or 1 d 4 h.")


def read_span(typed: str) -> Span:
    """Read an amount of working time; Refusal for anything else, and for none."""
    found = _SPAN.fullmatch("".join(typed.casefold().split()))
    span = Span(int(found["days"] or 0), int(found["hours"] or 0)) if found else Span()
    if span == Span() or max(span.days, span.hours) > MOST:
        raise Refusal(_NOT_A_SPAN)
    return span


def written_span(span: Span) -> str:
    """Give a span as it is read."""
    return " ".join(f"{count} {unit}" for count, unit in ((span.days, "d"), (span.hours, "h")) if count)


def span_in_words(span: Span) -> Inline:
    """Say how much working time it is."""
    parts = []
    if span.days:
        parts.append(n("{count} working day", "{count} working days", span.days))
    if span.hours:
        parts.append(n("{count} working hour", "{count} working hours", span.hours))
    return joined(parts, " ")


def read_targets(typed: str) -> Targets:
    """Read a first response and a solution, as ``2 h / 1 d``."""
    first, slash, solved = typed.partition("/")
    if not slash:
        raise Refusal(t("Write two spans with / between: the first answer, and the solution. Such as 2 h / 1 d."))
    return Targets(read_span(first), read_span(solved))


def written_targets(targets: Targets) -> str:
    """Give targets as they are read."""
    return f"{written_span(targets.first_response)} / {written_span(targets.resolution)}"
