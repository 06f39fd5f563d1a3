"""What came of labs."""

from collections.abc import Sequence

from bot.core.refs import MemberRef
from bot.domain.labs.closing import Closing
from bot.domain.labs.feedback import Feedback
from bot.domain.labs.outcome import Outcome
from storage.mapping import Mapper, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.labs import closings, feedbacks, outcomes


class SqlClosings(Nouns[Closing]):
    """How labs went."""

    shape = Shape(Mapper(Closing, closings), closings, lasting=("lab",))

    def of_lab(self, lab: str) -> Closing | None:
        """Give how a lab went."""
        return self._one(self.run.one(self.shape.query().where(closings.c.lab == lab)))


class SqlOutcomes(Nouns[Outcome]):
    """What labs decided, and what is to be done."""

    shape = Shape(Mapper(Outcome, outcomes), outcomes, lasting=("lab",))

    def of_lab(self, lab: str) -> Sequence[Outcome]:
        """Give what came of a lab and was not taken out, oldest first."""
        query = self.shape.query().where(outcomes.c.lab == lab, outcomes.c.gone.is_(False))
        return self._all(self.run.rows(query.order_by(outcomes.c.seq)))

    def owned_by(self, member: MemberRef) -> Sequence[Outcome]:
        """Give what somebody has or had to do, oldest first."""
        query = self.shape.query().where(outcomes.c.owner == text_of(member))
        return self._all(self.run.rows(query.order_by(outcomes.c.seq)))


class SqlFeedbacks(Nouns[Feedback]):
    """What people say about labs, as sums."""

    shape = Shape(Mapper(Feedback, feedbacks), feedbacks, lasting=("lab",))

    def of_lab(self, lab: str) -> Feedback | None:
        """Give the sums of a lab."""
        return self._one(self.run.one(self.shape.query().where(feedbacks.c.lab == lab)))
