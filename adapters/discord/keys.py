"""How one of our own messages is known again by its outbox key.

The nonce makes Discord itself refuse a second copy within minutes. Later the number of the message's first
component tells, which we choose, which Discord keeps, and which nobody sees.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from adapters.discord import limits


def nonce(key: str) -> str:
    """Make the nonce of an outbox key: 25 characters, always the same."""
    return base64.b32encode(hashlib.sha256(key.encode()).digest()).decode()[: limits.NONCE].lower()


def mark(key: str) -> int:
    """Make the number of an outbox key: from 2²⁰ to 2³¹, so that no automatic numbering comes near it."""
    return (int.from_bytes(hashlib.sha256(key.encode()).digest()[-4:], "big") >> 1) | (1 << 20)


def carries(message: Mapping[str, Any], key: str) -> bool:
    """Tell whether a message was made for this outbox key."""
    if not (message.get("author") or {}).get("bot"):
        return False
    first: Mapping[str, Any] = next(iter(message.get("components") or ()), {})
    return message.get("nonce") == nonce(key) or first.get("id") == mark(key)
