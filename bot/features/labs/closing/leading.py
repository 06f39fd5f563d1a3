"""Before whom the harvest of a lab is: those who lead it, or whoever stands in for them."""

from collections.abc import Sequence

from bot.core.refs import MemberRef
from bot.domain.access import Role
from bot.domain.labs import rules
from bot.domain.labs.lab import Lab
from bot.domain.pods.forgetting import forgotten
from bot.ports.context import Context
from bot.ports.holders import stewards


def leaders(lab: Lab, ctx: Context) -> Sequence[MemberRef]:
    """Give who leads it; where nobody does any more, who planned it; else its pod's facilitators, or the stewards."""
    for people in (lab.facilitators, (lab.organiser,), _stand_ins(lab, ctx)):
        if still := [one for one in people if not forgotten(one) and rules.facilitates(ctx.viewer_of(one), lab)]:
            return still
    return ()


def _stand_ins(lab: Lab, ctx: Context) -> Sequence[MemberRef]:
    if lab.pod:
        return ctx.store.roles.holders(lab.community, Role.FACILITATOR, lab.pod)
    return stewards(ctx, lab.community)
