"""Who tried a lesson and how it went, and who said "me too" or "useful"."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.core.refs import MemberRef
from bot.domain.nuggets.spread import Adoption, Echo
from storage.mapping import Mapper, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.run import Run
from storage.tables.nuggets import adoptions, echoes


class SqlAdoptions(Nouns[Adoption]):
    """Who tried a lesson, and how it went."""

    shape = Shape(Mapper(Adoption, adoptions), adoptions, lasting=("nugget",))

    def of_nugget(self, nugget: str) -> Sequence[Adoption]:
        """Give what stands of a nugget's adoptions, newest first."""
        standing = (adoptions.c.nugget == nugget, ~adoptions.c.withdrawn)
        return self._all(self.run.rows(self.shape.query().where(*standing).order_by(adoptions.c.seq.desc())))

    def of_member(self, member: MemberRef) -> Sequence[Adoption]:
        """Give those that a member told of, newest first."""
        query = self.shape.query().where(adoptions.c.by == text_of(member)).order_by(adoptions.c.seq.desc())
        return self._all(self.run.rows(query))


class SqlEchoes:
    """One press each: "me too", "useful"."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add(self, nugget: str, member: MemberRef, echo: Echo, at: datetime) -> bool:
        """Note it; False if it was noted already."""
        row = {"nugget": nugget, "member": text_of(member), "echo": echo.value, "at": micros(at)}
        return self.run.change(self.run.dialect.insert(echoes).values(**row).on_conflict_do_nothing()) == 1

    def count(self, nugget: str, echo: Echo) -> int:
        """Count those who said so."""
        query = select(func.count()).where(echoes.c.nugget == nugget, echoes.c.echo == echo.value)
        return int(self.run.rows(query)[0][0])

    def of_member(self, member: MemberRef) -> Sequence[tuple[str, Echo]]:
        """Give (nugget, echo) of a member, oldest first."""
        query = select(echoes.c.nugget, echoes.c.echo).where(echoes.c.member == text_of(member)).order_by(echoes.c.seq)
        return [(nugget, Echo(echo)) for nugget, echo in self.run.rows(query)]

    def forget(self, member: MemberRef) -> None:
        """Remove what a member pressed."""
        self.run.change(delete(echoes).where(echoes.c.member == text_of(member)))
