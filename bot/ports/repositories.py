"""What is kept of each noun. Reads that return content take a human ``Viewer`` and filter in the query.

``get`` is for rules and for the gate; ``add`` raises ``AlreadyThere`` where a natural key is taken, ``save``
raises ``Conflict`` when the version read is no longer the one stored, and gives back the noun with its new version.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.communities import Community
from bot.domain.deliveries import Held
from bot.domain.members import Member
from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import Resource, SupportRequest

T = TypeVar("T")


class Noun(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """The unguessable id."""
        ...


class Repository(Protocol[T]):
    """What every noun with an id has."""

    def get(self, object_id: str) -> T | None:
        """Give the object, or None."""
        ...

    def by_reference(self, reference: str) -> T | None:
        """Give the object whose id begins with this reference, or None."""
        ...

    def add(self, item: T) -> None:
        """Store a new object; AlreadyThere if its id or natural key is taken."""
        ...

    def save(self, item: T) -> T:
        """Store a change; Conflict if somebody else changed it since it was read."""
        ...


class Communities(Protocol):
    """The communities of this deployment."""

    def get(self, ref: CommunityRef) -> Community | None:
        """Give the community, or None."""
        ...

    def put(self, community: Community) -> None:
        """Store it, new or changed."""
        ...

    def all(self) -> Sequence[Community]:
        """Give all of them, by reference."""
        ...


class Members(Protocol):
    """The people."""

    def get(self, ref: MemberRef) -> Member | None:
        """Give the member, or None."""
        ...

    def several(self, refs: Collection[MemberRef]) -> Mapping[MemberRef, Member]:
        """Give those of these members that are known, in one read."""
        ...

    def put(self, member: Member) -> None:
        """Store it, new or changed."""
        ...

    def named(self, viewer: Viewer, typed: str, limit: int) -> Sequence[Member]:
        """Give the viewer's fellow members whose name begins with or contains this, by name."""
        ...

    def called(self, community: CommunityRef, names: Collection[str]) -> frozenset[str]:
        """Give those of these names that members bear, case and accents aside."""
        ...

    def zones(self, community: CommunityRef) -> Mapping[str, int]:
        """Count who is in a community by the zone that is known of them, empty where none is."""
        ...

    def forget(self, ref: MemberRef) -> None:
        """Remove the member's row."""
        ...


class Roles(Protocol):
    """Who holds which role. Pod membership is read from the admitted join requests, not kept twice."""

    def of(self, member: MemberRef) -> frozenset[Grant]:
        """Give all the roles of a member at this moment, pod membership included."""
        ...

    def of_room(self, room: RoomRef) -> frozenset[Grant]:
        """Give what everyone in a room holds: membership of the pod that lives there, or nothing."""
        ...

    def grant(self, member: MemberRef, grant: Grant) -> bool:
        """Give a role in the bot's own records; False if it was given there already."""
        ...

    def revoke(self, member: MemberRef, grant: Grant) -> bool:
        """Take a role that was given in the bot's own records; False if it was not."""
        ...

    def map_groups(self, community: CommunityRef, mapping: Mapping[Role, Collection[str]]) -> None:
        """Set which of the platform's groups give which role here, in the place of all that did before."""
        ...

    def groups_of(self, member: MemberRef) -> frozenset[str]:
        """Give the platform's groups that a member is in, as far as they give a role."""
        ...

    def in_group(self, community: CommunityRef, group: str) -> frozenset[MemberRef]:
        """Give everybody who is noted to be in a group of the platform."""
        ...

    def put_in_groups(self, member: MemberRef, groups: Collection[str]) -> None:
        """Note the platform's groups that a member is in now; those that give no role are left out."""
        ...

    def holders(self, community: CommunityRef, role: Role, subject: str = "") -> Sequence[MemberRef]:
        """Give those who hold a role, in the order in which they got it.

        Who has left the community holds none of its roles; a pod's own it takes back itself when somebody leaves.
        """
        ...


class Pods(Repository[Pod], Protocol):
    """The pods."""

    def in_room(self, room: RoomRef) -> Pod | None:
        """Give the pod that lives in this room."""
        ...

    def named(self, community: CommunityRef, name: str) -> Pod | None:
        """Give the unfinished pod of this name (case and spaces aside), for the rule that names are not taken twice."""
        ...

    def visible(
        self, viewer: Viewer, states: Sequence[PodState], typed: str = "", *, limit: int = 25, offset: int = 0
    ) -> Sequence[Pod]:
        """Give the pods this viewer may know of, by name: listed ones, their own, and all for stewards."""
        ...

    def in_state(self, community: CommunityRef, state: PodState) -> Sequence[str]:
        """Give the ids of the pods in a state, oldest first."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Pod]:
        """Give the pods that name a member: as proposer, beside the proposer, or as who decided; oldest first."""
        ...


class JoinRequests(Repository[JoinRequest], Protocol):
    """Requests to join, and the memberships that came of them. At most one is live per person and pod."""

    def latest(self, pod: str, member: MemberRef) -> JoinRequest | None:
        """Give the newest request of this person for this pod.

        Of somebody who was banned and then forgotten it is the ban, under a pseudonym that fits them alone.
        """
        ...

    def in_states(self, pod: str, states: Sequence[JoinState]) -> Sequence[JoinRequest]:
        """Give a pod's requests in these states, oldest first."""
        ...

    def of_member(self, member: MemberRef, states: Sequence[JoinState]) -> Sequence[JoinRequest]:
        """Give a person's requests in these states, newest first."""
        ...

    def count(self, pod: str, states: Sequence[JoinState]) -> int:
        """Count a pod's requests in these states."""
        ...

    def forget(self, member: MemberRef, nobody: MemberRef) -> None:
        """Put a nobody in the member's place wherever requests name them; their own have to be over before.

        A ban keeps a salted pseudonym instead, by which ``latest`` knows them again.
        """
        ...

    def origins(self, pod: str, origin: Origin) -> Sequence[str]:
        """Give the ids of a pod's requests of one origin."""
        ...


class Resources(Repository[Resource], Protocol):
    """A pod's resources."""

    def of_pod(self, viewer: Viewer, pod: str, *, limit: int = 25, offset: int = 0) -> Sequence[Resource]:
        """Give a pod's resources that are in use, by title; none for who is not in the pod."""
        ...


class SupportRequests(Repository[SupportRequest], Protocol):
    """Pods' requests for support."""

    def open_in(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those not yet answered, oldest first."""
        ...

    def of_pod(self, viewer: Viewer, pod: str) -> Sequence[SupportRequest]:
        """Give a pod's requests, newest first; none for who is neither in the pod nor a steward."""
        ...


class Waiting(Protocol):
    """What awaits whom."""

    def add(self, member: MemberRef, view: str, about: str, since: datetime) -> None:
        """Note that this awaits the member; again is no change."""
        ...

    def settle(self, about: str, member: MemberRef | None = None, view: str = "") -> None:
        """Nothing about the object awaits the member (or anybody) any more, or only not this view of it."""
        ...

    def of(self, member: MemberRef) -> Sequence[tuple[str, str, datetime]]:
        """Give (view, about, since) for a member, oldest first."""
        ...

    def about(self, about: str) -> Sequence[MemberRef]:
        """Give those whom this object awaits."""
        ...


class Cards(Protocol):
    """Where copies of cards stand: (about, view, outbox key of the post, whose eyes)."""

    def add(self, about: str, view: str, post: str, reader: str) -> None:
        """Remember a copy; ``reader`` is a member's or a room's reference."""
        ...

    def of(self, about: str) -> Sequence[tuple[str, str, str]]:
        """Give (view, post, reader) of every copy."""
        ...

    def read_by(self, member: MemberRef) -> Sequence[str]:
        """Give the objects of which a member has a copy, each once."""
        ...

    def drop(self, about: str, view: str, post: str) -> None:
        """Forget a copy that was taken back."""
        ...


class Drafts(Protocol):
    """Half-filled forms, by submit, object and member."""

    def get(self, submit: str, about: str, member: MemberRef) -> dict[str, str | list[str]]:
        """Give the values so far; empty for none."""
        ...

    def put(self, submit: str, about: str, member: MemberRef, values: dict[str, str | list[str]], at: datetime) -> None:
        """Keep the values so far."""
        ...

    def drop(self, submit: str, about: str, member: MemberRef) -> None:
        """Forget them."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[tuple[str, str, datetime]]:
        """Give (submit, about, saved at) of a member's unfinished forms, newest first."""
        ...


class Deliveries(Protocol):
    """What was to leave and waits for a person: parked, or in a doubt that nobody could settle."""

    def get(self, held_id: str) -> Held | None:
        """Give what is held under this id, or None."""
        ...

    def held(self, community: CommunityRef, limit: int = 25) -> Sequence[Held]:
        """Give what is held in a community, oldest first."""
        ...

    def send_again(self, held: Held, now: datetime) -> bool:
        """Put it back in line; False if it is not held any more."""
        ...

    def drop(self, held: Held, now: datetime) -> bool:
        """Give up this and all that waits behind it for the same place; whoever asked for it will hear that."""
        ...
