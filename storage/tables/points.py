"""Learning points."""

from sqlalchemy import Index

from bot.domain.points.point import LearningPoint
from storage.tables.base import text
from storage.tables.nouns import noun_table

learning_points = noun_table(
    "learning_points",
    LearningPoint,
    text("audience"),
    text("sought"),
    Index("ix_learning_points_audience", "audience", "state"),
    Index("ix_learning_points_community", "community", "state"),
)
