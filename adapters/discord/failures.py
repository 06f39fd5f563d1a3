"""What Discord refuses, as the outbox understands it, and what a person can do about it."""

from collections.abc import Mapping
from typing import Final

from adapters.discord.rest import ApiRefusal
from bot.core.text import Msg, t
from bot.ports.chat import Disconnected, Failure, Rejected

MISSING_PERMISSION: Final = t(
    "My role on this server lacks a permission. In the server settings, under Roles, give it: View Channels, Send "
    "Messages, Read Message History, Manage Channels, Manage Roles, Manage Threads, Pin Messages and Create Events."
)
NO_ACCESS: Final = t(
    "I cannot see that channel. Add my role to it with View Channel, or move my role above those that hide it."
)
DM_CLOSED: Final = t(
    "They do not take direct messages from this server. They can allow them under Privacy Settings of the server; "
    "until then everything that awaits them stands under /waiting."
)
CHANNELS_FULL: Final = t(
    "This server has as many channels as Discord allows (500). Delete channels that are no longer used, then try again."
)
PINS_FULL: Final = t("This channel has as many pins as Discord allows. Unpin something, then try again.")
EVENTS_FULL: Final = t("This server has as many planned events as Discord allows (100). Remove some, then try again.")
ROOM_FULL: Final = t(
    "This channel names as many members as Discord allows. Open a second pod, or let members in by a role of yours."
)
ROLE_TOO_LOW: Final = t(
    "The role that opens this room stands above mine, so I may not give it. In the server settings, under Roles, move "
    "my role above it."
)
NOT_A_MEMBER: Final = t("They are no longer a member of this server. Invite them to the server first.")
ROOM_GONE: Final = t("The room is gone. Make it again, or close what belonged to it.")
THREAD_LOCKED: Final = t("That thread is locked. Unlock it, or give my role Manage Threads.")

_FIXES: Final[Mapping[int, Msg]] = {
    50001: NO_ACCESS,
    50013: MISSING_PERMISSION,
    30003: PINS_FULL,
    30013: CHANNELS_FULL,
    30038: EVENTS_FULL,
    30060: ROOM_FULL,
    160005: THREAD_LOCKED,
}
_DM_CLOSED: Final = frozenset({50007, 50278})
GONE_PEOPLE: Final = frozenset({10007, 10013})

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, UNKNOWN_OVERWRITE = 10003, 10004, 10008, 10009
ALREADY_A_THREAD, THREAD_ARCHIVED, CHANNEL_FULL = 160004, 50083, 30013


def failure_of(refusal: ApiRefusal) -> Failure:
    """Say what a refusal means for an intent."""
    code = str(refusal.code or refusal.status)
    if refusal.status == 401 or refusal.code == UNKNOWN_GUILD:
        return Disconnected(code)
    if refusal.code in _DM_CLOSED:
        return Rejected("dm_closed", DM_CLOSED)
    if refusal.code in GONE_PEOPLE:
        return Rejected("not_a_member", NOT_A_MEMBER)
    if refusal.code == UNKNOWN_CHANNEL:
        return Rejected(code, ROOM_GONE, room_gone=True)
    fix = _FIXES.get(refusal.code)
    if fix is None and refusal.status == 403:
        fix = MISSING_PERMISSION
    return Rejected(code, fix)
