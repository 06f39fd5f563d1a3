"""The words of a change nugget: what it tells, how it ended, where it was."""

from enum import StrEnum
from typing import Final


class FieldName(StrEnum):
    """What a thread may tell of a change."""

    WHAT_CHANGED = "what_changed"
    OUTCOME = "outcome"
    WHY = "why"
    FOR_WHOM = "for_whom"
    WHEN = "when"
    HOW = "how"
    PLACE = "place"


REQUIRED: Final = (FieldName.WHAT_CHANGED, FieldName.OUTCOME)
"""What every nugget says in words; how it went and at which level are chosen beside."""

TITLE_MOST: Final = 300
TEXT_MOST: Final = 1000

MOST: Final = {name: TITLE_MOST if name is FieldName.WHAT_CHANGED else TEXT_MOST for name in FieldName}
"""How many characters a field has at most; what changed is the title too."""


class ResultType(StrEnum):
    """How a change ended."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILURE = "failure"
    TOO_EARLY = "too_early"


class Level(StrEnum):
    """Where a change was made."""

    COMMUNITY = "community"
    FACILITY = "facility"
    DISTRICT = "district"
    NATIONAL = "national"
    BETWEEN_COUNTRIES = "between_countries"
