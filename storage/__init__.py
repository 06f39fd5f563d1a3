"""The one home of SQL: the store port on SQLite and PostgreSQL."""

from storage.opening import SqlStorage, open_storage, upgrade

__all__ = ["SqlStorage", "open_storage", "upgrade"]
