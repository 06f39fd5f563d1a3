"""A Discord of one's own on loopback, for testing any bot. See README.md beside this file."""

from .answers import Answered, ClientRefused
from .cheat import Cheat
from .clock import ManualClock
from .faults import (
    DropAfterApply,
    Forbidden,
    HoldAnswer,
    RateLimited,
    Refused,
    ServerError,
    Silence,
    Unauthorized,
)
from .guild import GuildDriver
from .permissions import Permission
from .person import Person
from .server import FakeDiscord

__all__ = [
    "Answered",
    "Cheat",
    "ClientRefused",
    "DropAfterApply",
    "FakeDiscord",
    "Forbidden",
    "GuildDriver",
    "HoldAnswer",
    "ManualClock",
    "Permission",
    "Person",
    "RateLimited",
    "Refused",
    "ServerError",
    "Silence",
    "Unauthorized",
]
