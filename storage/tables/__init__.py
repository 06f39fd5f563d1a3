"""What is stored, as tables; what they are made by stands in the migrations."""

from storage.tables import desks, handles, installations, knowledge, ledger, nuggets, people, pods, questions, templates
from storage.tables.base import metadata

__all__ = [
    "desks",
    "handles",
    "installations",
    "knowledge",
    "ledger",
    "metadata",
    "nuggets",
    "people",
    "pods",
    "questions",
    "templates",
]
