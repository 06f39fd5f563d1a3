"""Pods and people for tests of the rules."""

from datetime import UTC, datetime, timedelta

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.pods import life
from bot.domain.pods.charter import Charter
from bot.domain.pods.pod import Pod

NOW = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
HERE = CommunityRef("slack", "T1")
ROOM = RoomRef(HERE, "G1")
JOAO, SARA, AMINA, MEI = (MemberRef(HERE, name) for name in ("joao", "sara", "amina", "mei"))
CHARTER = Charter(name="Clean hands", focus="Hygiene", objective="Halve infections")


def days(count: float) -> datetime:
    """Give the moment so many days after the beginning."""
    return NOW + timedelta(days=count)


def proposal(**charter: object) -> Pod:
    """Give a proposal by Joao."""
    pod, _ = life.propose(pod_id="P-" + "0" * 26, community=HERE, charter=changed(**charter), proposer=JOAO, now=NOW)
    return pod


def running(**charter: object) -> Pod:
    """Give an open pod that Sara approved."""
    pod, _ = life.approve(proposal(**charter), SARA, NOW)
    pod, _ = life.opened(pod, ROOM, NOW)
    return pod


def changed(**charter: object) -> Charter:
    """Give the charter with other values."""
    values = {name: getattr(CHARTER, name) for name in CHARTER.__dataclass_fields__}
    return Charter(**{**values, **charter})


def viewer(member: MemberRef | None, *grants: Grant, community: CommunityRef = HERE, guest: bool = False) -> Viewer:
    """Give somebody with roles."""
    return Viewer(community, member, frozenset(grants), guest)


def facilitator(pod: Pod, member: MemberRef = JOAO) -> Viewer:
    """Give a facilitator of the pod."""
    return viewer(member, Grant(Role.FACILITATOR, pod.id))


def steward(member: MemberRef = SARA) -> Viewer:
    """Give a steward."""
    return viewer(member, Grant(Role.STEWARD))
