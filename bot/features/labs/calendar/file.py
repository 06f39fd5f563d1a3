"""One lab as a file for a calendar."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Button, Content, Paragraph
from bot.core.ids import reference
from bot.core.intents import SendFile
from bot.core.outcome import Outcome, Reply
from bot.core.text import Msg, t
from bot.domain.labs import rules
from bot.domain.labs.lab import COMING, Lab, LabState
from bot.domain.labs.rsvp import Answer
from bot.features.labs.calendar.ics import MEDIA_TYPE, written
from bot.features.labs.kinds import LAB
from bot.features.labs.part import Part
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Reading
from bot.ports.feature import Action

SENT: Final = t("The file for your calendar is on its way to you. To be kept up to date, see /lab feed.")


def send_file(lab: Lab, ctx: Context) -> Outcome:
    """Send the reader a file that puts this lab into their calendar, or takes it out if it was called off."""
    rsvp = ctx.store.rsvps.of(lab.id, ctx.actor)
    answer = rsvp.answer if rsvp else Answer.YES
    method = "CANCEL" if lab.state is LabState.CANCELLED else "PUBLISH"
    note: Msg = t("Open this file to have it in your calendar: {title}", title=title_of(lab.plan))
    body = written([(lab, answer)], method=method)
    name = f"{reference(lab.id)}.ics"
    ctx.send(SendFile(ctx.actor, name, MEDIA_TYPE, body, Content(note, (Paragraph(note),))))
    return Reply(Content(SENT, (Paragraph(SENT),)))


def _buttons(lab: Lab, reading: Reading) -> Sequence[Button]:
    """Offer it on a member's own copy, not in front of everybody."""
    if reading.viewer.member is None or lab.state not in COMING:
        return ()
    return (button(t("Add to my calendar"), "file", lab.id),)


ACTIONS = (
    Action(
        name="labs.file",
        may=rules.may_see,
        on=LAB,
        command="lab calendar",
        help=t("Get a learning lab as a file for your calendar"),
        run=send_file,
    ),
)
PART = Part(buttons=_buttons)
