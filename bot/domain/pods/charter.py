"""What a pod agrees on before it begins."""

from dataclasses import dataclass
from datetime import date
from typing import Final

DEFAULT_DECISION_DAYS: Final = 3
QUESTIONS_LIMIT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRules:
    """What everyone accepts before asking to join."""

    chatham_house: bool = True
    no_blame: bool = True
    harvesting: bool = True
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """A pod's charter. Required: name, focus, objective, ground rules. Fields and names as the community says them."""

    name: str
    focus: str
    objective: str
    product: str = ""
    why_now: str = ""
    in_scope: str = ""
    out_of_scope: str = ""
    sponsor: str = ""
    who_may_join: str = ""
    questions: tuple[str, ...] = ()
    decision_days: int = DEFAULT_DECISION_DAYS
    ground_rules: GroundRules = GroundRules()
    commitment: str = ""
    cadence: str = ""
    harvest_template: str = ""
    harvest_rhythm: str = ""
    monthly_harvest: bool = True
    success_immediate: str = ""
    success_potential: str = ""
    success_applied: str = ""
    success_realised: str = ""
    success_reframing: str = ""
    listed: bool = True
    members_visible: bool = False
    capacity: int | None = None
    starts: date | None = None
    review_on: date | None = None
    ends: date | None = None
    linked_pods: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
