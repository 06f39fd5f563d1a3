"""The features that this bot has."""

from typing import Final

from bot.app.catalogue import Catalogue
from bot.features import deliveries, find, helpdesk, labs, members, nuggets, pods, points, topics, waiting
from bot.features import help as help_feature
from bot.ports.chat import Menus

FEATURES: Final = (
    pods.FEATURE,
    nuggets.FEATURE,
    helpdesk.FEATURE,
    labs.FEATURE,
    topics.FEATURE,
    points.FEATURE,
    find.FEATURE,
    members.FEATURE,
    waiting.FEATURE,
    deliveries.FEATURE,
    help_feature.FEATURE,
)


def menus() -> Menus:
    """Give all commands and shortcuts."""
    return Catalogue(FEATURES).menus
