"""A desk in which a machine plays: made once, copied for each program, with what is believed kept beside."""

import itertools
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from bot.app.founding import Founding
from bot.bootstrap import FEATURES
from bot.core.inbound import Inbound
from bot.core.outcome import Outcome
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.desk.desk import Rung
from bot.domain.desk.question import Entry, Question
from bot.domain.desk.working_time import WorkingTime
from bot.ports.store import UnitOfWork
from storage.tables.questions import questions
from storage.unit_of_work import SqlUnitOfWork
from tests.features.helpdesk.steps import OpenDesk, open_desk
from tests.features.platform import RememberingPlatform, delivered
from tests.features.world import Person, World
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

T = TypeVar("T")
Snapshot = list[tuple[Question, tuple[Entry, ...]]]

HERE = CommunityRef("slack", "C1")
STAFF = ("Dina", "Omar")
FOCALS = {"Emil": Rung.EXPERT, "Fatou": Rung.EXPERT, "Chandra": Rung.COUNTRY, "Hana": Rung.HEADQUARTERS}
DESK = (*STAFF, *FOCALS)
NAMELESS = "Nadia"
"""Who never gives her name, so that it stands nowhere but with herself."""

EVERYBODY = (*DESK, "Amina", NAMELESS, "Zoe", "Sara")

_FOUNDINGS = [Founding(HERE, name="Quality")]
_numbers = itertools.count()


@dataclass
class Template:
    """A community with an open desk and those who answer at it, made once and copied for each program."""

    file: Path
    platform: RememberingPlatform
    desk: str
    keys: int


async def make_template(folder: Path) -> Template:
    """Let Sara open a desk with two who sort, two who know, and one each in the country and at headquarters."""
    file, clock = folder / "template.db", FrozenClock()
    platform = RememberingPlatform(HERE, clock)
    async with bot_under_test(
        FEATURES, clock, {"slack": platform}, url=f"sqlite:///{file}", foundings=_FOUNDINGS
    ) as bot:
        world = World(bot, platform, clock, HERE)
        desk = await open_desk(world)
        sara = await world.person("Sara", steward=True)
        await sara.uses("/desk staff", desk=desk.desk.id, member=str((await world.person("Omar")).ref))
        for name, rung in FOCALS.items():
            await desk.focal(await world.person(name), rung)
        for name in EVERYBODY:
            await world.person(name)
        return Template(file, platform, desk.desk.id, world.unheard_of)


class Player(Person):
    """Somebody whose gestures are remembered, since they may come again."""

    def __init__(self, community: "Community", ref: MemberRef) -> None:
        super().__init__(community.world, ref)
        self._community = community

    async def _does(self, inbound: Inbound) -> str:
        return self.took(await self._community.deliver(inbound))


class Community:
    """One program's bot, its people with the hours that they work, and the clock."""

    def __init__(self, template: Template, folder: Path) -> None:
        self.template, self.clock = template, FrozenClock()
        self.platform = template.platform.again(self.clock)
        file = folder / f"{next(_numbers)}.db"
        shutil.copy(template.file, file)
        self.url = f"sqlite:///{file}"
        self.running = AsyncExitStack()
        self.effective: list[Inbound] = []

    async def begin(self, begins: datetime, at_desk: WorkingTime, theirs: dict[str, WorkingTime]) -> None:
        """Start the bot on the template's store at this moment, with the desk and its people working at these times."""
        self.clock.moves(seconds=(begins - self.clock.now()).total_seconds())
        self.at_desk, self.theirs = at_desk, theirs
        self.world = World(await self._bot(), self.platform, self.clock, HERE)
        # The template's people have been heard of; keys are never used twice.
        self.world.unheard_of = self.template.keys + 1000
        self.people = {name: Player(self, MemberRef(HERE, name)) for name in EVERYBODY}

        def tell_hours(uow: UnitOfWork) -> None:
            desk = uow.desks.get(self.template.desk)
            assert desk is not None
            uow.desks.save(replace(desk, hours=at_desk.hours, zone=at_desk.zone.key))
            for name, time in theirs.items():
                known = uow.members.get(self.people[name].ref)
                assert known is not None
                uow.members.put(replace(known, working_hours=time.hours, zone=time.zone.key))

        await self.world.bot.storage.write(tell_hours, [HERE]).result
        stored = await self.read(lambda uow: uow.desks.get(self.template.desk))
        assert stored is not None
        self.desk = OpenDesk(self.world, stored, self.people["Dina"])
        await self.world.settles()

    @property
    def now(self) -> datetime:
        """Give the moment."""
        return self.clock.now()

    async def restart(self) -> None:
        """Let the bot stop and begin again."""
        await self.running.aclose()
        self.world.bot = await self._bot()

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Read from the store."""
        return await self.world.bot.storage.read(work)

    async def all_questions(self) -> Snapshot:
        """Give every question there is, oldest first, with all that was said about it."""
        return await self.read(_all_questions)

    async def deliver(self, inbound: Inbound) -> Outcome:
        """Let something come in; what had an effect may come again later."""
        before = await self.all_questions()
        outcome = (await delivered(self.world.bot.dispatcher.deliver, inbound)).outcome
        await self.world.settles()
        if await self.all_questions() != before:
            self.effective.append(inbound)
        return outcome

    async def comes_again(self, inbound: Inbound) -> None:
        """Deliver once more what had its effect already: nothing follows from it."""
        before, done = await self.all_questions(), len(self.platform.done)
        await delivered(self.world.bot.dispatcher.deliver, inbound)
        await self.world.settles()
        assert await self.all_questions() == before
        assert self.platform.done[done:] == []

    async def _bot(self) -> BotUnderTest:
        opened = bot_under_test(FEATURES, self.clock, {"slack": self.platform}, url=self.url, foundings=_FOUNDINGS)
        return await self.running.enter_async_context(opened)


def _all_questions(uow: UnitOfWork) -> Snapshot:
    assert isinstance(uow, SqlUnitOfWork)
    ids = [row[0] for row in uow.run.rows(select(questions.c.id).order_by(questions.c.seq))]
    found = [question for question in map(uow.questions.get, ids) if question is not None]
    return [(question, tuple(uow.entries.of_question(question.id))) for question in found]
