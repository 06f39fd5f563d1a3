"""What is stored, as tables; what they are made by stands in the migrations."""

from storage.tables import (
    articles,
    desks,
    feeds,
    handles,
    installations,
    knowledge,
    labs,
    ledger,
    macros,
    nuggets,
    people,
    pods,
    points,
    questions,
    templates,
    topics,
)
from storage.tables.base import metadata

__all__ = [
    "articles",
    "desks",
    "feeds",
    "handles",
    "installations",
    "knowledge",
    "labs",
    "ledger",
    "macros",
    "metadata",
    "nuggets",
    "people",
    "pods",
    "points",
    "questions",
    "templates",
    "topics",
]
