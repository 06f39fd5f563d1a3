"""The one home of SQL: the store port on SQLite and PostgreSQL."""
