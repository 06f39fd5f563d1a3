"""What the charter's forms are read as: a model for each part, its fields named as the charter's own."""

from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import BaseModel, Field

from bot.domain.pods.charter import DEFAULT_DECISION_DAYS, Charter
from bot.features.pods.fields import Lines, People

Capacity: Final = Field(default=None, ge=2, le=5000)


class Values(BaseModel):
    """A section's values, named as the charter's own fields."""

    def into(self, charter: Charter) -> Charter:
        """Give the charter with these values in it; what is named with the ground rules goes there."""
        given = {name: value for name, value in self.model_dump().items() if hasattr(charter, name)}
        rules = {name: value for name, value in self.model_dump().items() if hasattr(charter.ground_rules, name)}
        return replace(charter, **given, ground_rules=replace(charter.ground_rules, **rules))


class Aims(Values):
    """What the pod is for."""

    name: str
    focus: str
    objective: str
    product: str = ""
    why_now: str = ""


class Bounds(Values):
    """What belongs to it and who."""

    in_scope: str = ""
    out_of_scope: str = ""
    sponsor: str = ""
    who_may_join: str = ""


class Door(Values):
    """How people come in."""

    questions: Lines = ()
    decision_days: int = DEFAULT_DECISION_DAYS
    capacity: int | None = Capacity
    listed: bool = True
    members_visible: bool = False


class Agreements(Values):
    """How people treat each other, and what they commit to."""

    chatham_house: bool = True
    harvesting: bool = True
    more: str = ""
    commitment: str = ""
    cadence: str = ""


class Harvest(Values):
    """What is harvested, how often, and whether the room is told of it each month."""

    harvest_template: str = ""
    harvest_rhythm: str = ""
    monthly_harvest: bool = True


class Rhythm(Values):
    """When the pod is looked at again."""

    starts: date | None = None
    review_on: date | None = None
    ends: date | None = None


class Success(Values):
    """What success would be, along the cycles of value."""

    success_immediate: str = ""
    success_potential: str = ""
    success_applied: str = ""
    success_realised: str = ""
    success_reframing: str = ""


class Links(Values):
    """What the pod is connected to."""

    linked_pods: Lines = ()
    topics: Lines = ()


class Proposal(Aims, Agreements):
    """What a proposal asks for: enough to decide on it. The rest of the charter can be told at any time."""

    cofacilitators: People = ()
    who_may_join: str = ""
    questions: Lines = ()
    capacity: int | None = Capacity
    listed: bool = True
