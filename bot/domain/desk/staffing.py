"""Who may do what with a desk and its focal points. Each says yes only to what it is sure of."""

from bot.domain.access import STEWARDS, Role, Viewer, for_holders
from bot.domain.desk.desk import Desk
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.staff import is_of


def here(viewer: Viewer, desk: Desk) -> bool:
    """A person of the desk's own community, guests too: a desk is there for whoever asks."""
    return viewer.member is not None and viewer.community == desk.community


@for_holders(*STEWARDS)
def stewards_of(viewer: Viewer, desk: Desk) -> bool:
    """Stewards of the desk's community."""
    return here(viewer, desk) and viewer.steward


@for_holders(Role.DESK_STAFF, Role.FOCAL_POINT, *STEWARDS)
def works_at(viewer: Viewer, desk: Desk) -> bool:
    """Those who answer or sort at the desk, and stewards."""
    return stewards_of(viewer, desk) or is_of(viewer, desk.community, desk.id)


@for_holders(Role.FOCAL_POINT)
def answers(viewer: Viewer, _subject: object) -> bool:
    """Focal points of any desk."""
    return viewer.member is not None and any(viewer.subjects(Role.FOCAL_POINT))


@for_holders(*STEWARDS)
def names_focal(viewer: Viewer, focal: FocalPoint) -> bool:
    """Stewards of the focal point's community."""
    return viewer.member is not None and viewer.community == focal.community and viewer.steward


@for_holders(Role.DESK_STAFF, Role.FOCAL_POINT, *STEWARDS)
def may_see_focal(viewer: Viewer, focal: FocalPoint) -> bool:
    """Those who work at the focal point's desk, themselves among them, and stewards."""
    return names_focal(viewer, focal) or is_of(viewer, focal.community, focal.desk)
