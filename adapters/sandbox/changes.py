"""Tells whoever looks that something is new, so that open pages are kept up to date."""

import asyncio


class Changes:
    """A count that grows, and a way to wait for it."""

    def __init__(self) -> None:
        self._count = 0
        self.closed = False
        self._waiting: set[asyncio.Event] = set()

    @property
    def count(self) -> int:
        """How many changes there were since the start."""
        return self._count

    def note(self) -> None:
        """Something is new."""
        self._count += 1
        for event in self._waiting:
            event.set()

    def close(self) -> None:
        """Let everybody who waits go, for good."""
        self.closed = True
        self.note()

    async def after(self, count: int, seconds: float) -> None:
        """Wait until there was a change after ``count``, at most so long."""
        if self._count == count and not self.closed:
            event = asyncio.Event()
            self._waiting.add(event)
            try:
                async with asyncio.timeout(seconds):
                    await event.wait()
            except TimeoutError:
                pass
            finally:
                self._waiting.discard(event)
