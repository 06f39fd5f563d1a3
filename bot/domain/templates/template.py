"""A template: data that a community may change. Each version is kept, and a nugget keeps the number of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef
from bot.domain.nuggets.words import FieldName

Words = Mapping[str, str]
"""One text in several languages, by BCP 47 tag. They are people's words, never ours."""

BUILT_IN: Final = (*(name.value for name in FieldName), "result", "level")
"""What every nugget has; a template may call it otherwise, and cannot take it away."""

FALLBACK: Final = "en"
"""The language that is shown where the reader's and the community's are missing."""


class FieldKind(StrEnum):
    """How a field is answered."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"


LENGTH: Final = {FieldKind.LINE: 150, FieldKind.PARAGRAPH: 400}
"""How many characters an answer has at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a list: an area, or something to choose."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraField:
    """What a nugget may tell besides. Beyond its pod a nugget needs those that are ``beyond_pod``."""

    key: str
    kind: FieldKind
    label: Words
    options: tuple[Entry, ...] = ()
    beyond_pod: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a community asks of a nugget. Number 0 is the bot's own, for whoever has none.

    ``sign`` is the reaction that saves a thread. ``languages`` are those that people here are to find the labels in,
    ``labels`` what the built-in fields are called where they are not called as we call them.
    """

    id: str
    community: CommunityRef
    number: int = 0
    sign: str
    languages: tuple[str, ...]
    labels: Mapping[str, Words]
    fields: tuple[ExtraField, ...]
    areas: tuple[Entry, ...]
    made_at: datetime | None = None
    version: int = 0

    @property
    def parts(self) -> tuple[ExtraField | Entry, ...]:
        """Give all that is the community's own: its fields, then its areas."""
        return (*self.fields, *self.areas)

    def field(self, key: str) -> ExtraField | None:
        """Give a field of the community's by its key."""
        return next((one for one in self.fields if one.key == key), None)

    def area(self, key: str) -> Entry | None:
        """Give an area by its key."""
        return next((one for one in self.areas if one.key == key), None)


def said(words: Words, *languages: str) -> str:
    """Give a text in the first of these languages that it is in, or the nearest (``pt-BR`` to ``pt``).

    At the end stand English, and whatever there is.
    """
    by_tag = {tag.casefold(): text for tag, text in words.items()}
    for language in (*languages, FALLBACK):
        parts = language.replace("_", "-").casefold().split("-")
        for length in range(len(parts), 0, -1):
            if text := by_tag.get("-".join(parts[:length])):
                return text
    return next(iter(words.values()), "")
