"""Work beside the gateway: in order for each room, side by side between rooms."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

_GRACE_SECONDS: Final = 2.0

Work = Callable[[], Awaitable[object]]

log = structlog.get_logger()


class Lanes:
    """Runs work in tasks that are kept track of. What fails is logged and stops nothing else."""

    def __init__(self) -> None:
        self._tails: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, lane: str, work: Work) -> None:
        """Run work after all that was put in this lane before; an empty lane waits for nothing."""
        before = self._tails.get(lane) if lane else None
        task = asyncio.create_task(self._run(before, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if lane:
            self._tails[lane] = task
            task.add_done_callback(lambda done: self._forget(lane, done))

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return not self._tasks

    async def finish(self) -> None:
        """Let what is under way end within a short time, and stop the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_GRACE_SECONDS)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _forget(self, lane: str, done: asyncio.Task[None]) -> None:
        if self._tails.get(lane) is done:
            del self._tails[lane]

    @staticmethod
    async def _run(before: "asyncio.Task[None] | None", work: Work) -> None:
        if before is not None:
            await asyncio.wait({before})
        try:
            await work()
        except Exception as problem:  # noqa: BLE001 - one payload's trouble must not stop the next.
            # Only the kind is logged: a message or a traceback of it may hold people's words.
            log.error("discord_work_failed", problem=type(problem).__name__)  # noqa: TRY400 - see above.
