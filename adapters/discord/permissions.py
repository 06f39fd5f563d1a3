"""The permissions the bot needs, and those it gives in closed rooms. Source: Discord's "Permissions"."""

from enum import IntFlag
from typing import Final


class Permission(IntFlag):
    """Permission bits."""

    MANAGE_CHANNELS = 1 << 4
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MANAGE_ROLES = 1 << 28
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


P = Permission

WRITE: Final = P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS
READ: Final = P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY
INSIDE: Final = READ | P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS
"""What whoever is let into a closed room may do there."""
NEEDED: Final = (
    READ
    | WRITE
    | P.ATTACH_FILES
    | P.MANAGE_CHANNELS
    | P.MANAGE_ROLES
    | P.MANAGE_THREADS
    | P.CREATE_EVENTS
    | P.PIN_MESSAGES
)
"""What the bot is invited with; never Administrator. Manage Roles is what Discord asks for to let members in."""
