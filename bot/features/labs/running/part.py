"""What somebody's own copy of a lab's card offers of its session: the way in, and to who leads it the run sheet.

In a room the session has a card of its own. A lab without a room has this one alone.
"""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Button, Style
from bot.core.text import t
from bot.domain.labs import rules
from bot.domain.labs.lab import COMING, Lab, LabState
from bot.features.labs.part import Part
from bot.features.labs.wording import button
from bot.ports.context import Reading


def pressable(lab: Lab, reading: Reading) -> Sequence[Button]:
    """Offer what can be done in the session now, and to read what was said in it."""
    if reading.viewer.member is None:
        return ()
    offered = _in_session(lab, reading) if lab.state is LabState.OPEN else []
    if lab.step >= 0:
        offered.append(button(t("Read what was said"), "said", lab.id))
    if lab.state in COMING and rules.facilitates(reading.viewer, lab):
        offered.append(button(t("Run sheet"), "sheet", lab.id))
    return offered


def _in_session(lab: Lab, reading: Reading) -> list[Button]:
    offered = [button(t("Say something"), "say", lab.id)] if lab.step >= 0 else []
    if _is_here(lab, reading):
        return offered
    return [button(t("I am here"), "here", lab.id, Style.PRIMARY), *offered]


def _is_here(lab: Lab, reading: Reading) -> bool:
    member = reading.viewer.member
    answered = reading.store.rsvps.of(lab.id, member) if member else None
    return answered is not None and answered.came_at is not None


PART: Final = Part(buttons=pressable)
