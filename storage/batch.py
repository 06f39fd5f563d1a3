"""Several pieces of work in one transaction, each in a savepoint of its own."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.core import failpoints
from bot.core.errors import Conflict
from bot.ports.store import Progress
from storage.dialects import Trouble
from storage.engine import Link, TransactionLost
from storage.queue import Item
from storage.run import Run
from storage.sealing import Entry
from storage.sealing import seal as seal_events
from storage.unit_of_work import SqlUnitOfWork

CONFLICTS: Final = 3
"""How often work is run that meets changed objects, before it is told so."""

log = logging.getLogger(__name__)


class End(Enum):
    """How a batch ended: only STORED is stored; DOUBTFUL may be."""

    STORED = "stored"
    WITHDRAWN = "withdrawn"
    LOST = "lost"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Ended:
    """A batch's end. ``mark`` names its transaction to the database, where that can be asked later."""

    end: End
    trouble: Trouble = Trouble.OTHER
    problem: BaseException | None = None
    mark: str = ""


def run_batch(link: Link, items: Sequence[Item[object]], seal: Callable[[], bool]) -> Ended:
    """Run the items in the open transaction and commit; the transaction is over when this returns."""
    mark = ""
    committing = False
    try:
        entries: list[Entry] = []
        for item in items:
            if item.progress is not Progress.WITHDRAWN:
                run_item(link, item, entries)
        failpoints.reach("writer.before_seal")
        if not seal():
            link.rollback()
            return Ended(End.WITHDRAWN)
        failpoints.reach("writer.sealed")
        seal_events(Run(link), entries)
        mark = link.mark()
        failpoints.reach("writer.before_commit")
        committing = True
        link.commit()
    except TransactionLost as lost:
        return _lost(link, lost.trouble, lost.__cause__ or lost)
    except Exception as problem:  # noqa: BLE001 - judged by what it means; nobody has been answered yet
        trouble = link.dialect.trouble(problem)
        if committing and trouble is Trouble.CUT_OFF:
            return Ended(End.DOUBTFUL, trouble, problem, mark)
        return _lost(link, trouble, problem)
    try:
        failpoints.reach("writer.committed")
    except BaseException as problem:  # noqa: BLE001 - what is stored is stored
        log.warning("after_commit: %s", type(problem).__name__)
    return Ended(End.STORED)


def _lost(link: Link, trouble: Trouble, problem: BaseException) -> Ended:
    try:
        link.rollback()
    except Exception as again:  # noqa: BLE001 - a connection that cannot even do this is replaced
        link.lost = link.dialect.trouble(again)
    return Ended(End.LOST, trouble, problem)


def run_item(link: Link, item: Item[object], entries: list[Entry]) -> None:
    """Run one item in a savepoint; what it raises is its own, what breaks the transaction is everybody's."""
    held = frozenset(link.locked)
    for _ in range(CONFLICTS):
        item.forget()
        uow = SqlUnitOfWork.writing(link, entries)
        link.savepoint()
        try:
            value = item.work(uow)
        except TransactionLost:
            raise
        except BaseException as problem:  # noqa: BLE001 - a handler's failure is its own; the writer goes on
            item.error = problem
        else:
            item.value = value
            item.error = uow.run.problem
        finally:
            uow.run.over = True
            # Should it run again, it takes from the start what it turned out to need.
            item.communities |= link.locked - held
        if item.error is None:
            link.keep()
            item.ran = True
            item.keys = uow.inbox.taken
            entries.extend(uow.appended or ())
            return
        link.undo()
        if not isinstance(item.error, Conflict):
            return
