"""Who may do what with labs. Each says yes only to what it is sure of."""

from bot.domain.access import STEWARDS, Role, Viewer, audiences, for_holders
from bot.domain.labs.breakout import Breakout
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.lab import COMING, Lab, LabState
from bot.domain.labs.outcome import Outcome
from bot.domain.labs.poll import Poll
from bot.domain.labs.rsvp import Rsvp
from bot.domain.labs.series import Series


@for_holders(Role.FACILITATOR, *STEWARDS)
def plans(viewer: Viewer, _subject: object) -> bool:
    """Facilitators of any pod, and stewards."""
    if viewer.member is None or viewer.guest:
        return False
    return viewer.steward or bool(viewer.subjects(Role.FACILITATOR))


def may_see(viewer: Viewer, lab: Lab) -> bool:
    """Whoever may come; of a draft, who leads it."""
    if lab.state is LabState.DRAFT:
        return facilitates(viewer, lab)
    return lab.audience in audiences(viewer) or facilitates(viewer, lab)


def may_see_series(viewer: Viewer, series: Series) -> bool:
    """Whoever may come to its labs."""
    return series.audience in audiences(viewer)


def facilitates(viewer: Viewer, lab: Lab) -> bool:
    """Who leads it, or planned it, as long as they may read it; of a pod's, its facilitators; of others, stewards."""
    if viewer.member is None or lab.audience not in audiences(viewer):
        return False
    if viewer.member == lab.organiser or viewer.member in (*lab.facilitators, *lab.plan.facilitators):
        return True
    return _looks_after(viewer, lab)


def _looks_after(viewer: Viewer, planned: Lab | Series) -> bool:
    """Whoever answers for the pod, or for the community in which it was planned: all may come to some, from others."""
    if planned.pod:
        return viewer.holds(Role.FACILITATOR, planned.pod)
    return viewer.steward and viewer.community == planned.community


def leads(viewer: Viewer, lab: Lab) -> bool:
    """Who leads this one, as long as they may read it."""
    return viewer.member in lab.facilitators and facilitates(viewer, lab)


def facilitates_series(viewer: Viewer, series: Series) -> bool:
    """Who planned it or leads in turn, as long as they may read it, or as ``facilitates`` says of a lab."""
    if viewer.member is None or not may_see_series(viewer, series):
        return False
    if viewer.member == series.organiser or viewer.member in (*series.rota, *series.plan.facilitators):
        return True
    return _looks_after(viewer, series)


def signs_up(viewer: Viewer, lab: Lab) -> bool:
    """Whoever may come, while it is to come or on."""
    return viewer.member is not None and lab.state in COMING and may_see(viewer, lab)


def takes_part(viewer: Viewer, lab: Lab) -> bool:
    """Whoever may come, also when there is nothing to take part in any more: that is for the lab to say."""
    return viewer.member is not None and may_see(viewer, lab)


def brought_by(viewer: Viewer, brought: Contribution) -> bool:
    """Whoever brought it, by their name or under one of their handles."""
    return viewer.member is not None and viewer.goes_by(brought.by)


def votes(viewer: Viewer, poll: Poll) -> bool:
    """Whoever may come to the lab in which it is asked."""
    return viewer.member is not None and poll.audience in audiences(viewer)


def may_come(viewer: Viewer, lab: Lab) -> bool:
    """Whoever may come, of a lab that is planned; ``signing_up`` says whether it is still time to say so."""
    return viewer.member is not None and lab.state is not LabState.DRAFT and lab.audience in audiences(viewer)


def answered(viewer: Viewer, rsvp: Rsvp) -> bool:
    """Whoever answered, alone."""
    return viewer.member == rsvp.member


def reads_outcome(viewer: Viewer, outcome: Outcome) -> bool:
    """Whoever may come to the lab that it came of."""
    return viewer.member is not None and not outcome.gone and outcome.audience in audiences(viewer)


def ticks_off(viewer: Viewer, outcome: Outcome, lab: Lab) -> bool:
    """Whose it is, and who leads the lab that it came of."""
    return reads_outcome(viewer, outcome) and (viewer.member == outcome.owner or facilitates(viewer, lab))


def may_see_group(viewer: Viewer, group: Breakout) -> bool:
    """Whoever may come to the lab whose group it is."""
    return viewer.member is not None and group.audience in audiences(viewer)
