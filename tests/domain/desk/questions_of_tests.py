"""A desk, its people and a question for tests of the rules."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import t
from bot.domain.access import Grant, Role, Viewer
from bot.domain.desk import claiming, life
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.desk import CLAIM_LASTS, Desk, Rung
from bot.domain.desk.life import Asking
from bot.domain.desk.question import Question
from bot.domain.desk.working_time import WorkingTime
from bot.domain.members import Hours

HERE = CommunityRef("slack", "T1")
GENEVA, NAIROBI, NEW_YORK = ZoneInfo("Europe/Zurich"), ZoneInfo("Africa/Nairobi"), ZoneInfo("America/New_York")
OFFICE = Hours(time(9), time(17))
NOW = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Geneva."""

ASKER, JOAO, SARA, MEI, AMINA = (MemberRef(HERE, name) for name in ("asker", "joao", "sara", "mei", "amina"))
DESK = Desk(id="K-1", community=HERE, name="Services", room=RoomRef(HERE, "G1"), hours=OFFICE, made_at=NOW)
CLOCK = WorkingTime(OFFICE, GENEVA)
IN_NAIROBI = WorkingTime(OFFICE, NAIROBI)
KNOWS = t("Knows the topic.")


def later(hours: float) -> datetime:
    """Give the moment so many hours after the beginning."""
    return NOW + timedelta(hours=hours)


def asked(**asking: Any) -> Question:
    """Give a question that was just asked."""
    values = {"asker": ASKER, "text": "How do we store oxytocin without a fridge?", **asking}
    return life.ask("Q-" + "0" * 26, DESK, Asking(**values), CLOCK, NOW)[0]


def claimed(by: MemberRef = JOAO, **asking: Any) -> Question:
    """Give one that somebody has taken."""
    return claiming.claim(asked(**asking), by, CLAIM_LASTS, CLOCK, NOW)[0]


def answered(by: MemberRef = JOAO, **asking: Any) -> Question:
    """Give one that somebody has answered an hour later."""
    return life.answer(claimed(by, **asking), by, CLOCK, later(1))[0]


def candidate(who: MemberRef, rung: Rung = Rung.EXPERT, until: datetime | None = None) -> Candidate:
    """Give somebody who may know."""
    return Candidate(who=who, why=KNOWS, rung=rung, at=NOW, until=until or later(8))


def viewer(
    member: MemberRef | None, *grants: Grant, guest: bool = False, handles: frozenset[MemberRef] = frozenset()
) -> Viewer:
    """Give somebody with roles."""
    return Viewer(HERE, member, frozenset(grants), guest, handles)


STAFF = Grant(Role.DESK_STAFF, DESK.id)
