"""The one home of SQL: the store port on SQLite and PostgreSQL."""

from storage.beside import Beside
from storage.dialects import StorageProblem
from storage.opening import SqlStorage, open_storage
from storage.upkeep import backup, describe, look, upgrade, verify

__all__ = ["Beside", "SqlStorage", "StorageProblem", "backup", "describe", "look", "open_storage", "upgrade", "verify"]
