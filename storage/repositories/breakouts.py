"""The groups in which people of a lab work apart."""

from collections.abc import Sequence

from sqlalchemy import or_

from bot.core.refs import MemberRef
from bot.domain.labs.breakout import Breakout
from storage.mapping import Mapper, text_of
from storage.repositories.base import Nouns, Shape
from storage.repositories.labs import names
from storage.tables.labs import breakouts


class SqlBreakouts(Nouns[Breakout]):
    """The groups in which people work apart."""

    shape = Shape(Mapper(Breakout, breakouts), breakouts, lasting=("lab", "round", "number"))

    def of_lab(self, lab: str) -> Sequence[Breakout]:
        """Give all groups of a lab, by round and number."""
        query = self.shape.query().where(breakouts.c.lab == lab)
        return self._all(self.run.rows(query.order_by(breakouts.c.round, breakouts.c.number)))

    def naming(self, member: MemberRef) -> Sequence[Breakout]:
        """Give those that somebody is or was in, reports of or wrote for, oldest first; to export and to forget."""
        who = text_of(member)
        named = or_(breakouts.c.rapporteur == who, breakouts.c.noted_by == who, names(member, breakouts.c.members))
        return self._all(self.run.rows(self.shape.query().where(named).order_by(breakouts.c.seq)))
