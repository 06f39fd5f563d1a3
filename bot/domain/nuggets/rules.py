"""Who may do what with nuggets. Each says yes only to what it is sure of."""

from bot.domain.access import STEWARDS, Role, Scope, Viewer, audience, audiences, for_holders
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.nugget import DRAFTS, EMPTIED, Nugget, NuggetState
from bot.domain.nuggets.spread import Tried


def published(nugget: Nugget) -> bool:
    """Tell whether its words can be read somewhere now."""
    return nugget.scope is not None and nugget.state not in EMPTIED


def in_scope(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever is where it can be read, or where its tombstone stands."""
    return nugget.audience in audiences(viewer)


def reads_others(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever is where others than its author told of it: in its pod, or where it can be read."""
    return in_scope(viewer, nugget) or _is_inside(viewer, nugget)


def drafts(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever has the draft before them: its collector at first, then the one whose story it is.

    It may hold words of a pod that nobody has said yes to yet: who has left the pod reads it no more.
    """
    if viewer.member is None or nugget.state not in DRAFTS or not _is_inside(viewer, nugget):
        return False
    return viewer.member == (nugget.author if nugget.state is NuggetState.OFFERED else nugget.collector)


def collects(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever asked for it to be made; once it is a draft for its author, they see no more than that it waits."""
    return viewer.member is not None and viewer.member == nugget.collector


def owns(viewer: Viewer, nugget: Nugget) -> bool:
    """The one whose story it is, once they know of it; as long as it is a draft, only inside its pod."""
    if viewer.member is None or viewer.member != nugget.author:
        return False
    return nugget.state not in DRAFTS or drafts(viewer, nugget)


def edits(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever may change its words: its author, and its collector while it is a draft that nobody else has seen."""
    return owns(viewer, nugget) or drafts(viewer, nugget)


@for_holders(Role.FACILITATOR, *STEWARDS)
def looks_after(viewer: Viewer, nugget: Nugget) -> bool:
    """Those who review it now, did or will: the facilitators of its pod, and beyond the pod the stewards."""
    if viewer.member is None or viewer.community != nugget.community or nugget.state in DRAFTS:
        return False
    return _facilitates(viewer, nugget) or (viewer.steward and nugget.wanted is not Scope.POD)


@for_holders(Role.FACILITATOR, *STEWARDS)
def reviews(viewer: Viewer, nugget: Nugget) -> bool:
    """Those before whom it is; of what its pod alone can read, the pod's facilitators at any time.

    Its author may be among them: whether they are asked depends on who else there is.
    """
    if not looks_after(viewer, nugget):
        return False
    if nugget.state is NuggetState.IN_REVIEW:
        return viewer.steward if nugget.before is Role.STEWARD else _facilitates(viewer, nugget)
    return nugget.state is NuggetState.PUBLISHED and nugget.scope is Scope.POD and _facilitates(viewer, nugget)


def _is_inside(viewer: Viewer, nugget: Nugget) -> bool:
    return not nugget.pod or audience(Scope.POD, nugget.community, nugget.pod) in audiences(viewer)


def _facilitates(viewer: Viewer, nugget: Nugget) -> bool:
    return bool(nugget.pod) and viewer.holds(Role.FACILITATOR, nugget.pod)


def may_see(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever is in its scope, has it as a draft, owns it, or reviews it."""
    return in_scope(viewer, nugget) or edits(viewer, nugget) or reviews(viewer, nugget)


def reads(viewer: Viewer, nugget: Nugget) -> bool:
    """A person who can read its words now; for what is done with what was read."""
    return viewer.member is not None and published(nugget) and in_scope(viewer, nugget)


def asked(viewer: Viewer, consent: Consent) -> bool:
    """The one whose consent it is."""
    return viewer.member is not None and viewer.member == consent.member


def echoes(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever reads it and did not write it."""
    return reads(viewer, nugget) and viewer.member != nugget.author


def keeps(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever answers for it: its author, and once they are gone those to whom it was handed on."""
    if owns(viewer, nugget):
        return True
    if nugget.state is not NuggetState.PUBLISHED or viewer.member is None or viewer.community != nugget.community:
        return False
    match nugget.before:
        case Role.FACILITATOR:
            return _facilitates(viewer, nugget)
        case Role.STEWARD:
            return viewer.steward
        case _:
            return False


def told(viewer: Viewer, tried: Tried) -> bool:
    """Whoever told of an adoption."""
    return viewer.member is not None and viewer.member == tried.adoption.by


def hears(viewer: Viewer, tried: Tried) -> bool:
    """Whoever told of an adoption, and whoever reads what was tried."""
    return told(viewer, tried) or (reads(viewer, tried.nugget) and not tried.adoption.withdrawn)
