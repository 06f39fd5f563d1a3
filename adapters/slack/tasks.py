"""What goes on beside an acknowledgement: kept in hand, so that nothing is lost unseen or left running."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from typing import Any, Final

import structlog

from adapters.slack.log import trace

CLOSING_SECONDS: Final = 2.0

ACKNOWLEDGED: ContextVar[asyncio.Event | None] = ContextVar("slack_acknowledged", default=None)
"""Set by a door for each payload, and by it once the acknowledgement has left."""

log = structlog.get_logger()


async def acknowledged() -> None:
    """Wait until the payload in hand is acknowledged: what its acknowledgement shows must not come after this."""
    left = ACKNOWLEDGED.get()
    if left is not None:
        async with asyncio.timeout(CLOSING_SECONDS):
            await left.wait()


class Tasks:
    """A set of running tasks; one that fails is logged by the kind of its failure."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], what: str) -> None:
        """Begin to work on something that nobody waits for; ``what`` names it in the log."""
        task = asyncio.create_task(work, name=what)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (problem := task.exception()) is not None:
            log.error("slack_task_failed", what=task.get_name(), problem=trace(problem))

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return not self._running

    async def close(self) -> None:
        """Give what still runs a moment to end, then end it."""
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=CLOSING_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
