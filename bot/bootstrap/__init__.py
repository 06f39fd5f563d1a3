"""The composition root: the one place that knows every part, and puts them together."""

from bot.bootstrap.features import FEATURES, menus
from bot.bootstrap.finding import as_plain, find
from bot.bootstrap.problems import Problem
from bot.bootstrap.registering import slack_manifest, sync_discord
from bot.bootstrap.ruling import load_rules
from bot.bootstrap.running import run
from bot.bootstrap.templating import load_template, template_file
from bot.bootstrap.upkeep import backup, examine, upgrade, verify

__all__ = [
    "FEATURES",
    "Problem",
    "as_plain",
    "backup",
    "examine",
    "find",
    "load_rules",
    "load_template",
    "menus",
    "run",
    "slack_manifest",
    "sync_discord",
    "template_file",
    "upgrade",
    "verify",
]
