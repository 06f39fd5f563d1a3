"""Who may do what with learning points. Each says yes only to what it is sure of."""

from bot.domain.access import STEWARDS, Role, Viewer, audiences, for_holders
from bot.domain.points.point import LearningPoint, PointState


def nominates(viewer: Viewer, _subject: object) -> bool:
    """Any member of the community, and no guest of the platform."""
    return viewer.member is not None and not viewer.guest


def may_see(viewer: Viewer, point: LearningPoint) -> bool:
    """Whoever is in its community; before it is confirmed, whom it names, who named it, and stewards."""
    if point.audience not in audiences(viewer):
        return False
    return point.state is PointState.CONFIRMED or viewer.steward or _concerned(viewer, point)


@for_holders(*STEWARDS)
def decides(viewer: Viewer, point: LearningPoint) -> bool:
    """The stewards of its community."""
    return viewer.member is not None and viewer.steward and may_see(viewer, point)


def keeps(viewer: Viewer, point: LearningPoint) -> bool:
    """Its contact, who can end it and let it go on; and stewards."""
    return may_see(viewer, point) and (viewer.member == point.contact or viewer.steward)


def ends(viewer: Viewer, point: LearningPoint) -> bool:
    """Who keeps it, and who named it as long as nobody has decided."""
    named = viewer.member == point.nominated_by and point.state is PointState.NOMINATED
    return keeps(viewer, point) or (named and may_see(viewer, point))


def is_of(viewer: Viewer, point: LearningPoint) -> bool:
    """Whoever is in it, who can say that they are not."""
    return viewer.member in point.members and may_see(viewer, point)


@for_holders(Role.FACILITATOR, *STEWARDS)
def invites(viewer: Viewer, point: LearningPoint) -> bool:
    """Who plans labs: facilitators of any pod, and stewards; of what is confirmed."""
    plans = viewer.steward or bool(viewer.subjects(Role.FACILITATOR))
    return plans and not viewer.guest and point.state is PointState.CONFIRMED and may_see(viewer, point)


def _concerned(viewer: Viewer, point: LearningPoint) -> bool:
    return viewer.member is not None and viewer.member in (point.contact, point.nominated_by, *point.members)
