"""A desk, its focal points and questions, as tests want them."""

from datetime import UTC, datetime, time
from typing import Any

from bot.core.ids import new_id
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import t
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Leg, Question, QuestionState, Visibility
from bot.domain.desk.routing import Crew, candidates
from bot.domain.desk.rulebook import Rulebook, Topic, blank
from bot.domain.members import Hours, Member

HERE = CommunityRef("slack", "C1")
ASKER = MemberRef(HERE, "amina")
WEDNESDAY = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
ALWAYS = Hours(time(0), time(0), tuple(range(7)))
DESK = Desk(id="K-" + "0" * 26, community=HERE, name="Quality desk", room=RoomRef(HERE, "staff"), made_at=WEDNESDAY)
SUPPLY = Topic("supply", {"en": "supply"}, ("stock-out", "out of stock", "rupture de stock"))
HYGIENE = Topic("hygiene", {"en": "hand hygiene"}, ("hand rub", "soap"))
REGIONS = {"East Africa": ("Kenya", "Uganda")}


def a_question(text: str = "We are out of stock", **more: Any) -> Question:
    return Question(
        **{
            "id": new_id("Q"),
            "community": HERE,
            "desk": DESK.id,
            "state": QuestionState.ASKED,
            "visibility": Visibility.COMMUNITY,
            "asker": ASKER,
            "asked_at": WEDNESDAY,
            "text": text,
            **more,
        }
    )


def a_rulebook(*rules: Any, **more: Any) -> Rulebook:
    return Rulebook(
        **{"id": "", "desk": DESK.id, "topics": (SUPPLY, HYGIENE), "regions": REGIONS, "rules": rules, **more}
    )


def a_focal(name: str, **more: Any) -> FocalPoint:
    return FocalPoint(
        **{"id": new_id("F"), "desk": DESK.id, "community": HERE, "member": MemberRef(HERE, name), **more}
    )


def a_person(focal: FocalPoint, **more: Any) -> Member:
    return Member(**{"ref": focal.member, "display_name": focal.member.user, "working_hours": ALWAYS, **more})


def a_leg(name: str) -> Leg:
    return Leg(MemberRef(HERE, name), t("because"), Rung.EXPERT, WEDNESDAY)


def a_crew(*people: tuple[FocalPoint, Member], **loads: int) -> Crew:
    return Crew(
        desk=DESK, zone="UTC", people=people, loads={MemberRef(HERE, name): load for name, load in loads.items()}
    )


def ranked(
    question: Question, *people: tuple[FocalPoint, Member], rulebook: Rulebook | None = None, **loads: int
) -> tuple[Candidate, ...]:
    """Rank who may be asked on a Wednesday at nine in the morning, in UTC."""
    return candidates(question, rulebook or a_rulebook(), a_crew(*people, **loads), WEDNESDAY)


def names(found: tuple[Candidate, ...]) -> list[str]:
    return [one.who.user for one in found]


BLANK = blank(DESK.id)
