"""Everything at once: failing, conflicting, interrupted and withdrawn work in shared batches, by seeded chance.

Whoever was told "done" finds their work stored, once; whoever was told anything else finds nothing of it.
"""

import asyncio
import contextlib
import random
from typing import Any

import pytest

from bot.core.errors import Conflict
from bot.ports.store import Progress, UnitOfWork
from storage import SqlStorage, upgrade, verify
from tests.storage.databases import HERE, opened
from tests.storage.gate import PATIENCE, driver_in
from tests.storage.nouns import NOW, Happened, a_direct, a_member, member

PIECES = 250


class Work:
    """One piece of work with a mind of its own. ``trouble`` befalls its first run, or every one."""

    def __init__(self, name: str, trouble: str, *, always: bool) -> None:
        self.name, self.trouble, self.always = name, trouble, always
        self.runs = 0

    def __call__(self, uow: UnitOfWork) -> str:
        self.runs += 1
        who = member(self.name)
        uow.members.put(a_member(who))
        if self.always or self.runs == 1:
            self._befall(uow)
        uow.events.append(HERE, Happened(about="R-1", words=self.name), who, NOW)
        uow.outbox.put(HERE, f"out:{self.name}", f"@{who}", a_direct(who), "", "", NOW)
        return self.name

    def passes(self) -> bool:
        """Tell whether it befell it once, where it could be run again: whoever breaks off alone is told so."""
        return not self.always and (self.trouble in ("", "conflict") or (self.trouble == "break off" and self.runs > 1))

    def _befall(self, uow: UnitOfWork) -> None:
        match self.trouble:
            case "raise":
                raise LookupError
            case "conflict":
                raise Conflict
            case "exit":
                raise SystemExit
            case "break off":
                driver_in(uow).execute("ROLLBACK")
            case "statement" | "swallowed statement":
                caught = (
                    contextlib.suppress(Exception) if self.trouble.startswith("swallowed") else contextlib.nullcontext()
                )
                with caught:
                    uow.due.put(HERE, None, None, NOW)  # type: ignore[arg-type] # what the database refuses
            case _:
                pass


TROUBLES = ("", "", "", "raise", "conflict", "exit", "break off", "statement", "swallowed statement")


async def one(store: SqlStorage, work: Work, chance: random.Random) -> Any:
    """Have it done, or withdraw it at some moment; gives what was told."""
    ticket = store.write(work, [HERE])
    for _ in range(chance.randrange(10)):
        await asyncio.sleep(0)
    if chance.random() < 0.3 and ticket.withdraw():
        assert ticket.progress is Progress.WITHDRAWN
        return "withdrawn"
    done, _ = await asyncio.wait({ticket.result}, timeout=PATIENCE)
    assert done, "it was never told how it ended"
    return ticket.result.exception() or ticket.result.result()


@pytest.mark.parametrize("seed", range(4))
async def test_what_was_told_is_what_is_stored(fresh: str, seed: int) -> None:
    chance = random.Random(seed)
    upgrade(fresh)
    works = [Work(f"w{number}", chance.choice(TROUBLES), always=chance.random() < 0.5) for number in range(PIECES)]
    async with opened(fresh) as store:
        told = await asyncio.gather(*(one(store, work, chance) for work in works))

        def look(uow: UnitOfWork) -> list[tuple[bool, bool]]:
            return [
                (uow.members.get(member(work.name)) is not None, uow.outbox.get(f"out:{work.name}") is not None)
                for work in works
            ]

        stored = await store.read(look)
        for work, end, found in zip(works, told, stored, strict=True):
            done = end == work.name
            assert found == (done, done), (work.name, work.trouble, work.always, end)
        lines = await store.read(lambda uow: uow.events.about(["R-1"], limit=2 * PIECES))
        assert sorted(line.payload for line in lines) == sorted(
            f'{{"words":"{end}"}}' for end in told if end in names(works)
        )
        passed = {work.name: end for work, end in zip(works, told, strict=True) if work.passes() and end != "withdrawn"}
        assert passed == {name: name for name in passed}, "trouble that passes is nobody's end"
    assert verify(fresh) == []


def names(works: list[Work]) -> set[str]:
    return {work.name for work in works}
