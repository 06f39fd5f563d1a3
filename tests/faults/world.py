"""A bot on a file that can be cut off at any failpoint and built anew on exactly what was committed by then."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from bot.app.founding import Founding, found_communities
from bot.core import failpoints
from bot.core.inbound import Inbound
from bot.ports.chat import Answer, Delivery
from bot.ports.store import UnitOfWork
from storage import SqlStorage, open_storage, upgrade
from tests.app.platform import FakePlatform
from tests.app.stage import AMINA, COMMUNITY, FEATURES, JOAO, SARA, found_pods
from tests.support.bot import BotUnderTest
from tests.support.clock import FrozenClock
from tests.support.vault import SEALER

T = TypeVar("T")


class Dead(BaseException):
    """The process is no more; nothing may catch this."""


class World:
    """The bot's process, its files, its clock, and a platform that outlives it."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = FrozenClock()
        self.port = FakePlatform("sandbox", COMMUNITY)
        self.port.before = self._refuse_the_dead
        self.acknowledged: set[str] = set()
        self.crashes = 0
        self._folder = folder
        self._file = folder / "0.db"
        shutil.copy(_template(folder.parent), self._file)
        self._dead = False
        self._open()

    def _open(self) -> None:
        async def opening() -> SqlStorage:
            return open_storage(f"sqlite:///{self._file}", self.clock, sealer=SEALER)

        self.storage = self.loop.run_until_complete(opening())
        self.bot = BotUnderTest(self.storage, FEATURES, self.clock, {"sandbox": self.port})

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run something to its end."""
        return self.loop.run_until_complete(doing)

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Read from the store."""
        return self.run(self.storage.read(work))

    async def deliver(self, inbound: Inbound) -> Answer:
        """Deliver, and note whether it was acknowledged by a process that still lived."""
        answer = await self.bot.dispatcher.deliver(inbound)
        if answer.stored and not self._dead:
            self.acknowledged.add(inbound.key)
        return answer

    def crash_during(self, doing: Coroutine[Any, Any, object], name: str, nth: int) -> bool:
        """Do something and die at the nth passing of a failpoint; False if it came to its end before."""
        reached = 0

        def die() -> None:
            nonlocal reached
            reached += 1
            if reached == nth and not self._dead:
                self._dead = True
                self._snapshot()
            if self._dead:
                raise Dead

        failpoints.arm(name, die)
        try:
            self.run(doing)
        except BaseException:
            # Whatever a dying process still says is heard by nobody.
            if not self._dead:
                raise
        finally:
            failpoints.disarm()
        if self._dead:
            self.crashes += 1
            self._bury()
            self._open()
            self._dead = False
            return True
        return False

    async def _refuse_the_dead(self, _delivery: Delivery) -> None:
        """Let nothing reach the platform from a process that is dead, though its threads have not noticed yet."""
        if self._dead:
            raise Dead

    def restart(self) -> None:
        """Stop cleanly and begin again."""
        self._bury()
        self._open()

    def _snapshot(self) -> None:
        """Keep what is committed at this moment: it is what a killed process leaves."""
        target = self._folder / f"{self.crashes + 1}.db"
        with closing(sqlite3.connect(self._file)) as now, closing(sqlite3.connect(target)) as kept:
            now.backup(kept)
        self._file = target

    def _bury(self) -> None:
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self.loop.run_until_complete(asyncio.wait(tasks))
            for task in tasks:
                if not task.cancelled():
                    task.exception()
        self.run(self.storage.close())

    def close(self) -> None:
        """End it all."""
        self._bury()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


def _template(folder: Path) -> Path:
    """Make one database with communities and people in it, to be copied for each world."""
    file = folder / "template.db"
    if file.exists():
        return file
    part = folder / "part.db"
    upgrade(f"sqlite:///{part}")

    async def found() -> None:
        clock = FrozenClock()
        storage = open_storage(f"sqlite:///{part}", clock)
        await found_communities(storage, [Founding(COMMUNITY, stewards=(SARA, AMINA, JOAO))])
        await storage.write(_people, []).result
        await storage.close()

    asyncio.run(found())
    part.rename(file)
    return file


def _people(uow: UnitOfWork) -> None:
    found_pods(uow)
