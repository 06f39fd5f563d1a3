"""Discord's ids as references, and back.

A message inside a thread is ``<thread>.<message>`` in the room that the thread hangs under, so that whatever is
said in a pod's threads is said in the pod's room, and the message can still be found. A thread is named by the
message that began it, whose id is also the thread's.
"""

from datetime import UTC, datetime
from typing import Final

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef

PLATFORM: Final = "discord"
_EPOCH_MS: Final = 1_420_070_400_000


def community(guild: str) -> CommunityRef:
    """Name a server."""
    return CommunityRef(PLATFORM, guild)


def member(guild: str, user: str) -> MemberRef:
    """Name a member of a server."""
    return MemberRef(community(guild), user)


def room(guild: str, channel: str, parent: str = "") -> RoomRef:
    """Name a channel; a thread counts as the channel it hangs under."""
    return RoomRef(community(guild), parent or channel)


def message(guild: str, channel: str, message_id: str, parent: str = "") -> MessageRef:
    """Name a message; ``parent`` is the channel a thread hangs under, where ``channel`` is a thread."""
    if parent:
        return MessageRef(room(guild, parent), f"{channel}.{message_id}")
    return MessageRef(room(guild, channel), message_id)


def begun_by(guild: str, thread: str, parent: str) -> MessageRef:
    """Name a thread by the message that began it."""
    return MessageRef(room(guild, parent), thread)


def where(ref: MessageRef) -> tuple[str, str]:
    """Give the channel (or thread) in which a message stands, and its id there."""
    thread, dot, inside = ref.message.partition(".")
    return (thread, inside) if dot else (ref.room.room, ref.message)


def thread_of(ref: MessageRef) -> str:
    """Give the thread that a message began, or in which it stands."""
    return ref.message.partition(".")[0]


def moment(snowflake: str) -> datetime:
    """Tell when an id was made."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + _EPOCH_MS) / 1000, UTC)


def snowflake(moment: datetime) -> int:
    """Give the first id that could have been made at a moment."""
    return max(0, int(moment.timestamp() * 1000) - _EPOCH_MS) << 22
