"""Who answers at a desk, by the roles that they hold."""

from bot.core.errors import Refusal
from bot.core.ids import read_reference, reference
from bot.core.refs import CommunityRef
from bot.core.text import Code, joined, t
from bot.domain.access import Role, Viewer, for_holders


def answers_at(viewer: Viewer, community: CommunityRef, desk: str) -> bool:
    """Tell whether somebody is of a desk's staff: of that desk, or of all in the community, as ``desk`` empty says."""
    if viewer.member is None or viewer.guest or viewer.community != community:
        return False
    return viewer.holds(Role.DESK_STAFF) or (bool(desk) and viewer.holds(Role.DESK_STAFF, desk))


@for_holders(Role.DESK_STAFF)
def answers_anywhere(viewer: Viewer, _subject: object) -> bool:
    """Whoever answers at any desk of the community."""
    return viewer.member is not None and not viewer.guest and bool(viewer.subjects(Role.DESK_STAFF))


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
