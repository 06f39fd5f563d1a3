"""What a platform lacks that another has: the one place where stories may differ, each with its reason."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import pytest


class Capability(StrEnum):
    """Something that a story may need and not every platform offers."""

    HOME = "home"
    """The bot has a page of its own for each person."""
    TELLS_WHO_ADDED = "tells_who_added"
    """The platform says who added somebody to a room by hand."""
    CLOSED_DMS = "closed_dms"
    """People may take no direct messages from the bot."""
    GUESTS = "guests"
    """The platform has guests, who are not full members."""
    TELLS_WHO_LEFT = "tells_who_left"
    """The platform says that somebody has left the community."""
    TELLS_WHO_CAME_MEANWHILE = "tells_who_came_meanwhile"
    """The platform tells who came into a room while the bot was away once it is back."""
    REDELIVERS = "redelivers"
    """The platform may tell the same happening several times."""


LACKING: Final[Mapping[str, Mapping[Capability, str]]] = {
    "sandbox": {
        Capability.REDELIVERS: "the sandbox tells each happening once, in the bot's own process",
    },
    "slack": {
        Capability.CLOSED_DMS: "in Slack a member cannot refuse an app's messages, only hide them",
    },
    "discord": {
        Capability.HOME: "Discord has no page of an app's own; /waiting and /pod mine say the same",
        Capability.TELLS_WHO_ADDED: "a Discord channel only shows who is let in, not who let them in",
        Capability.GUESTS: "a Discord server knows no guests",
        Capability.TELLS_WHO_LEFT: "without the privileged members intent, off by default, Discord does not say",
        Capability.TELLS_WHO_CAME_MEANWHILE: "Discord shows who is let into a channel, and not since when",
    },
}


def needs(platform: str, capability: Capability) -> None:
    """Leave a story out where the platform cannot play it, saying why."""
    reason = LACKING[platform].get(capability)
    if reason is not None:
        raise pytest.skip.Exception(f"{platform}: {reason}")
