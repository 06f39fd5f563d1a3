"""What a desk's handlers load together: who answers at it, and what its rules can name."""

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Role
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.routing import Crew
from bot.domain.desk.rulebook_checking import Around
from bot.ports.context import Reading


def crew_of(desk: Desk, rung: Rung, reading: Reading) -> Crew:
    """Give a desk's focal points on a rung with their profiles, and how many open questions each has."""
    focals = reading.store.focals.of_desk(desk.id, rung)
    known = reading.store.members.several([focal.member for focal in focals])
    people = tuple((focal, known[focal.member]) for focal in focals if focal.member in known)
    loads = reading.store.questions.loads(desk.id)
    return Crew(desk=desk, zone=zone_of_desk(desk, reading), people=people, loads=loads)


def zone_of_desk(desk: Desk, reading: Reading) -> str:
    """Give the zone by whose clock a desk works."""
    return desk.zone or reading.community.zone


def staff(community: CommunityRef, desk: str, reading: Reading) -> tuple[MemberRef, ...]:
    """Give who sorts at a desk: its own staff, then those who are staff of every desk here."""
    holders = reading.store.roles.holders
    everywhere = holders(community, Role.DESK_STAFF)
    return tuple(dict.fromkeys((*holders(community, Role.DESK_STAFF, desk), *everywhere)))


def around(desk: Desk, reading: Reading) -> Around:
    """Give what a desk's rules can name besides themselves."""
    others = tuple(one for one in reading.store.desks.open_in(desk.community) if one.id != desk.id)
    return Around(tuple(reading.store.focals.of_desk(desk.id)), others)
