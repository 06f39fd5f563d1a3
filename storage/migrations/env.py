"""Run by Alembic: the steps go over the connection that storage.migrate hands in, inside its transaction."""

from alembic import context

from bot.core import failpoints
from storage.tables import metadata


def arrived(*_told: object, **_more: object) -> None:
    """Mark the place after each step, before anything is committed."""
    failpoints.reach("migration.step")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
    on_version_apply=arrived,
)
context.run_migrations()
