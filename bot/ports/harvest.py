"""What is kept of what came of labs."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.refs import MemberRef
from bot.domain.labs.closing import Closing
from bot.domain.labs.feedback import Feedback
from bot.domain.labs.outcome import Outcome
from bot.ports.repositories import Repository


class Closings(Repository[Closing], Protocol):
    """How labs went, in the words of who leads them."""

    def of_lab(self, lab: str) -> Closing | None:
        """Give how a lab went."""
        ...


class Outcomes(Repository[Outcome], Protocol):
    """What labs decided, and what is to be done."""

    def of_lab(self, lab: str) -> Sequence[Outcome]:
        """Give what came of a lab and was not taken out, oldest first; for who may see the lab."""
        ...

    def owned_by(self, member: MemberRef) -> Sequence[Outcome]:
        """Give what somebody has or had to do, oldest first; to export, to give back and to forget."""
        ...


class Feedbacks(Repository[Feedback], Protocol):
    """What people say about labs, as sums."""

    def of_lab(self, lab: str) -> Feedback | None:
        """Give the sums of a lab."""
        ...
