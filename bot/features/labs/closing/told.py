"""What somebody said in a lab themselves, for whoever makes something of it."""

from collections.abc import Sequence
from typing import Final

from bot.core.inbound import ThreadMessage
from bot.core.refs import MemberRef
from bot.domain.access import Scope
from bot.domain.labs import rules
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.lab import Lab, LabState
from bot.domain.telling import part_of
from bot.features.labs.kinds import LAB
from bot.ports.context import Reading, Telling
from bot.ports.feature import Tells
from bot.ports.store import Reads


def said_by(member: MemberRef, lab: Lab, store: Reads) -> Sequence[Contribution]:
    """Give what somebody brought to a lab by their own name, in the order of its agenda."""
    return [one for one in store.contributions.of_lab(lab.id) if one.by == member]


def told(lab: Lab, reading: Reading) -> Telling | None:
    """Give the viewer's own part in a lab that is over, all of it together.

    What others said is theirs to offer, and what was said without a name nobody's: it would tell who it was.
    """
    member = reading.viewer.member
    if member is None or lab.state not in {LabState.CLOSING, LabState.CLOSED} or not rules.may_see(reading.viewer, lab):
        return None
    own = said_by(member, lab, reading.store)
    if not own:
        return None
    said = [ThreadMessage(part_of(lab.community, lab.id, one.id), one.by, one.at, one.text) for one in own]
    # Each has a story of their own in one lab: it begins with the first that they said.
    return Telling(place=said[0].message, pod=lab.pod if lab.plan.scope is Scope.POD else "", said=said)


TELLS: Final = (Tells(LAB, told),)
