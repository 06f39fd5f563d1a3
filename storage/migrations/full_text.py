"""The table of words, for each kind of database."""

from alembic import op

from storage.tables.knowledge import filed

# It keeps neither the text nor where in it a word stands: the first has a table of its own, the second nobody asks.
# Terms come ready made, so nothing is folded or taken apart but at spaces.
_SQLITE = """
CREATE VIRTUAL TABLE knowledge_words USING fts5(terms, content='', detail=none, columnsize=0, tokenize='ascii')
"""
_POSTGRESQL = (
    # Words are kept out of the rows, so that a search that finds many reads few pages.
    "CREATE TABLE knowledge_words (rowid bigint PRIMARY KEY, terms tsvector NOT NULL) WITH (toast_tuple_target = 128)",
    "ALTER TABLE knowledge_words ALTER terms SET STORAGE EXTERNAL",
    "CREATE INDEX ix_knowledge_words_terms ON knowledge_words USING gin (terms)",
)


def make_words() -> None:
    """Make the table that the words of all items are entered in."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)
    else:
        op.execute(_SQLITE)


def made_alike(name: str | None, kind: str, _parents: object) -> bool:
    """Tell the tables that are made alike everywhere from the table of words, and from what SQLite keeps beside it."""
    return kind != "table" or name is None or not name.startswith(filed)
