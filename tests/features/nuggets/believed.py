"""What must be so about nuggets, kept beside the bot by a machine that plays with it: whose yes reaches how far."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core.refs import MessageRef
from bot.domain.access import Role, Scope
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, Nugget, NuggetState
from bot.domain.nuggets.words import FieldName

NOBODY = ""
"""Whose words are those of somebody who was forgotten, and let them stay."""

_MARK = re.compile(r"\bqz\d+z\b")


def marks_in(text: str) -> set[str]:
    """Give the marks that stand in a text."""
    return set(_MARK.findall(text))


@dataclass
class Message:
    """What somebody said in a thread; it holds a mark, a word that stands nowhere else."""

    ref: MessageRef
    by: str
    text: str
    gone: bool = False

    @property
    def marks(self) -> set[str]:
        """Its mark."""
        return marks_in(self.text)


@dataclass
class Story:
    """A thread in which ``teller`` tells a change, and ``other`` adds to it."""

    teller: str
    other: str
    messages: list[Message]


@dataclass
class Words:
    """One field: whose words it says, the marks in them, and the message that they are from."""

    by: str
    marks: set[str]
    source: MessageRef | None = None


@dataclass
class Believed:
    """What is believed about one nugget.

    ``yes`` is how far each person's yes reaches, ``nameless`` who is not to be named, ``hidden`` who
    never is any more, ``said`` the marks of all that it ever said,
    by whose words they were.
    """

    story: Story
    collector: str
    author: str
    fields: dict[FieldName, Words] = field(default_factory=dict)
    yes: dict[str, Scope] = field(default_factory=dict)
    nameless: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    said: dict[str, set[str]] = field(default_factory=dict)

    def says(self, name: FieldName, words: Words) -> None:
        """Take it that a field says this now; what it said before is not forgotten by that."""
        self.fields[name] = words
        self.said.setdefault(words.by, set()).update(words.marks)

    def loses(self, who: str | None = None) -> set[str]:
        """Take it that somebody's words are gone from it, or all words; gives their marks, former ones too."""
        self.fields = {name: words for name, words in self.fields.items() if who not in {None, words.by}}
        whose = list(self.said) if who is None else [who]
        return {mark for name in whose for mark in self.said.pop(name, set())}

    def covered(self, scope: Scope) -> set[str]:
        """Give the marks that may be read in a scope."""
        return _marks(words for words in self.fields.values() if self._reaches(words.by, scope))

    def indexed(self, nugget: Nugget) -> set[str] | None:
        """Give the marks that are to be found of it; None if it is not to be found."""
        hidden = nugget.scope is None or nugget.state in {*EMPTIED, *DRAFTS, NuggetState.SUPERSEDED}
        return None if hidden or nugget.scope is None else self.covered(nugget.scope)

    def shown_to(self, name: str, nugget: Nugget, *, inside: bool, in_scope: bool, reviews: bool) -> set[str]:
        """Give the marks that somebody may be shown of it now, wherever that is."""
        if nugget.state in EMPTIED:
            return set()
        if nugget.state in DRAFTS:
            holder = self.author if nugget.state is NuggetState.OFFERED else self.collector
            return _marks(self.fields.values()) if name == holder else set()
        may = set(self.said.get(name, ()))
        if in_scope and nugget.scope is not None:
            may |= self.covered(nugget.scope)
        if name == self.author:
            may |= _marks(words for words in self.fields.values() if words.by == NOBODY)
        if name == self.author and inside:
            may |= self.covered(nugget.scope or nugget.wanted)
        if reviews:
            may |= self.covered(nugget.wanted)
        return may

    def _reaches(self, name: str, scope: Scope) -> bool:
        return name == NOBODY or (name in self.yes and self.yes[name].reaches(scope))


def waits_for(nugget: Nugget, role: Role) -> bool:
    """Tell whether it is before those of a role."""
    return nugget.state is NuggetState.IN_REVIEW and nugget.before is role


def _marks(words: Iterable[Words]) -> set[str]:
    return {mark for one in words for mark in one.marks}
