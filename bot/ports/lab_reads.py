"""What there is to read of labs."""

from typing import Protocol

from bot.ports import harvest
from bot.ports import labs as kept


class LabReads(Protocol):
    """The repositories of labs; a read connection refuses their writes."""

    @property
    def labs(self) -> kept.Labs:
        """The labs."""
        ...

    @property
    def lab_series(self) -> kept.LabSeries:
        """The series that make labs."""
        ...

    @property
    def rsvps(self) -> kept.Rsvps:
        """Who comes."""
        ...

    @property
    def reminder_choices(self) -> kept.ReminderChoices:
        """When members want to be reminded."""
        ...

    @property
    def polls(self) -> kept.Polls:
        """Questions put to those who are there."""
        ...

    @property
    def votes(self) -> kept.Votes:
        """What people chose."""
        ...

    @property
    def breakouts(self) -> kept.Breakouts:
        """The groups in which people work apart."""
        ...

    @property
    def contributions(self) -> kept.Contributions:
        """What people brought to labs."""
        ...

    @property
    def closings(self) -> harvest.Closings:
        """How labs went."""
        ...

    @property
    def outcomes(self) -> harvest.Outcomes:
        """What labs decided, and what is to be done."""
        ...

    @property
    def feedbacks(self) -> harvest.Feedbacks:
        """What people say about labs, as sums."""
        ...
