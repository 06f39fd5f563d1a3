"""A drafted nugget: what a thread tells, each part pointing at the messages it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.nuggets.words import FieldName, Level, ResultType


class HintKind(StrEnum):
    """What may have to be taken out before anybody else reads it."""

    PHONE = "phone"
    EMAIL = "email"
    RECORD_NUMBER = "record_number"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    BLAME = "blame"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Field:
    """What the thread says of one field, in its own words, and the numbers of the messages that say it."""

    value: str
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """A place worth a second look; a hint, never a verdict."""

    message: int
    text: str
    kind: HintKind


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in a thread. A field that is not in ``fields`` was not told; without a change nothing was."""

    fields: Mapping[FieldName, Field] = field(default_factory=dict)
    result_type: ResultType | None = None
    level: Level | None = None
    sensitive: tuple[Hint, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the thread tells of a change at all."""
        return FieldName.WHAT_CHANGED in self.fields
