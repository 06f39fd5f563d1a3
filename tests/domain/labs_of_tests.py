"""Labs to test with."""

from datetime import UTC, date, datetime, time
from typing import Any

from bot.core.ids import new_id
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Scope
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import Item, Phase, Plan
from bot.domain.labs.when import When

HERE = CommunityRef("sandbox", "quality")
JOAO = MemberRef(HERE, "joao")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

AGENDA = (
    Item(phase=Phase.SHARE, minutes=20, prompt="What did you try?"),
    Item(phase=Phase.CHALLENGE, minutes=20, prompt="What stood in the way?", anonymous=True),
    Item(phase=Phase.SPARK, minutes=20, prompt="What will you try next?"),
)


def a_when(**more: Any) -> When:
    """Give a Thursday afternoon in Geneva."""
    return When(**{"day": date(2026, 3, 12), "at": time(15), "zone": "Europe/Zurich", "minutes": 60, **more})


def a_plan(**more: Any) -> Plan:
    """Give a plan for the whole community."""
    given = {
        "title": "Oxygen at night",
        "theme": "Oxygen",
        "question": "How do you keep it running?",
        "scope": Scope.COMMUNITY,
        "agenda": AGENDA,
    }
    return Plan(**{**given, **more})


def a_lab(**more: Any) -> Lab:
    """Give a lab that is planned; ``when`` sets its moments."""
    when = more.pop("when", None) or a_when()
    given = {
        "id": new_id("L"),
        "community": HERE,
        "state": LabState.SCHEDULED,
        "plan": a_plan(),
        "when": when,
        "starts_at": when.starts,
        "ends_at": when.ends,
        "organiser": JOAO,
        "planned_at": NOW,
        "facilitators": (JOAO,),
    }
    return Lab(**{**given, **more})
