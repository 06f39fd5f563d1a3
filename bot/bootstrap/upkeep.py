"""What whoever runs the bot does beside it: look whether all is well, and care for the database."""

from collections.abc import Sequence
from pathlib import Path

import storage
from bot.app.clock import SystemClock
from bot.bootstrap.platforms import installations_of, platforms_of
from bot.bootstrap.problems import told
from bot.config import Settings
from bot.ports.bookmarks import NoBookmarks
from bot.ports.health import Finding, Health


def upgrade(settings: Settings) -> str:
    """Bring the database to this version's shape; says what was done."""
    with told():
        storage.upgrade(settings.storage.url.get_secret_value())
    return "The database is up to date."


def backup(settings: Settings, target: Path) -> str:
    """Copy the database to a file and check the copy; says what was done."""
    with told():
        storage.backup(settings.storage.url.get_secret_value(), target)
    return f"Copied to {target}, and the copy was checked."


def verify(settings: Settings) -> Sequence[str]:
    """Give one line for each break in the event log; none when it is whole."""
    with told():
        return storage.verify(settings.storage.url.get_secret_value())


async def examine(settings: Settings) -> Sequence[Finding]:
    """Look at everything the bot needs, without starting it."""
    findings = [_examine_store(settings)]
    beside = storage.Beside(settings.storage.url.get_secret_value())
    installations = installations_of(settings, beside)
    for name, port in platforms_of(settings, SystemClock(), NoBookmarks(), installations).items():
        try:
            findings.extend(await port.examine())
        except Exception as problem:  # noqa: BLE001 - a check that breaks is itself a finding.
            findings.append(Finding(Health.BROKEN, f"{name}: {type(problem).__name__}", "see the log"))
    findings.append(_examine_stewards(settings))
    return findings


def _examine_store(settings: Settings) -> Finding:
    facts = storage.describe(settings.storage.url.get_secret_value())
    if problem := facts.get("problem"):
        return Finding(Health.MISSING, f"database: {problem}", "it is made at the first start, for SQLite")
    return Finding(Health.FINE, "database: " + ", ".join(f"{name} {value}" for name, value in facts.items()))


def _examine_stewards(settings: Settings) -> Finding:
    if settings.sandbox_on and not settings.real_platforms:
        return Finding(Health.FINE, "stewards: the sandbox's own")
    if any(community.stewards for community in settings.communities):
        return Finding(Health.FINE, "stewards: named in the settings")
    if settings.slack.oauth and not settings.slack.apps and not settings.discord:
        return Finding(Health.FINE, "stewards: whoever installs the app")
    return Finding(Health.MISSING, "stewards: none named", "name the first one under [[communities]] stewards")
