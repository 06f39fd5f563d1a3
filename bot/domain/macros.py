"""Saved answers: texts that a desk writes once, with places that are filled in each time.

A place is a word in braces of those in ``VARIABLES``. What is filled in is put there as text and nothing else: no
format, no attribute, no expression is read in it, nor in the saved answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

from bot.core.errors import Refusal
from bot.core.refs import CommunityRef
from bot.core.safety import clean, one_line
from bot.core.text import Code, Inline, Joined, Untrusted, joined, t
from bot.domain.events import Event

VARIABLES: Final = ("asker", "topic", "desk", "question")
"""Whoever asked as they may be named, the question's topic, the desk's name, the question's reference."""

NAME_MOST: Final = 50
TEXT_MOST: Final = 2000

_BRACED: Final = re.compile(r"\{([^{}]*)\}")
_PLACE: Final = re.compile(rf"\{{({'|'.join(VARIABLES)})\}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A saved answer of a desk; with ``desk`` empty it is there for all desks of its community."""

    id: str
    community: CommunityRef
    desk: str = ""
    name: str
    text: str
    changed_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroSaved(Event):
    """Somebody of the desk wrote a saved answer, or changed it."""

    tag: ClassVar[str] = "macro:saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroRemoved(Event):
    """Somebody of the desk took a saved answer away."""

    tag: ClassVar[str] = "macro:removed"


Change = tuple[Macro, tuple[Event, ...]]


def save(macro: Macro) -> Change:
    """Save it, tidied; Refusal where it names a place that there is not."""
    text = clean(macro.text).strip()
    unknown = [name for name in _BRACED.findall(text) if name not in VARIABLES]
    if unknown:
        places = joined([Code(f"{{{name}}}") for name in VARIABLES])
        raise Refusal(
            t("I cannot fill in {unknown}. There are: {places}.", unknown=Untrusted(unknown[0]), places=places), "text"
        )
    tidy = replace(macro, name=one_line(clean(macro.name)), text=text)
    if not tidy.name or not text:
        raise Refusal(t("A saved answer has a name and a text."))
    return tidy, (MacroSaved(about=macro.id),)


def filled_text(macro: Macro, values: Mapping[str, str]) -> str:
    """Give a saved answer as plain text with its places filled in."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), macro.text)


def filled(macro: Macro, values: Mapping[str, Inline]) -> Joined:
    """Give a saved answer with its places filled in; one for which there is no value stays as it is written."""
    pieces = _PLACE.split(macro.text)
    return joined(
        (
            values.get(piece, Untrusted(f"{{{piece}}}")) if at % 2 else Untrusted(piece)
            for at, piece in enumerate(pieces)
            if piece
        ),
        "",
    )
