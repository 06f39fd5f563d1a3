"""The names of places in the books: ``@`` a member, ``#`` a room, and where an intent goes."""

from typing import Final

from bot.core.intents import (
    Admit,
    CloseRoom,
    Compute,
    Direct,
    Edit,
    Expel,
    Intent,
    LookUpMember,
    OpenRoom,
    Pin,
    Post,
    PublishHome,
    ReadThread,
    Retract,
    ScheduleEvent,
    SendFile,
    StartThread,
)
from bot.core.refs import MemberRef, RoomRef
from bot.ports.ledger import Outbox, OutState, Standing

_QUIET: Final = "/quiet"


def place(of: MemberRef | RoomRef) -> str:
    """Name a member's direct messages or a room."""
    return f"@{of}" if isinstance(of, MemberRef) else f"#{of}"


def read_place(name: str) -> MemberRef | RoomRef:
    """Read a place's name; ValueError if it is not one. What follows a slash is a side line of the same place."""
    text = name.split("/", 1)[0]
    match text[:1]:
        case "@":
            return MemberRef.parse(text[1:])
        case "#":
            return RoomRef.parse(text[1:])
        case _:
            raise ValueError(f"not a place: {name!r}")


def quiet(line: str) -> str:
    """Name the line beside this one in which stands what waits for the morning."""
    return f"{line}{_QUIET}"


def line_of(post: Standing) -> str:
    """Say in which line a change to a post stands: behind the post, and once it left where nothing waits overnight."""
    return post.destination.removesuffix(_QUIET) if post.state is OutState.SENT else post.destination


def destination(intent: Intent, key: str, outbox: Outbox) -> str:
    """Say in which line an intent stands; what stands in one line leaves in order."""
    match intent:
        case Post(room=room) | Admit(room=room) | Expel(room=room) | CloseRoom(room=room):
            return place(room)
        case Direct(member=member) | SendFile(member=member):
            return place(member)
        case PublishHome(member=member):
            return f"{place(member)}/home"
        case LookUpMember(member=member):
            return f"{place(member)}/profile"
        case Edit(post=post) | Retract(post=post) | Pin(post=post) | StartThread(post=post):
            row = outbox.standing(post)
            return line_of(row) if row else f"!{post}"
        case ReadThread(thread=thread):
            return f"{place(thread.room)}/threads"
        case ScheduleEvent(community=community, uid=uid):
            # What is said of one event goes in order: a cancellation never overtakes what it cancels.
            return f"!{community}/{uid}"
        case OpenRoom() | Compute():
            return f"!{key}"
