"""What has happened to labs, and to what somebody answered. None of them holds a word of a lab, or names who comes."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event
from bot.domain.labs.lab import Lab

Change = tuple[Lab, tuple[Event, ...]]
"""What becomes of a lab, and what has happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabScheduled(Event):
    """Somebody planned it, and people can sign up."""

    tag: ClassVar[str] = "lab:scheduled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabChanged(Event):
    """Its plan was changed."""

    tag: ClassVar[str] = "lab:changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabMoved(Event):
    """It was moved to another time."""

    tag: ClassVar[str] = "lab:moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabCancelled(Event):
    """It does not take place."""

    tag: ClassVar[str] = "lab:cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabOpened(Event):
    """It has begun."""

    tag: ClassVar[str] = "lab:opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabEnded(Event):
    """The session is over, and what stays of it is put together."""

    tag: ClassVar[str] = "lab:ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabClosed(Event):
    """All is put together and told."""

    tag: ClassVar[str] = "lab:closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersDropped(Event):
    """So many reminders of it came too late to help anybody, and were not sent."""

    tag: ClassVar[str] = "lab:reminders_dropped"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersHushed(Event):
    """Somebody wants no more reminders of it."""

    tag: ClassVar[str] = "lab:reminders_hushed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersChosen(Event):
    """Somebody chose when they want to be reminded of labs."""

    tag: ClassVar[str] = "lab:reminders_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOpened(Event):
    """Somebody made an address that their calendar fetches their labs from."""

    tag: ClassVar[str] = "lab:feed_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedClosed(Event):
    """Somebody ended their calendar's address."""

    tag: ClassVar[str] = "lab:feed_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBegun(Event):
    """From now on labs are planned by a rule."""

    tag: ClassVar[str] = "lab:series_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChanged(Event):
    """Its further labs are planned otherwise, or held at another time."""

    tag: ClassVar[str] = "lab:series_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesStopped(Event):
    """It plans no more labs."""

    tag: ClassVar[str] = "lab:series_stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersChanged(Event):
    """Others lead it now, or are asked to, or nobody does."""

    tag: ClassVar[str] = "lab:leaders_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAsked(Event):
    """Somebody was asked to lead it."""

    tag: ClassVar[str] = "lab:lead_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDeclined(Event):
    """Somebody said that they cannot lead it."""

    tag: ClassVar[str] = "lab:lead_declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritersNamed(Event):
    """It was said who writes down what comes of it."""

    tag: ClassVar[str] = "lab:writers_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTakenUp(Event):
    """Whoever leads it went on to an item of its agenda, by its place from 0."""

    tag: ClassVar[str] = "lab:item_taken_up"
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended(Event):
    """Somebody said that they are there."""

    tag: ClassVar[str] = "rsvp:attended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOpened(Event):
    """A question with a few answers was put to those who are there."""

    tag: ClassVar[str] = "poll:opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted(Event):
    """Somebody chose an answer of a poll."""

    tag: ClassVar[str] = "poll:voted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollClosed(Event):
    """A poll takes no more answers."""

    tag: ClassVar[str] = "poll:closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed(Event):
    """Somebody said something to an item of its agenda."""

    tag: ClassVar[str] = "lab:contributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpChanged(Event):
    """Whoever leads it closed sign-up, opened it again, or said until when it is open."""

    tag: ClassVar[str] = "lab:sign_up_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """Somebody said whether they come, or thought again; ``about`` is their answer, here and below."""

    tag: ClassVar[str] = "rsvp:answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatOffered(Event):
    """A seat that was freed is held for the next in line."""

    tag: ClassVar[str] = "rsvp:seat_offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTaken(Event):
    """Somebody took the seat that was offered to them."""

    tag: ClassVar[str] = "rsvp:seat_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatGiven(Event):
    """A seat that was freed went to the next in line, who was not asked again."""

    tag: ClassVar[str] = "rsvp:seat_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEnded(Event):
    """An offer was not answered in time, or taken back."""

    tag: ClassVar[str] = "rsvp:offer_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtAhead(Event):
    """Somebody sent something to a lab before the session, or put other words in its place; ``about`` is that."""

    tag: ClassVar[str] = "lab:brought_ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack(Event):
    """Somebody took back what they had brought."""

    tag: ClassVar[str] = "lab:taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack(Event):
    """Who leads it answered questions about how it went."""

    tag: ClassVar[str] = "lab:looked_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingAnnounced(Event):
    """Who leads it was told that it will be closed by itself."""

    tag: ClassVar[str] = "lab:closing_announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    """Somebody who was there said how it was; what they said is only in the sums."""

    tag: ClassVar[str] = "lab:feedback_given"
