"""What has happened to articles. None of them holds a word of one, and none names the question it came from."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.access import Scope
from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBegun(Event):
    """An article was made, of an answer or by hand."""

    tag: ClassVar[str] = "article:begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEdited(Event):
    """Somebody of the desk changed what it says."""

    tag: ClassVar[str] = "article:edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePublished(Event):
    """It can be read in this scope."""

    tag: ClassVar[str] = "article:published"
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleValidated(Event):
    """Somebody of the desk vouched for it."""

    tag: ClassVar[str] = "article:validated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleConfirmed(Event):
    """Somebody said that it is still true, or is to be asked about no more."""

    tag: ClassVar[str] = "article:confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSuperseded(Event):
    """A newer one took its place."""

    tag: ClassVar[str] = "article:superseded"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleArchived(Event):
    """It is out of use."""

    tag: ClassVar[str] = "article:archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHelped(Event):
    """Somebody said that it helped."""

    tag: ClassVar[str] = "article:helped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionProposed(Event):
    """Somebody who reads it said what is wrong with it."""

    tag: ClassVar[str] = "article:correction"
    correction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAnswered(Event):
    """A correction was taken in, or not."""

    tag: ClassVar[str] = "article:correction_answered"
    correction: str
    taken: bool
