"""What a platform lacks that another has: the one place where stories and contracts differ, each with its reason."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import pytest


class Capability(StrEnum):
    """Something that a story or a contract may need and not every platform offers."""

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
    TELLS_CHANGES_MEANWHILE = "tells_changes_meanwhile"
    """The platform tells of reactions, edits and deletions while the bot was away once it is back."""
    ROOMS_WITHOUT_BOT = "rooms_without_bot"
    """There are rooms which the bot is not in."""
    REDELIVERS = "redelivers"
    """The platform may tell the same happening several times."""
    CALENDAR = "calendar"
    """The platform has a calendar that everybody in a community sees."""
    COMPUTES = "computes"
    """The platform works things out; none does, so that the core's own work is never handed to one."""
    NAMED_THREADS = "named_threads"
    """A thread is begun for itself, and has a name."""
    KNOWS_POSTS_AGAIN = "knows_posts_again"
    """What is sent a second time under the same key is sent once."""
    KNOWS_ROOMS_AGAIN = "knows_rooms_again"
    """A room that is opened a second time under the same key is opened once."""
    NAMES_FILES = "names_files"
    """The message with which a file was sent is told, and found again."""
    LIMITS_AS_A_WHOLE = "limits_as_a_whole"
    """The platform may ask the bot as a whole, in all its communities, to be slower."""
    CREDENTIALS = "credentials"
    """The platform lets in only who holds its credentials, over a network."""


_NOT_A_PLATFORMS: Final = "what is worked out is the core's own work"

LACKING: Final[Mapping[str, Mapping[Capability, str]]] = {
    "sandbox": {
        Capability.ROOMS_WITHOUT_BOT: "the sandbox's bot is in every room",
        Capability.REDELIVERS: "the sandbox tells each happening once, in the bot's own process",
        Capability.COMPUTES: _NOT_A_PLATFORMS,
        Capability.CREDENTIALS: "the sandbox stands in the bot's own process",
    },
    "slack": {
        Capability.CLOSED_DMS: "in Slack a member cannot refuse an app's messages, only hide them",
        Capability.CALENDAR: "Slack has no calendar of its own; a reminder in the room stands in for it",
        Capability.COMPUTES: _NOT_A_PLATFORMS,
        Capability.NAMED_THREADS: "a Slack thread begins with its first reply, and its message is its name",
        Capability.KNOWS_POSTS_AGAIN: "chat.postMessage takes no key of ours, so a doubt is settled before a resend",
        Capability.KNOWS_ROOMS_AGAIN: "conversations.create takes no key of ours; a name that is taken gets a suffix",
        Capability.NAMES_FILES: "Slack answers with the file, not with its message, which carries no mark of ours",
        Capability.LIMITS_AS_A_WHOLE: "Slack counts by method and workspace",
    },
    "discord": {
        Capability.HOME: "Discord has no page of an app's own; /waiting and /pod mine say the same",
        Capability.TELLS_WHO_ADDED: "a Discord channel only shows who is let in, not who let them in",
        Capability.GUESTS: "a Discord server knows no guests",
        Capability.TELLS_WHO_LEFT: "without the privileged members intent, off by default, Discord does not say",
        Capability.TELLS_WHO_CAME_MEANWHILE: "Discord shows who is let into a channel, and not since when",
        Capability.TELLS_CHANGES_MEANWHILE: "Discord replays nothing; only what was said can be read later",
        Capability.COMPUTES: _NOT_A_PLATFORMS,
        Capability.KNOWS_ROOMS_AGAIN: "Discord takes no key for a channel, and any number of one name",
    },
}


def needs(platform: str, capability: Capability) -> None:
    """Leave a story out where the platform cannot play it, saying why."""
    reason = LACKING[platform].get(capability)
    if reason is not None:
        raise pytest.skip.Exception(f"{platform}: {reason}")
