"""What has happened to proposed topics. None of them holds a word of one, and who supports one is not logged."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicProposed(Event):
    """Somebody proposed a topic, or the desk's counts did."""

    tag: ClassVar[str] = "topic:proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTakenUp(Event):
    """A steward took it up."""

    tag: ClassVar[str] = "topic:taken_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDeclined(Event):
    """A steward said that it is not taken up, and why."""

    tag: ClassVar[str] = "topic:declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWithdrawn(Event):
    """Whoever proposed it took it back with its words."""

    tag: ClassVar[str] = "topic:withdrawn"
