"""Who tried a lesson and how it went, who said "me too" or "useful", and what pods were told of it in sum."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from sqlalchemy import bindparam, delete, func, select

from bot.core.refs import MemberRef
from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.spread import Adoption, Echo
from storage.mapping import Mapper, instant, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.repositories.nuggets import READABLE
from storage.run import Fixed, Run
from storage.tables.nuggets import adoptions, echoes, harvests, nuggets

_say: Final = Fixed(
    lambda dialect: (
        dialect.insert(echoes)
        .values({name: bindparam(name) for name in ("about", "member", "echo", "at")})
        .on_conflict_do_nothing()
    )
)


_count: Final = Fixed(
    lambda _: select(func.count()).where(echoes.c.about == bindparam("by_about"), echoes.c.echo == bindparam("by_echo"))
)


class SqlAdoptions(Nouns[Adoption]):
    """Who tried a lesson, and how it went."""

    shape = Shape(Mapper(Adoption, adoptions), adoptions, lasting=("nugget",))
    _of_nugget: ClassVar = shape.where("nugget", also=~adoptions.c.withdrawn, order=(adoptions.c.seq.desc(),))

    def of_nugget(self, nugget: str) -> Sequence[Adoption]:
        """Give what stands of a nugget's adoptions, newest first."""
        return self._all(self.run.rows(self._of_nugget, by_nugget=nugget))

    def of_member(self, member: MemberRef) -> Sequence[Adoption]:
        """Give those that a member told of, newest first."""
        query = self.shape.query().where(adoptions.c.by == text_of(member)).order_by(adoptions.c.seq.desc())
        return self._all(self.run.rows(query))

    def in_pod(self, pod: str, since: datetime, until: datetime, *, limit: int | None = None) -> Sequence[Adoption]:
        """Give what was told before ``until`` of trying what can be read of a pod's nuggets, oldest first."""
        query = (
            self.shape.query()
            .join(nuggets, nuggets.c.id == adoptions.c.nugget)
            .where(nuggets.c.pod == pod, nuggets.c.state.in_(READABLE), nuggets.c.scope.is_not(None))
            .where(~adoptions.c.withdrawn, adoptions.c.at >= micros(since), adoptions.c.at < micros(until))
            .order_by(adoptions.c.seq)
            .limit(limit)
        )
        return self._all(self.run.rows(query))


class SqlEchoes:
    """One press each: "me too", "useful"; about a nugget, or whatever else helps."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add(self, about: str, member: MemberRef, echo: Echo, at: datetime) -> bool:
        """Note it; False if it was noted already."""
        said = self.run.change(_say, about=about, member=text_of(member), echo=echo.value, at=micros(at))
        return said == 1

    def count(self, about: str, echo: Echo) -> int:
        """Count those who said so."""
        return int(self.run.rows(_count, by_about=about, by_echo=echo.value)[0][0])

    def first(self, about: str) -> datetime | None:
        """Give when somebody said so for the first time, or None."""
        at = self.run.rows(select(func.min(echoes.c.at)).where(echoes.c.about == about))[0][0]
        return None if at is None else instant(at)

    def of_member(self, member: MemberRef) -> Sequence[tuple[str, Echo]]:
        """Give (about, echo) of a member, oldest first."""
        query = select(echoes.c.about, echoes.c.echo).where(echoes.c.member == text_of(member)).order_by(echoes.c.seq)
        return [(about, Echo(echo)) for about, echo in self.run.rows(query)]

    def forget(self, member: MemberRef) -> None:
        """Remove what a member pressed."""
        self.run.change(delete(echoes).where(echoes.c.member == text_of(member)))


class SqlHarvests(Nouns[Harvest]):
    """Which spans of pods' lives were summed up in their rooms."""

    shape = Shape(Mapper(Harvest, harvests), harvests, lasting=("community", "pod"))
    _of_pod: ClassVar = shape.where("pod", order=(harvests.c.seq.desc(),))
    _latest: ClassVar = shape.where("pod", order=(harvests.c.seq.desc(),), first=True)

    def of_pod(self, pod: str) -> Sequence[Harvest]:
        """Give a pod's, newest first."""
        return self._all(self.run.rows(self._of_pod, by_pod=pod))

    def latest(self, pod: str) -> Harvest | None:
        """Give a pod's newest, or None."""
        return self._one(self.run.one(self._latest, by_pod=pod))
