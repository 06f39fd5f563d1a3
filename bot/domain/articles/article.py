"""An article: a question and its answer, kept for whoever has the same question next.

``work in progress → not validated → validated → archived``. A work in progress is read by the desk's staff alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Scope, audience
from bot.domain.nuggets.words import Level


class ArticleState(StrEnum):
    """How far an article can be relied on."""

    WORK_IN_PROGRESS = "work_in_progress"
    NOT_VALIDATED = "not_validated"
    VALIDATED = "validated"
    ARCHIVED = "archived"


READABLE: Final = frozenset({ArticleState.NOT_VALIDATED, ArticleState.VALIDATED})
"""States in which it is read in its scope, and found."""

TITLE_MOST: Final = 150
QUESTION_MOST: Final = 800
ANSWER_MOST: Final = 2000
SOURCES_MOST: Final = 400
"""Characters; together they fit the narrowest platform's message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an article says. ``sources`` are one a line as they were typed; ``withheld`` is what was left out of it."""

    title: str
    question: str = ""
    answer: str
    sources: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """By what an article is told from others, and how far it is meant to be read."""

    topics: tuple[str, ...] = ()
    country: str = ""
    level: Level | None = None
    wanted: Scope = Scope.COMMUNITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An answer that stays.

    ``desk`` is the one whose staff look after it, empty for that of all desks here; ``pod`` the one it came from.
    ``scope`` is who can read it now, None for the staff alone; ``wanted`` how far it is meant to be read. ``closed``
    says that its words are still those of a question that only its asker and the staff could read: they are edited
    before anybody else reads them. ``from_question`` is shown to nobody.
    """

    id: str
    community: CommunityRef
    desk: str = ""
    pod: str = ""
    state: ArticleState
    scope: Scope | None = None
    wanted: Scope = Scope.COMMUNITY
    title: str
    question: str = ""
    answer: str
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    country: str = ""
    level: Level | None = None
    language: str = ""
    closed: bool = False
    withheld: tuple[str, ...] = ()
    owner: MemberRef
    made_at: datetime
    from_question: str = ""
    published_at: datetime | None = None
    validated_by: MemberRef | None = None
    validated_at: datetime | None = None
    review_by: date | None = None
    supersedes: str = ""
    superseded_by: str = ""
    ended_at: datetime | None = None
    version: int = 0

    @property
    def audience(self) -> str:
        """Name those where it can be read, or where it is said that it is out of use; empty for nobody."""
        return audience(self.scope, self.community, self.pod) if self.scope else ""

    @property
    def readable(self) -> bool:
        """Tell whether its words can be read in its scope now."""
        return self.scope is not None and self.state in READABLE

    @property
    def waits_for_wider(self) -> bool:
        """Tell whether it is meant to be read more widely than it is."""
        return self.wanted is not self.scope and (self.scope is None or self.wanted.reaches(self.scope))

    @property
    def says(self) -> tuple[str, ...]:
        """Give all its words."""
        return self.title, self.question, self.answer, *self.sources
