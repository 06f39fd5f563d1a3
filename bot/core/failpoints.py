"""Named places where a test may make the world break: stall, raise, or kill the process.

Unarmed, reaching one costs a look at an empty dictionary. The names are part of what the tests promise to try.
"""

from collections.abc import Callable
from typing import Final

NAMES: Final = frozenset(
    {
        "dispatch.handler",
        "dispatch.before_answer",
        "writer.before_seal",
        "writer.sealed",
        "writer.before_commit",
        "writer.committed",
        "relay.leased",
        "relay.performed",
        "relay.noted",
        "schedule.claimed",
        "migration.step",
    }
)

_armed: dict[str, Callable[[], None]] = {}


def arm(name: str, action: Callable[[], None]) -> None:
    """Have this happen whenever the place is reached; ValueError for a name that there is not."""
    if name not in NAMES:
        raise ValueError(f"no failpoint {name!r}")
    _armed[name] = action


def disarm() -> None:
    """Let everything work again."""
    _armed.clear()


def reach(name: str) -> None:
    """Mark the place."""
    if _armed and (action := _armed.get(name)) is not None:
        action()
