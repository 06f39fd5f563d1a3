"""The triggers that keep the event log append-only, for each kind of database."""

from alembic import op

_APPEND_ONLY_SQLITE = """
CREATE TRIGGER events_{name} BEFORE {verb} ON events
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
"""
_APPEND_ONLY_POSTGRESQL = (
    """
    CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$
    """,
    """
    CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only()
    """,
)


def guard_events() -> None:
    """Let rows of the log be added, and never changed or taken away."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in _APPEND_ONLY_POSTGRESQL:
            op.execute(statement)
    else:
        for verb in ("update", "delete"):
            op.execute(_APPEND_ONLY_SQLITE.format(name=f"no_{verb}", verb=verb.upper()))
