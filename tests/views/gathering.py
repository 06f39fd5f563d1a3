"""All that the features can show: every way, view, job and result, on every object, for everybody.

Found through the catalogue, so that what a feature adds is here without anybody's doing. Each is tried in a
transaction that is undone, so that none depends on another.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import count, product
from typing import Any, Final, cast

from bot.app.catalogue import Catalogue
from bot.app.context import WritingContext
from bot.app.home import build
from bot.app.reading import ReadingContext
from bot.app.resolve import ask_which
from bot.app.route import route
from bot.core.content import Content
from bot.core.errors import Refusal
from bot.core.inbound import (
    ActionPressed,
    Delivered,
    Inbound,
    JobDue,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    Refused,
    RoomChanged,
    ThreadDeleted,
)
from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.core.text import t
from bot.core.tokens import Token
from bot.ports.feature import Hears, Job, Kind, Query, Way
from bot.ports.store import UnitOfWork
from tests.views.scenery import Scenery
from tests.views.trying import Overheard, Shown, Try

FIX: Final = t("Move my role up in the list of roles.")
LATER: Final = (timedelta(), timedelta(days=400))
"""When a promise is kept: in time, or when much has gone by."""


class _Undone(Exception):
    """Rolls back what was tried."""


class Gathering:
    """Tries everything in one scenery; ``shown`` is what was shown."""

    def __init__(self, scenery: Scenery) -> None:
        self._scenery = scenery
        self._world = scenery.world
        self._people = [person.ref for person in scenery.people]
        self._catalogue: Catalogue = scenery.world.bot.catalogue
        self._numbers = count(1)
        self.shown: list[Shown] = []

    async def everything(self) -> None:
        """Go through the catalogue."""
        for kind in self._catalogue.kinds.values():
            on_it = [way for way in self._catalogue.ways.values() if way.on is kind and way.command]
            self.shown += [Shown(f"which {kind.param}", ask_which(way)) for way in on_it[:1]]
        for way in self._catalogue.ways.values():
            await self._way(way)
        self.shown += await self._world.bot.storage.read(lambda uow: [*self._views(uow), *self._homes(uow)])
        for job in self._catalogue.jobs.values():
            await self._job(job)
        for hears in self._catalogue.hears.values():
            await self._result(hears)
        for happening in self.happenings():
            await self._runs(f"on {type(happening).__name__}", happening, partial(route, happening, self._catalogue))

    async def objects(self, kind: Kind[Any]) -> list[str]:
        """Give what there is of a kind."""
        about = self._scenery.objects
        return await self._world.bot.storage.read(lambda uow: [one for one in about if kind.get(uow, one) is not None])

    def happenings(self) -> Iterator[Inbound]:
        """Give what people may do in a room past the bot."""
        room, leading = self._scenery.room, self._people[0]
        for member in self._people:
            for by in (None, leading, member):
                yield MemberJoined(**self._given(), member=member, room=room, by=by)
            yield MemberLeft(**self._given(), member=member)
            yield MemberLeft(**self._given(), member=member, room=room)
        yield RoomChanged(**self._given(), room=room, gone=True)
        yield MessagePosted(**self._given(), author=leading, message=MessageRef(room, "m1"), text="Hello")
        yield MessagePosted(**self._given(), author=leading, message=MessageRef(room, "m2"), text="Hello", direct=True)

        for thread in self._world.platform.threads.values():
            message = thread[-1].message
            for member in self._people:
                yield ReactionAdded(**self._given(), actor=member, message=message, emoji="🌱")
            yield MessageEdited(**self._given(), message=message, text="It was less than that")
            yield MessageDeleted(**self._given(), message=message)
            yield ThreadDeleted(**self._given(), thread=message)

    async def _way(self, way: Way[Any]) -> None:
        for about, member in await self._world.bot.storage.read(partial(self._open_to, way)):
            await self._press(Token(way.name, about), member)

    def _open_to(self, way: Way[Any], uow: UnitOfWork) -> list[tuple[str, MemberRef]]:
        """Give on what and by whom it can be done, and one to whom it is not open: they are all told the same."""
        found: dict[bool, list[tuple[str, MemberRef]]] = {True: [], False: []}
        for about in self._scenery.objects if way.on is not None else [""]:
            for member in self._people:
                eyes = self._eyes(uow, member)
                on = way.on.get(uow, about) if way.on is not None else eyes.community
                if on is not None:
                    found[way.may(eyes.viewer, on)].append((about, member))
        return [*found[True], *found[False][:1]]

    async def _press(self, token: Token, member: MemberRef) -> None:
        """Press a button, send what it opens in every way there is, and go on where a page leads on to the next.

        Only what reads has pages: the same action with another number is another choice, and leads back to this one.
        """
        pages = isinstance(self._catalogue.ways[token.action], Query)
        pressed = ActionPressed(**self._given(), actor=member, token=token)
        trying = Try(pressed, self._catalogue, pressed.at, self._people)
        while trying.variant < trying.variants:
            shown: list[Shown] = await self._undone(trying)
            self.shown += shown
            trying.variant += 1
            for one in shown:
                for found in one.what.tokens() if isinstance(one.what, Content) else ():
                    if pages and found.action == token.action and found.extra.isdecimal() and found != token:
                        await self._press(found, member)

    def _views(self, uow: UnitOfWork) -> Iterator[Shown]:
        for place in (*(f"@{member}" for member in self._people), f"#{self._scenery.room}"):
            eyes = self._eyes(uow, None).seen_by(place)
            for view, about in product(self._catalogue.views, self._scenery.objects):
                with suppress(Refusal):
                    if (seen := eyes.render(view, about)) is not None:
                        yield Shown(view, seen, public=place.startswith("#"))

    def _homes(self, uow: UnitOfWork) -> Iterator[Shown]:
        for member in self._people:
            yield Shown("home", build(self._catalogue, self._eyes(uow, member)), home=True)

    async def _job(self, job: Job[Any]) -> None:
        for about in await self.objects(job.on) if job.on else [str(self._world.community)]:
            for later in LATER:
                given = self._given(later)
                due = JobDue(**given, job=job.name, about=about, due_at=given["at"])
                await self._runs(job.name, due, partial(_told, job, due))

    async def _result(self, hears: Hears[Any]) -> None:
        for about in await self.objects(hears.on):
            for heard in self._heard(hears.name, about):
                await self._runs(hears.name, heard, partial(_told, hears, heard))

    def _heard(self, name: str, about: str) -> Iterator[Delivered | Refused]:
        asked: dict[str, Any] = {"intent": "intent", "then": name, "about": about}
        yield Delivered(**self._given(), **asked, made=str(RoomRef(self._world.community, "new")))
        for fix in (None, FIX):
            yield Refused(**self._given(), **asked, reason="restricted_action", fix=fix)

    async def _runs(self, by: str, inbound: Inbound, run: Callable[[WritingContext], object]) -> None:
        def work(uow: UnitOfWork) -> list[Shown]:
            overheard = Overheard(uow)
            run(WritingContext(self._catalogue, uow, inbound.at, inbound))
            return overheard.shown(by)

        self.shown += await self._undone(work)

    async def _undone(self, work: Callable[[UnitOfWork], Any]) -> Any:
        found: list[Any] = []

        def undo(uow: UnitOfWork) -> None:
            found[:] = [work(uow)]
            raise _Undone

        with suppress(_Undone):
            await self._world.bot.storage.write(undo, [self._world.community]).result
        return found[0]

    def _eyes(self, uow: UnitOfWork, member: MemberRef | None) -> ReadingContext:
        return ReadingContext(self._catalogue, uow, self._world.clock.now(), self._world.community, member)

    def _given(self, later: timedelta = timedelta()) -> dict[str, Any]:
        at = self._world.clock.now() + later
        return {"key": f"view/{next(self._numbers)}", "community": self._world.community, "at": at}


def _told(part: Job[Any] | Hears[Any], heard: JobDue | Delivered | Refused, ctx: WritingContext) -> None:
    part.run(part.on.get(ctx.store, heard.about) if part.on else None, cast("Any", heard), ctx)
