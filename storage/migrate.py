"""Brings a database's tables to the shape that this version of the program knows.

All steps that are missing run in one transaction: a process that dies in the middle leaves the tables as they were,
and the next one begins again. Alembic is told everything here and in ``migrations/env.py``, so that the steps travel
in the wheel and no configuration file is needed.
"""

from functools import cache
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.engine import Link

LOCK: Final = "podkeeper:migration"
"""The name under which processes that start together take turns."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


@cache
def steps() -> tuple[str, ...]:
    """Give the steps that this version of the program knows, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def revision_of(link: Link) -> str:
    """Give the step at which a database stands, or empty for a new one."""
    return MigrationContext.configure(link.core).get_current_revision() or ""


def migrate(link: Link) -> None:
    """Run the missing steps, all or none."""
    config = _config()
    config.attributes["connection"] = link.core
    link.begin([LOCK])
    if not link.core.in_transaction():
        # So Alembic sees that the transaction is ours, and ends none.
        link.core.begin()
    try:
        command.upgrade(config, "head")
        link.commit()
    except BaseException:
        link.rollback()
        raise
