"""Who may do what: roles held in the bot's own records, and the one gate that every path goes through."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from bot.core.errors import Hidden
from bot.core.refs import CommunityRef, MemberRef


class Role(StrEnum):
    """A part a member plays, in a community or (facilitator, pod member) in one pod."""

    POD_MEMBER = "pod_member"
    FACILITATOR = "facilitator"
    DESK_STAFF = "desk_staff"
    FOCAL_POINT = "focal_point"
    STEWARD = "steward"
    NETWORK_STEWARD = "network_steward"


class Scope(StrEnum):
    """How far something can be read, from its pod alone to anybody; each is wider than the one before it."""

    POD = "pod"
    COMMUNITY = "community"
    NETWORK = "network"
    PUBLIC = "public"

    def reaches(self, other: "Scope") -> bool:
        """Tell whether this scope is as wide as the other, or wider."""
        order = list(Scope)
        return order.index(self) >= order.index(other)


COMMUNITY_ROLES: Final = frozenset({Role.DESK_STAFF, Role.FOCAL_POINT, Role.STEWARD, Role.NETWORK_STEWARD})
"""The roles held in a whole community, which a group of its platform may give; the others come from a pod alone."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role, and the object it is held in (a pod's id), or empty for the whole community."""

    role: Role
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads or acts, with the roles they hold at this moment; never kept between transactions.

    A room's viewer has no member: it may read what everyone in that room may. ``handles`` are the names under which
    they did what nobody may know to be theirs.
    """

    community: CommunityRef
    member: MemberRef | None
    grants: frozenset[Grant] = frozenset()
    guest: bool = False
    handles: frozenset[MemberRef] = frozenset()

    def goes_by(self, member: MemberRef) -> bool:
        """Tell whether this is the viewer, by their own name or under one of their handles."""
        return member == self.member or member in self.handles

    def holds(self, role: Role, subject: str = "") -> bool:
        """Tell whether this role is held for this subject."""
        return Grant(role, subject) in self.grants

    @property
    def steward(self) -> bool:
        """Tell whether this is a steward here; a guest never is, whatever a group of the platform gives them."""
        return not self.guest and (self.holds(Role.STEWARD) or self.holds(Role.NETWORK_STEWARD))

    def subjects(self, role: Role) -> frozenset[str]:
        """Give the objects in which this role is held."""
        return frozenset(grant.subject for grant in self.grants if grant.role is role)


def audience(scope: Scope, community: CommunityRef, pod: str = "") -> str:
    """Name those who may read what has this scope: the one fact by which all reads of it filter."""
    match scope:
        case Scope.POD:
            return f"pod {community} {pod}"
        case Scope.COMMUNITY:
            return f"community {community}"
        case _:
            return scope.value


def audiences(viewer: Viewer) -> tuple[str, ...]:
    """Name the audiences that somebody belongs to at this moment.

    A member belongs to the pods they are in or facilitate, to their community and to the network. A guest of the
    platform is in some of its rooms, not in the community: to them belong their pods, and what is public. A room's
    viewer reads what everyone in that room may. Stewards are in no pod that they did not join.
    """
    held = viewer.subjects(Role.POD_MEMBER) | viewer.subjects(Role.FACILITATOR)
    pods = [f"pod {viewer.community} {pod}" for pod in sorted(held) if pod]
    wider = [] if viewer.guest else [f"community {viewer.community}", Scope.NETWORK.value]
    return (*pods, *wider, Scope.PUBLIC.value)


T = TypeVar("T")

Rule = Callable[[Viewer, T], bool]
"""Says whether this viewer may do this to this object. A rule that is not sure says no."""


def authorise(viewer: Viewer, rule: Rule[T], subject: T | None) -> T:
    """Let through or raise ``Hidden``: what is missing and what is forbidden are answered alike."""
    if subject is None or not rule(viewer, subject):
        raise Hidden
    return subject


_FOR_HOLDERS: Final[dict[Rule[Any], frozenset[Role]]] = {}


def for_holders(*roles: Role) -> Callable[[Rule[T]], Rule[T]]:
    """Mark a rule that lets nobody through but holders of one of these roles, each in the object or the community."""

    def marked(rule: Rule[T]) -> Rule[T]:
        _FOR_HOLDERS[rule] = frozenset(roles)
        return rule

    return marked


def concerns(rule: Rule[Any], viewer: Viewer) -> bool:
    """Tell whether the rule could let this viewer through on some object; for lists of what one can do."""
    roles = _FOR_HOLDERS.get(rule)
    return roles is None or any(grant.role in roles for grant in viewer.grants)


STEWARDS: Final = (Role.STEWARD, Role.NETWORK_STEWARD)


def anyone(viewer: Viewer, _subject: object) -> bool:
    """Any person of the community."""
    return viewer.member is not None


@for_holders(*STEWARDS)
def stewards(viewer: Viewer, _subject: object) -> bool:
    """Stewards of the community."""
    return viewer.member is not None and viewer.steward


def either(*rules: Rule[T]) -> Rule[T]:
    """Let through whom any of these rules lets through."""

    def passes(viewer: Viewer, subject: T) -> bool:
        return any(rule(viewer, subject) for rule in rules)

    return passes
