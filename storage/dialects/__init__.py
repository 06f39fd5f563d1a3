"""All that only one kind of database knows."""

from sqlalchemy.engine import URL

from storage.dialects.base import BUSY_SECONDS, Dialect, StorageProblem, Trouble
from storage.dialects.postgres import Postgres
from storage.dialects.sqlite import Sqlite

__all__ = ["BUSY_SECONDS", "Dialect", "Sqlite", "StorageProblem", "Trouble", "dialect_of"]


def dialect_of(url: URL) -> Dialect:
    """Give the dialect that a database address names."""
    match url.get_backend_name():
        case "sqlite":
            return Sqlite()
        case "postgresql":
            return Postgres()
        case other:
            raise StorageProblem(f"{other} is no database this program knows: use sqlite:///… or postgresql://…")
