"""Polls of labs, and what people chose."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from bot.core.refs import MemberRef
from bot.domain.labs.poll import Poll, Vote
from storage.mapping import Mapper, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.labs import polls, votes


class SqlPolls(Nouns[Poll]):
    """Questions put to those who are there."""

    shape = Shape(Mapper(Poll, polls), polls, lasting=("lab",))

    def of_lab(self, lab: str) -> Sequence[Poll]:
        """Give a lab's polls, oldest first."""
        return self._all(self.run.rows(self.shape.query().where(polls.c.lab == lab).order_by(polls.c.seq)))


class SqlVotes(Nouns[Vote]):
    """What people chose."""

    shape = Shape(Mapper(Vote, votes), votes, lasting=("poll", "member"))

    def of(self, poll: str, member: MemberRef) -> Vote | None:
        """Give what a member chose."""
        where = (votes.c.poll == poll, votes.c.member == text_of(member))
        return self._one(self.run.one(self.shape.query().where(*where)))

    def counted(self, poll: str) -> Mapping[int, int]:
        """Count the votes by option; options that nobody chose are left out."""
        query = select(votes.c.option, func.count()).where(votes.c.poll == poll).group_by(votes.c.option)
        return {row[0]: row[1] for row in self.run.rows(query)}

    def of_member(self, member: MemberRef) -> Sequence[Vote]:
        """Give all that a member chose, oldest first; to export."""
        query = self.shape.query().where(votes.c.member == text_of(member)).order_by(votes.c.seq)
        return self._all(self.run.rows(query))

    def forget(self, member: MemberRef) -> None:
        """Remove what a member chose."""
        self._rewrite(delete(votes).where(votes.c.member == text_of(member)))
