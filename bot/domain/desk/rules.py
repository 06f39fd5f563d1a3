"""Who may do what with questions. Each says yes only to what it is sure of.

Nobody is the desk to their own question, also when they asked it under a handle: of it they see what any asker does.
"""

from bot.domain.access import Role, Viewer, audiences, for_holders
from bot.domain.desk.question import Question, readers
from bot.domain.desk.staff import answers_at, is_focal_at


def asks(viewer: Viewer, question: Question) -> bool:
    """Whoever asked it, by their own name or under its handle."""
    return viewer.member is not None and viewer.goes_by(question.asker)


@for_holders(Role.DESK_STAFF, Role.FOCAL_POINT)
def staffs(viewer: Viewer, question: Question) -> bool:
    """The staff of its desk, and focal points whom it was put before."""
    if asks(viewer, question):
        return False
    return answers_at(viewer, question.community, question.desk) or _was_put_before(viewer, question)


claims = answers = staffs
"""The desk may try both at any time: who came too late is told by the question's life how it stands, and who has it."""


def is_room(viewer: Viewer, question: Question) -> bool:
    """The room of its desk's staff: what stands there is read by all of them."""
    return viewer.member is None and viewer.holds(Role.DESK_STAFF, question.desk)


def _was_put_before(viewer: Viewer, question: Question) -> bool:
    told = {leg.who for leg in question.route} | {question.claimed_by}
    return is_focal_at(viewer, question.community, question.desk) and viewer.member in told


def may_see(viewer: Viewer, question: Question) -> bool:
    """Whoever asked, the desk, and those to whom it is open: members of the community, or those in its pod."""
    return asks(viewer, question) or staffs(viewer, question) or readers(question) in audiences(viewer)


def converses(viewer: Viewer, question: Question) -> bool:
    """The two sides of its conversation: whoever asked, and the desk."""
    return asks(viewer, question) or staffs(viewer, question)
