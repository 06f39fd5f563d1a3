"""Help desks, who answers for what at them, and their rules version by version."""

from sqlalchemy import Index, UniqueConstraint

from bot.domain.desk.desk import Desk
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rulebook
from storage.tables.base import text
from storage.tables.nouns import noun_table

desks = noun_table(
    "desks",
    Desk,
    text("name_key"),
    Index("ix_desks_community", "community", "name_key"),
    Index("ix_desks_room", "room"),
)

focal_points = noun_table(
    "focal_points",
    FocalPoint,
    Index("ix_focal_points_desk", "desk"),
    Index("ix_focal_points_member", "member"),
    within={"desk": "desks"},
)

rulebooks = noun_table("rulebooks", Rulebook, UniqueConstraint("desk", "number"), within={"desk": "desks"})
