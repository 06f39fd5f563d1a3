"""A community in which a machine plays: made once, copied for each program, with what is believed kept beside."""

import itertools
import shutil
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from bot.app.founding import Founding
from bot.bootstrap import FEATURES
from bot.core.inbound import CommandUsed, Inbound, ReactionAdded, ShortcutUsed
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.nugget import Nugget
from bot.ports.store import UnitOfWork
from storage.tables.nuggets import nuggets
from storage.unit_of_work import SqlUnitOfWork
from tests.features.nuggets.believed import Believed, Story
from tests.features.platform import RememberingPlatform, delivered
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

T = TypeVar("T")

HERE = CommunityRef("slack", "C1")
OPEN_ROOM = RoomRef(HERE, "general")
INSIDE = ("Amina", "Bintou", "Chandra")
EVERYBODY = ("Joao", "Sara", *INSIDE, "Zoe", "Gus")

_FOUNDINGS = [Founding(HERE, name="Quality")]
_numbers = itertools.count()


@dataclass
class Template:
    """A community with an open pod and people in and outside it, made once and copied for each program."""

    file: Path
    platform: RememberingPlatform
    pod: str
    room: RoomRef
    keys: int


async def make_template(folder: Path) -> Template:
    """Let Joao and Sara open a pod, and three people join it; Zoe and a guest stay outside."""
    file, clock = folder / "template.db", FrozenClock()
    platform = RememberingPlatform(HERE, clock)
    async with bot_under_test(
        FEATURES, clock, {"slack": platform}, url=f"sqlite:///{file}", foundings=_FOUNDINGS
    ) as bot:
        world = World(bot, platform, clock, HERE)
        pod = await open_pod(world)
        for name in INSIDE:
            await pod.joins(await world.person(name))
        for name in EVERYBODY:
            await world.person(name, guest=name == "Gus")
        return Template(file, platform, pod.id, await pod.room(), world.unheard_of)


class Community:
    """One program's bot and its people, and what is believed of their stories."""

    def __init__(self, template: Template, folder: Path) -> None:
        self.template, self.clock = template, FrozenClock()
        self.platform = template.platform.again(self.clock)
        file = folder / f"{next(_numbers)}.db"
        shutil.copy(template.file, file)
        self.url = f"sqlite:///{file}"
        self.running = AsyncExitStack()
        self.stories: list[Story] = []
        self.believed: dict[str, Believed] = {}
        self.speakers: dict[str, str] = {}
        self.deleted: set[str] = set()
        self.taken_back: set[str] = set()
        self.inside = {*INSIDE, "Joao"}
        self.forgotten: set[str] = set()
        self.effective: list[Inbound] = []

    async def begin(self) -> None:
        """Start the bot on the template's store."""
        self.world = World(await self._bot(), self.platform, self.clock, HERE)
        # The template's people have been heard of; keys are never used twice.
        self.world.unheard_of = self.template.keys + 1000
        self.people = {name: Person(self.world, MemberRef(HERE, name)) for name in EVERYBODY}

    async def restart(self) -> None:
        """Let the bot stop and begin again."""
        await self.running.aclose()
        self.world.bot = await self._bot()

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Read from the store."""
        return await self.world.bot.storage.read(work)

    async def nugget(self, nugget_id: str) -> Nugget:
        """Give a nugget as it is stored."""
        found = await self.read(lambda uow: uow.nuggets.get(nugget_id))
        assert isinstance(found, Nugget)
        return found

    async def use(self, who: str, name: str, values: Mapping[str, str]) -> None:
        """Use a command twice, as who presses twice; what had an effect may come again later."""
        for _ in range(2):
            before = await self.all_nuggets()
            used = CommandUsed(
                key=self.world.key(),
                community=HERE,
                at=self.clock.now(),
                actor=self.people[who].ref,
                name=name,
                values=values,
            )
            await self._deliver(used)
            if await self.all_nuggets() != before:
                self.effective.append(used)

    async def comes_again(self, inbound: Inbound) -> None:
        """Deliver once more what had its effect already."""
        before = await self.all_nuggets()
        await self._deliver(inbound)
        assert await self.all_nuggets() == before

    async def all_nuggets(self) -> list[Nugget]:
        """Give every nugget there is, oldest first."""
        return await self.read(_all_nuggets)

    async def gesture(self, who: str, story: Story, at: int, how: str) -> None:
        person, message, key, now = self.people[who].ref, story.messages[at], self.world.key(), self.clock.now()
        inbound: Inbound = ReactionAdded(key=key, community=HERE, at=now, actor=person, message=message.ref, emoji="🌱")
        if how == "shortcut":
            inbound = ShortcutUsed(
                key=key,
                community=HERE,
                at=now,
                actor=person,
                name="nuggets.capture",
                message=message.ref,
                thread=story.messages[0].ref,
                author=self.people[message.by].ref,
                text="" if message.gone else message.text,
            )
        before = await self.all_nuggets()
        await delivered(self.world.bot.dispatcher.deliver, inbound)
        if await self.all_nuggets() != before:
            self.effective.append(inbound)

    async def consent(self, nugget_id: str, who: str) -> Consent | None:
        ref = self.people[who].ref
        return await self.read(lambda uow: uow.consents.of(nugget_id, ref))

    async def consents_of(self, who: str) -> list[Consent]:
        ref = self.people[who].ref
        return await self.read(lambda uow: list(uow.consents.of_member(ref)))

    async def _deliver(self, inbound: Inbound) -> None:
        await delivered(self.world.bot.dispatcher.deliver, inbound)
        await self.world.settles()

    def mark(self, who: str) -> str:
        mark = f"qz{len(self.speakers)}z"
        self.speakers[mark] = who
        return mark

    async def _bot(self) -> BotUnderTest:
        opened = bot_under_test(FEATURES, self.clock, {"slack": self.platform}, url=self.url, foundings=_FOUNDINGS)
        return await self.running.enter_async_context(opened)


def _all_nuggets(uow: UnitOfWork) -> list[Nugget]:
    assert isinstance(uow, SqlUnitOfWork)
    ids = [row[0] for row in uow.run.rows(select(nuggets.c.id).order_by(nuggets.c.seq))]
    return [nugget for nugget in map(uow.nuggets.get, ids) if nugget is not None]
