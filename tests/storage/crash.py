"""A process that dies by SIGKILL at a failpoint; run by tests as ``python -m tests.storage.crash``."""

import asyncio
import os
import signal
import subprocess
import sys

from bot.core import failpoints
from bot.ports.ledger import Seen
from bot.ports.store import UnitOfWork
from storage import open_storage, upgrade
from tests.storage.databases import HERE
from tests.storage.nouns import AMINA, NOW, Happened, a_direct, a_member
from tests.support.clock import FrozenClock

KEY = "event:1"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def approve(uow: UnitOfWork) -> str:
    """Do one inbound's work: all of it or nothing must be found afterwards."""
    if uow.inbox.take(HERE, KEY, NOW) is not None:
        return "already"
    uow.members.put(a_member(AMINA))
    uow.events.append(HERE, Happened(about="R-1", words="x"), AMINA, NOW)
    uow.outbox.put(HERE, "out:1", f"@{AMINA}", a_direct(AMINA), "", "", NOW)
    uow.inbox.close(HERE, KEY, Seen("Reply"))
    return "done"


def found(uow: UnitOfWork) -> list[bool]:
    """Tell which parts of the work are there."""
    return [
        uow.inbox.seen(HERE, KEY) is not None,
        uow.members.get(AMINA) is not None,
        uow.outbox.get("out:1") is not None,
        len(uow.events.about(["R-1"])) == 1,
    ]


async def work_and_die(url: str, place: str) -> None:
    storage = open_storage(url, FrozenClock())
    failpoints.arm(place, die)
    print(await storage.write(approve, [HERE]).result, flush=True)  # noqa: T201 - read by the test


def main() -> None:
    what, url, place = sys.argv[1:]
    if what == "upgrade":
        failpoints.arm(place, die)
        upgrade(url)
    else:
        asyncio.run(work_and_die(url, place))


def killed(what: str, url: str, place: str) -> bool:
    """Run such a process; tells whether it was killed, and not ended otherwise."""
    command = [sys.executable, "-m", "tests.storage.crash", what, url, place]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout == "", f"it answered: {ended.stdout}"
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    return True


if __name__ == "__main__":
    main()
