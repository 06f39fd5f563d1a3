"""The card of a session in its room: the question that is on, what was said to it, and what everybody can press."""

from typing import Final

from bot.core.content import Block, Content, Heading, Note, Paragraph, Quote, Style, buttons, content
from bot.core.text import Moment, Msg, Untrusted, n, t
from bot.domain.labs import rules, running
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.kinds import LAB
from bot.features.labs.running.words import last_said, part_of
from bot.features.labs.wording import button, title_of
from bot.ports.context import Reading
from bot.ports.feature import View

LIVE: Final = "labs.live"


def card(lab: Lab, reading: Reading) -> Content:
    """Show the session as it goes; once it is over, that it is."""
    if not rules.may_see(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    title = title_of(lab.plan)
    if lab.state is not LabState.OPEN:
        over: Msg = t("{title} is over. Thank you for coming.", title=title)
        return Content(
            over, (Heading(title), Paragraph(over), *buttons([button(t("Read what was said"), "said", lab.id)]))
        )
    blocks: list[Block] = [Heading(title), *_on_now(lab, reading)]
    came = reading.store.rsvps.came(lab.id)
    if came:
        blocks.append(Note(n("One person is here.", "{count} people are here.", came)))
    offered = [button(t("I am here"), "here", lab.id, Style.PRIMARY)]
    if lab.step >= 0:
        offered.append(button(t("Say something"), "say", lab.id))
        offered.append(button(t("Read what was said"), "said", lab.id))
    return Content(t("{title} is on", title=title), (*blocks, *buttons(offered)))


def _on_now(lab: Lab, reading: Reading) -> list[Block]:
    item = running.item_on(lab)
    if item is None and not lab.plan.agenda:
        return [Paragraph(t("The session is open. Press the button to be noted as here."))]
    if item is None:
        return [Paragraph(t("The session is open. Press the button to be noted as here; it begins in a moment."))]
    blocks: list[Block] = [Paragraph(part_of(lab, lab.step)), Quote(Untrusted(item.prompt))]
    if lab.step_until is not None:
        blocks.append(Note(t("Until about {moment}", moment=Moment(lab.step_until))))
    return [*blocks, *last_said(lab, lab.step, reading)]


VIEWS = (View(LIVE, LAB, card),)
