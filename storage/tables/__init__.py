"""What is stored, as tables; what they are made by stands in the migrations."""

from storage.tables import installations, ledger, nuggets, people, pods
from storage.tables.base import metadata

__all__ = ["installations", "ledger", "metadata", "nuggets", "people", "pods"]
