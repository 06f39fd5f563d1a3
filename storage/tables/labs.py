"""Labs, the series that make them, who comes, and what people brought."""

from sqlalchemy import Index, UniqueConstraint

from bot.domain.labs.breakout import Breakout
from bot.domain.labs.closing import Closing
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.feedback import Feedback
from bot.domain.labs.lab import Lab
from bot.domain.labs.outcome import Outcome
from bot.domain.labs.poll import Poll, Vote
from bot.domain.labs.reminding import ReminderChoice
from bot.domain.labs.rsvp import Rsvp
from bot.domain.labs.series import Series
from storage.tables.base import text
from storage.tables.nouns import noun_table

labs = noun_table(
    "labs",
    Lab,
    text("audience"),
    Index("ix_labs_audience", "audience", "state", "starts_at"),
    Index("ix_labs_series", "series", "occurrence"),
    Index("ix_labs_organiser", "organiser"),
)

lab_series = noun_table(
    "lab_series",
    Series,
    text("audience"),
    Index("ix_lab_series_audience", "audience"),
    Index("ix_lab_series_organiser", "organiser"),
    letters=2,
)

rsvps = noun_table(
    "rsvps",
    Rsvp,
    Index("ix_rsvps_lab", "lab", "seat", "asked_at"),
    Index("ix_rsvps_member", "member"),
    within={"lab": "labs"},
    named=False,
)

contributions = noun_table(
    "contributions",
    Contribution,
    Index("ix_contributions_lab", "lab", "item"),
    Index("ix_contributions_by", "by"),
    within={"lab": "labs"},
    named=False,
)

reminder_choices = noun_table(
    "reminder_choices", ReminderChoice, Index("ix_reminder_choices_member", "member"), named=False
)

polls = noun_table("polls", Poll, Index("ix_polls_lab", "lab"), within={"lab": "labs"}, letters=2)

breakouts = noun_table(
    "breakouts",
    Breakout,
    Index("ix_breakouts_lab", "lab", "round", "number"),
    within={"lab": "labs"},
    named=False,
)

votes = noun_table(
    "votes",
    Vote,
    UniqueConstraint("poll", "member"),
    Index("ix_votes_member", "member"),
    within={"poll": "polls"},
    named=False,
)

closings = noun_table("closings", Closing, UniqueConstraint("lab"), within={"lab": "labs"}, named=False)

outcomes = noun_table(
    "outcomes",
    Outcome,
    Index("ix_outcomes_lab", "lab"),
    Index("ix_outcomes_owner", "owner"),
    within={"lab": "labs"},
    letters=2,
)

feedbacks = noun_table("feedbacks", Feedback, UniqueConstraint("lab"), within={"lab": "labs"}, named=False)
