"""A change nugget and its life.

``reading → captured → (offered) → published in its pod → in review → published wider``; ``returned`` to its author with
a note; at the end ``superseded``, ``withdrawn``, or ``dropped`` before anybody but its author and collector read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.domain.access import Role, Scope, audience
from bot.domain.nuggets.words import FieldName, Level, ResultType


class NuggetState(StrEnum):
    """Where a nugget stands. What is published in its pod stays so while a wider scope is in review."""

    READING = "reading"
    CAPTURED = "captured"
    OFFERED = "offered"
    PUBLISHED = "published"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


DRAFTS: Final = frozenset({NuggetState.READING, NuggetState.CAPTURED, NuggetState.OFFERED})
"""States before the author's yes: nobody reads it but its author and whoever collected it."""

OVER: Final = frozenset({NuggetState.SUPERSEDED, NuggetState.WITHDRAWN, NuggetState.DROPPED})
"""States that nothing leads out of."""

EMPTIED: Final = frozenset({NuggetState.WITHDRAWN, NuggetState.DROPPED})
"""States in which no word of it is left."""


class Attribution(StrEnum):
    """How a person is named where their words are read: by name, by their organisation, or not at all, for ever."""

    NAMED = "named"
    ORGANISATION = "organisation"
    CHATHAM_HOUSE = "chatham_house"


class Flag(StrEnum):
    """What happened to a message that a nugget was made from, for its author to look at."""

    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Told:
    """What one field says. ``said_by`` is whom it quotes, None for the author's own.

    ``message`` is its source, ``also`` are others that put right what it said.
    """

    text: str
    said_by: MemberRef | None = None
    message: MessageRef | None = None
    also: tuple[MessageRef, ...] = ()

    @property
    def sources(self) -> tuple[MessageRef, ...]:
        """All the messages that it is made from."""
        return self.also if self.message is None else (self.message, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nugget:
    """A short lesson: what changed and what came of it.

    ``scope`` is where it can be read now, None for nowhere; ``wanted`` how far its author's yes goes. ``before`` is
    whose review it waits for. ``pod`` is empty for what was said in an open room; ``gesture`` the message on which it
    was asked for, None for what was told to the bot. ``fields`` are in the nugget's own words, those of others marked;
    ``more`` are the fields that the community's template adds, by their keys. ``asking`` is the one thing that its
    author is asked at the moment, ``skipped`` what they are not asked any more, since they answered it or could not, in
    that order. ``withheld`` is what was left out of its words before anybody read them.
    """

    id: str
    community: CommunityRef
    pod: str = ""
    room: RoomRef | None = None
    gesture: MessageRef | None = None
    collector: MemberRef
    author: MemberRef
    state: NuggetState
    scope: Scope | None = None
    wanted: Scope = Scope.POD
    before: Role | None = None
    fields: Mapping[FieldName, Told] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    result: ResultType | None = None
    level: Level | None = None
    topics: tuple[str, ...] = ()
    country: str = ""
    language: str = ""
    template: int = 0
    withheld: tuple[str, ...] = ()
    asking: str | None = None
    skipped: tuple[str, ...] = ()
    note: str = ""
    flag: Flag | None = None
    captured_at: datetime
    consented_at: datetime | None = None
    published_at: datetime | None = None
    ended_at: datetime | None = None
    review_by: date | None = None
    supersedes: str = ""
    superseded_by: str = ""
    version: int = 0

    @property
    def audience(self) -> str:
        """Name those where it can be read, or where its tombstone stands; empty for nobody."""
        return audience(self.scope, self.community, self.pod) if self.scope else ""

    def says(self, name: FieldName) -> str:
        """Give what a field says, empty for nothing."""
        told = self.fields.get(name)
        return told.text if told else ""

    def said_in(self, member: MemberRef) -> frozenset[MessageRef]:
        """Give the messages that somebody's words in it are from."""
        told = (one for one in self.fields.values() if (one.said_by or self.author) == member)
        return frozenset(message for one in told for message in one.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a nugget said before it was changed; gone with its words when it is withdrawn."""

    id: str
    nugget: str
    at: datetime
    fields: Mapping[FieldName, Told]
    more: Mapping[str, str] = field(default_factory=dict)
    result: ResultType | None
    level: Level | None
    version: int = 0
