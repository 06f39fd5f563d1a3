"""How long ten thousand who are to be reminded at one moment wait, and what pending reminders cost at a start."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from bot.app.founding import Founding
from bot.bootstrap import FEATURES
from bot.core.ids import derived_id, new_id
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.domain.members import Member
from bot.ports.ledger import OutState
from bot.ports.store import UnitOfWork
from tests.bench.figures import Figures
from tests.domain.labs_of_tests import a_lab, a_when
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

HERE = CommunityRef("slack", "C1")
COMING, PENDING = 10_000, 100_000
PIECE = 1_000
STARTS = 9


def lab_in(days: int, clock: FrozenClock) -> Lab:
    when = a_when(day=(clock.now() + timedelta(days=days)).date())
    who = MemberRef(HERE, "m0")
    return a_lab(id=new_id("L"), community=HERE, when=when, organiser=who, facilitators=(), planned_at=clock.now())


def sign_up(uow: UnitOfWork, lab: Lab, members: list[MemberRef]) -> None:
    for member in members:
        if uow.members.get(member) is None:
            uow.members.put(Member(ref=member, display_name=member.user))
        id_ = derived_id("LR", lab.id, str(member))
        uow.rsvps.add(
            Rsvp(id=id_, lab=lab.id, member=member, answer=Answer.YES, seat=Seat.SEATED, asked_at=lab.planned_at)
        )


async def filled(bot: BotUnderTest, lab: Lab, count: int) -> None:
    await bot.storage.write(lambda uow: uow.labs.add(lab), [HERE]).result
    await bot.storage.write(lambda uow: uow.due.put(HERE, "labs.remind", lab.id, due_of(lab)), [HERE]).result
    for begin in range(0, count, PIECE):
        members = [MemberRef(HERE, f"m{at}") for at in range(begin, begin + PIECE)]
        await bot.storage.write(partial(sign_up, lab=lab, members=members), [HERE]).result


def due_of(lab: Lab) -> datetime:
    return lab.starts_at - timedelta(days=1)


@pytest.mark.bench
async def test_ten_thousand_reminders_due_at_one_moment_are_on_their_way(figures: Figures, tmp_path: Path) -> None:
    clock = FrozenClock()
    url = f"sqlite:///{tmp_path / 'bench.db'}"
    async with bot_under_test(FEATURES, clock, {}, url=url, foundings=[Founding(HERE)]) as bot:
        lab = lab_in(9, clock)
        await filled(bot, lab, COMING)
        clock.moves(seconds=(due_of(lab) - clock.now()).total_seconds())
        begun = perf_counter()
        while await bot.schedule.tick():
            clock.moves(seconds=0.001)
        taken = perf_counter() - begun
        backlog = await bot.storage.read(lambda uow: uow.outbox.backlog())
        assert backlog[OutState.PENDING] == COMING
        figures.add("10,000 reminders due at one moment, until all are in the outbox", taken, "s", at_most=2)


@pytest.mark.bench
async def test_a_hundred_thousand_pending_reminders_cost_a_start_nothing(figures: Figures, tmp_path: Path) -> None:
    """Each of the labs to come has its promise: the bot that starts looks for the next one and runs none."""
    clock = FrozenClock()
    opened: dict[int, float] = {}
    looked: dict[int, float] = {}
    for pending in (0, PENDING):
        url = f"sqlite:///{tmp_path / f'{pending}.db'}"
        async with bot_under_test(FEATURES, clock, {}, url=url, foundings=[Founding(HERE)]) as bot:
            for start in range(0, pending, PIECE):
                await bot.storage.write(partial(promise, start=start, clock=clock), [HERE]).result
        opening, looking = [], []
        for _ in range(STARTS):
            begun = perf_counter()
            async with bot_under_test(FEATURES, clock, {}, url=url, foundings=[Founding(HERE)]) as bot:
                opening.append(perf_counter() - begun)
                begun = perf_counter()
                await bot.schedule.next_due()
                assert await bot.schedule.tick() == 0
                looking.append(perf_counter() - begun)
        opened[pending], looked[pending] = median(opening), median(looking)
    figures.add(
        "finding at a start what is due next, 100,000 reminders pending against none",
        looked[PENDING] / looked[0],
        "×",
        at_most=1.25,
        note=f"medians of {STARTS} starts",
    )
    figures.add(
        "opening a database file with 100,000 pending reminders, more than one without",
        (opened[PENDING] - opened[0]) * 1000,
        "ms",
        note="the look for damage in the file, which goes with its size",
    )


def promise(uow: UnitOfWork, start: int, clock: FrozenClock) -> None:
    for at in range(start, start + PIECE):
        uow.due.put(HERE, "labs.remind", new_id("L"), clock.now() + timedelta(days=1, seconds=at))
