"""A failpoint at which the world stands still until the test lets it go on."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator

from bot.core import failpoints

LONGEST_SECONDS = 60.0


class Stall:
    """Holds whoever comes to a failpoint; only the first one unless ``always``."""

    def __init__(self, *, always: bool = False) -> None:
        self._reached = threading.Event()
        self._released = threading.Event()
        self._always = always

    def hold(self) -> None:
        """Stand still until released."""
        if self._reached.is_set() and not self._always:
            return
        self._reached.set()
        if not self._released.wait(LONGEST_SECONDS):
            raise TimeoutError("nobody let it go on")

    async def reached(self) -> None:
        """Wait until somebody stands still."""
        if not await asyncio.to_thread(self._reached.wait, LONGEST_SECONDS):
            raise TimeoutError("nobody came to the failpoint")

    def release(self) -> None:
        """Let everybody go on."""
        self._released.set()


@contextlib.contextmanager
def stalled(name: str, *, always: bool = False) -> Iterator[Stall]:
    """Hold a failpoint for a while; afterwards everything goes on and nothing is armed."""
    stall = Stall(always=always)
    failpoints.arm(name, stall.hold)
    try:
        yield stall
    finally:
        stall.release()
        failpoints.disarm()
