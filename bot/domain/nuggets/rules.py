"""Who may do what with nuggets. Each says yes only to what it is sure of."""

from bot.domain.access import STEWARDS, Role, Scope, Viewer, for_holders
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.nugget import DRAFTS, Nugget, NuggetState
from bot.domain.nuggets.spread import Adoption


def published(nugget: Nugget) -> bool:
    """Tell whether its words can be read somewhere now."""
    return nugget.scope is not None and nugget.state not in {NuggetState.WITHDRAWN, NuggetState.DROPPED}


def in_scope(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever is where it can be read, or where its tombstone stands."""
    match nugget.scope:
        case None:
            return False
        case Scope.POD:
            inside = viewer.holds(Role.POD_MEMBER, nugget.pod) or viewer.holds(Role.FACILITATOR, nugget.pod)
            return viewer.community == nugget.community and inside
        case Scope.COMMUNITY:
            return viewer.community == nugget.community and not viewer.guest
        case Scope.NETWORK | Scope.PUBLIC:
            return True


def drafts(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever has the draft before them: its collector at first, then the one whose story it is."""
    if viewer.member is None or nugget.state not in DRAFTS:
        return False
    return viewer.member == (nugget.author if nugget.state is NuggetState.OFFERED else nugget.collector)


def owns(viewer: Viewer, nugget: Nugget) -> bool:
    """The one whose story it is, once they know of it."""
    known = nugget.state not in DRAFTS or nugget.state is NuggetState.OFFERED or nugget.collector == nugget.author
    return viewer.member is not None and viewer.member == nugget.author and known


def edits(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever may change its words: its author, and its collector while it is a draft that nobody else has seen."""
    return owns(viewer, nugget) or drafts(viewer, nugget)


@for_holders(Role.FACILITATOR, *STEWARDS)
def reviews(viewer: Viewer, nugget: Nugget) -> bool:
    """Those before whom it is; of what its pod can read already, the pod's facilitators at any time."""
    here = viewer.member is not None and viewer.community == nugget.community
    if not here or viewer.member == nugget.author:
        return False
    facilitates = bool(nugget.pod) and viewer.holds(Role.FACILITATOR, nugget.pod)
    if nugget.state is NuggetState.IN_REVIEW:
        return viewer.steward if nugget.before is Role.STEWARD else facilitates
    return nugget.state is NuggetState.PUBLISHED and nugget.scope is Scope.POD and facilitates


def may_see(viewer: Viewer, nugget: Nugget) -> bool:
    """Whoever is in its scope, has it as a draft, owns it, or reviews it."""
    return in_scope(viewer, nugget) or edits(viewer, nugget) or reviews(viewer, nugget)


def reads(viewer: Viewer, nugget: Nugget) -> bool:
    """A person who can read its words now; for what is done with what was read."""
    return viewer.member is not None and published(nugget) and in_scope(viewer, nugget)


def asked(viewer: Viewer, consent: Consent) -> bool:
    """The one whose consent it is."""
    return viewer.member is not None and viewer.member == consent.member


def told(viewer: Viewer, adoption: Adoption) -> bool:
    """Whoever told of an adoption."""
    return viewer.member is not None and viewer.member == adoption.by
