"""Which topics of the help desk come again and again, by counts alone: no word of a question is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

RECURRING: Final = 5
UNANSWERED: Final = 3
"""From how many questions on a topic is proposed: asked at all, or left without an answer.

Fewer would tell that somebody in particular has asked; smaller numbers of unanswered ones are not told either.
"""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How often a desk was asked about a topic of its own list, and how often nobody knew an answer."""

    label: str
    asked: int
    unanswered: int = 0


def recurring(counts: Iterable[TopicCount]) -> list[TopicCount]:
    """Give those that are worth proposing, the most often asked first."""
    told = (replace(one, unanswered=one.unanswered if one.unanswered >= UNANSWERED else 0) for one in counts)
    found = [one for one in told if one.label and (one.asked >= RECURRING or one.unanswered)]
    return sorted(found, key=lambda one: (-one.asked, -one.unanswered, one.label))
