"""Names that Slack takes for a channel."""

import hashlib
import re
from typing import Final

from adapters.slack import limits

# https://docs.slack.dev/reference/methods/conversations.create: lower case, without spaces or punctuation.
_REFUSED: Final = re.compile(r"[^\w-]+")
_RUNS: Final = re.compile(r"[-_]*-[-_]*")


def room_name(wish: str) -> str:
    """Shape a wished name by Slack's rules; letters of every script stay."""
    name = _RUNS.sub("-", _REFUSED.sub("-", wish.lower())).strip("-_")
    return name[: limits.ROOM_NAME].rstrip("-_") or "room"


def with_suffix(name: str, suffix: str) -> str:
    """Add what tells it from another room of that name, within the length."""
    return f"{name[: limits.ROOM_NAME - len(suffix) - 1].rstrip('-_')}-{suffix}"


def mark(key: str) -> str:
    """Make of an outbox key what may be seen by others: it names nothing, and tells the one intent from all others."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def candidates(wish: str, key: str) -> tuple[str, ...]:
    """Give the names to try, in order: as wished, then with a suffix that always follows from the intent's key."""
    name, suffix = room_name(wish), mark(key)
    return name, with_suffix(name, suffix[:4]), with_suffix(name, suffix[:12])
