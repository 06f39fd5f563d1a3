"""Every row of a database, to look for what must not stand together in one."""

from sqlalchemy import text

from storage.tables import metadata
from tests.storage.databases import linked

Rows = dict[str, list[str]]


def all_rows(url: str) -> Rows:
    """Give every row of every table, each as one text."""
    with linked(url) as link:
        return {
            table.name: [str(tuple(row)) for row in link.core.execute(text(f"SELECT * FROM {table.name}"))]  # noqa: S608
            for table in metadata.sorted_tables
        }


def linking(rows: Rows, name: str, *marks: str) -> Rows:
    """Give the rows in which a name and one of these marks stand together, by table."""
    found = {table: [row for row in found if name in row] for table, found in rows.items()}
    return {table: bad for table, own in found.items() if (bad := [r for r in own if any(m in r for m in marks)])}
