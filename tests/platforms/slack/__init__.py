"""A fake Slack on the loopback: Web API, Socket Mode, signed HTTP, and the people at their clients."""

from .checks import Breach
from .clock import ManualClock
from .deliveries import Delivery
from .errors import ClientRefused, Unacknowledged
from .faults import (
    ApiError,
    AuthRevoked,
    Drop,
    DropAfterApply,
    RateLimited,
    ServerError,
    Silence,
    Slow,
)
from .interactions import Ack, Submission
from .person import Person, Team
from .server import FakeSlack
from .state import Channel, Message, View

__all__ = [
    "Ack",
    "ApiError",
    "AuthRevoked",
    "Breach",
    "Channel",
    "ClientRefused",
    "Delivery",
    "Drop",
    "DropAfterApply",
    "FakeSlack",
    "ManualClock",
    "Message",
    "Person",
    "RateLimited",
    "ServerError",
    "Silence",
    "Slow",
    "Submission",
    "Team",
    "Unacknowledged",
    "View",
]
