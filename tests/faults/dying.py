"""Processes that are made to die at a failpoint, started from one server that has imported everything already."""

import asyncio
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.core import failpoints
from tests.faults.story import Place, tell

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.dying"])

LONGEST_SECONDS = 60


def die_at(name: str, nth: int) -> None:
    """Arm a failpoint so that the process is killed when it is reached for the nth time."""
    reached = 0

    def count() -> None:
        nonlocal reached
        reached += 1
        if reached == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    failpoints.arm(name, count)


def _tell_and_die(folder: str, run: int, name: str, nth: int) -> None:
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()])
    asyncio.run(tell(Place(Path(folder)), run, lambda: die_at(name, nth)))


def killed_at(place: Place, run: int, name: str, nth: int) -> bool:
    """Tell the story in a process of its own until it dies; False if it came to the end alive."""
    process = _context.Process(target=_tell_and_die, args=(str(place.folder), run, name, nth))
    process.start()
    process.join(LONGEST_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        raise TimeoutError(f"the story hangs at {name}")
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    return process.exitcode == -signal.SIGKILL


async def visits(place: Place) -> Counter[str]:
    """Tell the story undisturbed, and count how often each failpoint is passed."""
    passed: Counter[str] = Counter()

    def counting(name: str) -> Callable[[], None]:
        return lambda: passed.update([name])

    def arm() -> None:
        for name in failpoints.NAMES:
            failpoints.arm(name, counting(name))

    try:
        await tell(place, 0, arm)
    finally:
        failpoints.disarm()
    return passed
