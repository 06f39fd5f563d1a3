"""Who may do what with pods. Each says yes only to what it is sure of; nobody decides on their own request."""

from typing import Final

from bot.domain.access import STEWARDS, Role, Viewer, for_holders
from bot.domain.pods.joining import JoinRequest
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import Resource, SupportRequest

RUNNING: Final = frozenset({PodState.ACTIVE, PodState.DORMANT})
"""States in which a pod does its work and can take people in."""

PENDING: Final = frozenset({PodState.PROPOSED, PodState.RETURNED})
"""States of a proposal that is still to be decided."""

NEVER_OPENED: Final = PENDING | {PodState.DECLINED, PodState.WITHDRAWN}
"""States of a proposal: it is its proposer's own until a steward has approved it."""


def here(viewer: Viewer, pod: Pod) -> bool:
    """A person of the pod's own community."""
    return viewer.member is not None and viewer.community == pod.community


@for_holders(Role.FACILITATOR)
def facilitates(viewer: Viewer, pod: Pod) -> bool:
    """The pod's facilitators."""
    return here(viewer, pod) and viewer.holds(Role.FACILITATOR, pod.id)


def in_pod(viewer: Viewer, pod: Pod) -> bool:
    """Those in the pod, its facilitators among them; and the pod's own room."""
    member = viewer.holds(Role.POD_MEMBER, pod.id) or viewer.holds(Role.FACILITATOR, pod.id)
    return viewer.community == pod.community and member


@for_holders(*STEWARDS)
def stewards_here(viewer: Viewer, pod: Pod) -> bool:
    """Stewards of the pod's community."""
    return here(viewer, pod) and viewer.steward


def proposer(viewer: Viewer, pod: Pod) -> bool:
    """Whoever proposed it, also once it is a pod: for what is answered with where the proposal stands."""
    return here(viewer, pod) and viewer.member == pod.proposer


def proposed(viewer: Viewer, pod: Pod) -> bool:
    """Whoever proposed it, while it is a proposal; once it was opened, only being in the pod shows it."""
    return proposer(viewer, pod) and pod.state in NEVER_OPENED


@for_holders(Role.FACILITATOR, *STEWARDS)
def runs(viewer: Viewer, pod: Pod) -> bool:
    """The pod's facilitators, and stewards."""
    return facilitates(viewer, pod) or stewards_here(viewer, pod)


def may_see(viewer: Viewer, pod: Pod) -> bool:
    """Whoever may know that it exists: everyone here if it is listed, else those in it, stewards, who proposes it."""
    listed = here(viewer, pod) and pod.charter.listed and pod.state in RUNNING
    return listed or in_pod(viewer, pod) or proposed(viewer, pod) or stewards_here(viewer, pod)


def may_see_members(viewer: Viewer, pod: Pod) -> bool:
    """Facilitators and stewards always; others in the pod if the charter shows the list."""
    return runs(viewer, pod) or (here(viewer, pod) and in_pod(viewer, pod) and pod.charter.members_visible)


@for_holders(Role.POD_MEMBER, Role.FACILITATOR)
def uses(viewer: Viewer, pod: Pod) -> bool:
    """A person in the pod."""
    return here(viewer, pod) and in_pod(viewer, pod)


def may_propose(viewer: Viewer, _subject: object) -> bool:
    """Any member who is not a guest."""
    return viewer.member is not None and not viewer.guest


@for_holders(Role.FACILITATOR, *STEWARDS)
def may_handle(viewer: Viewer, request: JoinRequest) -> bool:
    """Those before whom a request comes: the pod's facilitators and the stewards of its community."""
    here_too = viewer.member is not None and viewer.community == request.member.community
    return here_too and (viewer.holds(Role.FACILITATOR, request.pod) or viewer.steward)


def own(viewer: Viewer, request: JoinRequest) -> bool:
    """The one whose request it is."""
    return viewer.member is not None and viewer.member == request.member


@for_holders(Role.FACILITATOR, *STEWARDS)
def may_decide(viewer: Viewer, request: JoinRequest) -> bool:
    """Those before whom a request comes, but never the one whose request it is."""
    return may_handle(viewer, request) and not own(viewer, request)


def may_see_request(viewer: Viewer, request: JoinRequest) -> bool:
    """Whose request it is, and those before whom it comes."""
    return own(viewer, request) or may_handle(viewer, request)


@for_holders(Role.POD_MEMBER, Role.FACILITATOR)
def may_see_resource(viewer: Viewer, resource: Resource) -> bool:
    """A person in the resource's pod."""
    here_too = viewer.member is not None and viewer.community == resource.owner.community
    return here_too and (viewer.holds(Role.POD_MEMBER, resource.pod) or viewer.holds(Role.FACILITATOR, resource.pod))


@for_holders(Role.POD_MEMBER, Role.FACILITATOR)
def may_keep_resource(viewer: Viewer, resource: Resource) -> bool:
    """The resource's owner while in the pod, and the pod's facilitators."""
    owns = viewer.member == resource.owner
    return may_see_resource(viewer, resource) and (owns or viewer.holds(Role.FACILITATOR, resource.pod))


@for_holders(*STEWARDS)
def may_answer_support(viewer: Viewer, support: SupportRequest) -> bool:
    """Stewards of the community."""
    return viewer.member is not None and viewer.community == support.asker.community and viewer.steward


def may_see_support(viewer: Viewer, support: SupportRequest) -> bool:
    """Stewards, and those in the pod that asked."""
    here_too = viewer.member is not None and viewer.community == support.asker.community
    inside = viewer.holds(Role.POD_MEMBER, support.pod) or viewer.holds(Role.FACILITATOR, support.pod)
    return here_too and (inside or viewer.steward)


def may_withdraw_support(viewer: Viewer, support: SupportRequest) -> bool:
    """Whoever asked, and the pod's facilitators."""
    here_too = viewer.member is not None and viewer.community == support.asker.community
    asked = viewer.member == support.asker
    return here_too and (asked or viewer.holds(Role.FACILITATOR, support.pod))
