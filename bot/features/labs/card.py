"""How a lab looks: what it is about and when, then what each part of this feature tells and offers."""

from typing import Final

from bot.core.content import Block, Button, Content, Facts, Heading, Note, Quote, buttons, content
from bot.core.outcome import Reply
from bot.core.text import Inline, Msg, Untrusted, joined, n, t
from bot.domain.labs import rules
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.when import A_DAY
from bot.features.labs.calendar import file
from bot.features.labs.closing import part as closing
from bot.features.labs.keeping import CARD
from bot.features.labs.kinds import LAB
from bot.features.labs.leading import naming
from bot.features.labs.part import Part
from bot.features.labs.planning import changing, showing
from bot.features.labs.rsvps import part as who_comes
from bot.features.labs.running import part as running
from bot.features.labs.wording import MODES, STATES, WHO_MAY_COME, begins, led_by, ref, title_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query, View

PARTS: Final[tuple[Part, ...]] = (
    showing.PART,
    naming.PART,
    who_comes.PART,
    running.PART,
    changing.PART,
    closing.PART,
    file.PART,
)
"""In the order in which they stand on the card."""


def card(lab: Lab, reading: Reading) -> Content:
    """Show a lab to whoever may come, with what they can do about it."""
    if not rules.may_see(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    blocks: list[Block] = [Heading(title_of(lab.plan)), Quote(Untrusted(lab.plan.question)), Facts(_facts(lab))]
    offered: list[Button] = []
    for part in PARTS:
        blocks += part.blocks(lab, reading)
        offered += part.buttons(lab, reading)
    said: list[Inline] = [ref(lab), STATES[lab.state], WHO_MAY_COME[lab.plan.scope]]
    blocks.append(Note(joined(said, " · ")))
    return Content(title_of(lab.plan), (*blocks, *buttons(offered)))


def _facts(lab: Lab) -> tuple[tuple[Msg, Inline], ...]:
    told: list[tuple[Msg, Inline]] = [
        (t("When"), begins(lab)),
        (t("Length"), _length(lab)),
        (t("How"), MODES[lab.plan.mode]),
        (t("Led by"), led_by(lab)),
    ]
    if lab.state is LabState.CANCELLED:
        told.append((t("Why it is called off"), Untrusted(lab.reason)))
    return tuple(told)


def _length(lab: Lab) -> Msg:
    if lab.plan.over_days:
        return n("one day", "{count} days", lab.when.minutes // A_DAY)
    return n("one minute", "{count} minutes", lab.when.minutes)


def show(lab: Lab, _asked: Asked, reading: Reading) -> Reply:
    """Show one lab, whole."""
    return Reply(card(lab, reading))


QUERIES = (
    Query(
        name="labs.show",
        may=rules.may_see,
        on=LAB,
        command="lab show",
        help=t("See one learning lab, whole"),
        run=show,
    ),
)
VIEWS = (View(CARD, LAB, card),)
