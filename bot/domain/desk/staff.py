"""Who is of a desk, by the roles that they hold: its staff, and its focal points. Nowhere else is that said."""

from bot.core.errors import Refusal
from bot.core.ids import read_reference, reference
from bot.core.refs import CommunityRef
from bot.core.text import Code, joined, t
from bot.domain.access import Role, Viewer, for_holders


def answers_at(viewer: Viewer, community: CommunityRef, desk: str) -> bool:
    """Tell whether somebody is of a desk's staff: of that desk, or of all in the community, as ``desk`` empty says.

    A guest of the platform never is, whatever a group of it gives them: staff read every question.
    """
    return not viewer.guest and _holds(viewer, Role.DESK_STAFF, community, desk)


def is_focal_at(viewer: Viewer, community: CommunityRef, desk: str) -> bool:
    """Tell whether somebody is a focal point of a desk, or of all in the community; guests, too."""
    return _holds(viewer, Role.FOCAL_POINT, community, desk)


def is_of(viewer: Viewer, community: CommunityRef, desk: str) -> bool:
    """Tell whether somebody works at a desk: as staff, or as a focal point."""
    return answers_at(viewer, community, desk) or is_focal_at(viewer, community, desk)


def _holds(viewer: Viewer, role: Role, community: CommunityRef, desk: str) -> bool:
    """Tell whether a person of the community holds a role at a desk, or at all of them."""
    here = viewer.member is not None and viewer.community == community
    return here and (viewer.holds(role) or (bool(desk) and viewer.holds(role, desk)))


@for_holders(Role.DESK_STAFF)
def answers_anywhere(viewer: Viewer, _subject: object) -> bool:
    """Whoever answers at any desk of the community."""
    return viewer.member is not None and not viewer.guest and bool(viewer.subjects(Role.DESK_STAFF))


@for_holders(Role.DESK_STAFF, Role.FOCAL_POINT)
def works_anywhere(viewer: Viewer, _subject: object) -> bool:
    """Staff and focal points of any desk of the community."""
    return answers_anywhere(viewer, None) or (viewer.member is not None and bool(viewer.subjects(Role.FOCAL_POINT)))


def shares(viewer: Viewer, community: CommunityRef, desk: str) -> bool:
    """Tell whether somebody uses what a desk keeps for its work: its staff, and any desk's what is for all of them."""
    return answers_at(viewer, community, desk) or (
        not desk and viewer.community == community and answers_anywhere(viewer, None)
    )


def own_desk(viewer: Viewer, typed: str = "") -> str:
    """Give the desk at which somebody answers, by its reference where there are several; empty for all desks here.

    Who answers at all desks here and names none means all of them.
    """
    desks = sorted(viewer.subjects(Role.DESK_STAFF))
    wanted = read_reference(typed) if typed.strip() else None
    if typed.strip():
        found = [desk for desk in desks if desk and reference(desk) == wanted]
    else:
        found = [""] if "" in desks else desks
    if len(found) != 1:
        named = joined([Code(reference(desk)) for desk in desks if desk])
        raise Refusal(t("Please say for which of your desks: {desks}.", desks=named), "desk")
    return found[0]
