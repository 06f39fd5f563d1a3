"""The nouns of finding: what is put where it can be found, what is asked for, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.refs import CommunityRef
from bot.domain.access import Scope, Viewer, audience, audiences


class ItemKind(StrEnum):
    """What sort of knowledge an item is."""

    NUGGET = "nugget"
    QUESTION = "question"
    ARTICLE = "article"


class Facet(StrEnum):
    """By what items can be told apart; each is a field of theirs."""

    TOPIC = "topic"
    LEVEL = "level"
    COUNTRY = "country"
    RESULT = "result"
    LANGUAGE = "language"
    KIND = "kind"


class Order(StrEnum):
    """Which of the items found come first."""

    BEST = "best"
    NEWEST = "newest"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list shows of an item. ``pod`` is the one it came from, or empty; what is not known of it is empty.

    It names nobody: who told it stands in the object of this id, which minds its own readers.
    """

    id: str
    kind: ItemKind
    community: CommunityRef
    scope: Scope
    pod: str = ""
    language: str
    title: str
    topics: tuple[str, ...] = ()
    level: str = ""
    result: str = ""
    country: str = ""
    published_at: datetime
    adoptions: int = 0

    def __post_init__(self) -> None:
        if self.scope is Scope.POD and not self.pod:
            raise ValueError("an item for a pod alone names the pod")

    @property
    def audience(self) -> str:
        """Name those who may read it: the one fact by which all reads of items filter."""
        return audience(self.scope, self.community, self.pod)

    def values(self, facet: Facet) -> tuple[str, ...]:
        """Give what this item is by a facet; nothing where that is not known."""
        if facet is Facet.TOPIC:
            return self.topics
        known: str = getattr(self, facet.value)
        return (known,) if known else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeItem(Listing):
    """An item with all its words: whatever of it is readable in its scope, and nothing else."""

    text: str


def may_read(viewer: Viewer, item: Listing) -> bool:
    """Whoever belongs to its audience."""
    return item.audience in audiences(viewer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for. Without words it is all there is, by the choices made."""

    words: str = ""
    choices: Mapping[Facet, str] = field(default_factory=dict)
    order: Order = Order.BEST


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an item's words, and whether it is what was looked for."""

    text: str
    matches: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and where in its words."""

    item: Listing
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: a page of hits, how many there are, and of what sort they are.

    With ``more``, ``count`` and ``facets`` tell of the first of them only, and there are more.
    """

    hits: Sequence[Hit] = ()
    count: int = 0
    more: bool = False
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)
