"""What the card of a lab offers once its session is over."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Button, Style
from bot.core.text import t
from bot.domain.labs import rules
from bot.domain.labs.feedback import GIVEN_IN
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.part import Part
from bot.features.labs.wording import button
from bot.ports.context import Reading


def _buttons(lab: Lab, reading: Reading) -> Sequence[Button]:
    if lab.state not in GIVEN_IN:
        return ()
    offered = [button(t("What came of it"), "summary", lab.id)]
    if lab.state is LabState.CLOSING and rules.facilitates(reading.viewer, lab):
        offered.append(button(t("Close the lab"), "harvest", lab.id, Style.PRIMARY))
    return offered


PART: Final = Part(buttons=_buttons)
