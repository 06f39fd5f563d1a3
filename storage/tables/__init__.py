"""What is stored, as tables; what they are made by stands in the migrations."""

from storage.tables import installations, knowledge, ledger, nuggets, people, pods, templates
from storage.tables.base import metadata

__all__ = ["installations", "knowledge", "ledger", "metadata", "nuggets", "people", "pods", "templates"]
