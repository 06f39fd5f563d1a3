"""conversations.history and conversations.replies."""

from __future__ import annotations

from .errors import SlackError
from .messages import to_json
from .methods import Call, method, page
from .state import Channel, Json, Message


def instant(call: Call, name: str) -> float | None:
    """A moment given as a timestamp."""
    value = call.text(name)
    if value is None:
        return None
    try:
        return float(value)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def within(call: Call, found: list[Message]) -> list[Message]:
    """The messages between `oldest` and `latest`."""
    oldest, latest, inclusive = instant(call, "oldest"), instant(call, "latest"), call.flag("inclusive")

    def inside(message: Message) -> bool:
        at = float(message.ts)
        if inclusive and at in {oldest, latest}:
            return True
        return (oldest is None or at > oldest) and (latest is None or at < latest)

    return [message for message in found if inside(message)]


def readable(call: Call) -> Channel:
    """The channel named, if the app may read it."""
    channel = call.joined_channel()
    call.allow(f"{channel.family}:history")
    return channel


@method("conversations.history")
def history(call: Call) -> Json:
    """A channel's messages, newest first, without the replies in threads."""
    channel = readable(call)
    metadata = call.flag("include_all_metadata")
    shown = [m for m in channel.messages.values() if not m.is_reply or m.subtype == "thread_broadcast"]
    newest_first = list(reversed(within(call, shown)))
    found, cursor = page(newest_first, call, most=999, gives=call.workspace.most_read)
    bodies = [to_json(message, metadata=metadata) for message in found]
    body: Json = {"messages": bodies, "has_more": bool(cursor), "pin_count": len(channel.pins)}
    return body | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


@method("conversations.replies")
def replies(call: Call) -> Json:
    """A thread: its parent first, then the replies, oldest first; of a reply that reply alone.

    Seen by many: slackapi/bolt-python issue 783.
    """
    channel = readable(call)
    named = channel.messages.get(call.need("ts", "thread_not_found"))
    if named is None:
        raise SlackError("thread_not_found")
    metadata = call.flag("include_all_metadata")
    thread = within(call, channel.thread(named.ts))
    found, cursor = page(thread, call, most=999, gives=call.workspace.most_read)
    first = [] if call.text("cursor") else [named]
    bodies = [to_json(message, metadata=metadata) for message in [*first, *found]]
    body: Json = {"messages": bodies, "has_more": bool(cursor)}
    return body | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})
