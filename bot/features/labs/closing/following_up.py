"""What everybody is sent once after a lab, in one message: what came of it, how it was, and what they said themselves.

Who was there is written to when it ends, while they remember; who missed it when it is closed, and all is put together.
Both go out in pieces, so that nobody else waits for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.core.content import Block, Button, Content, Note, Paragraph, Quote, Style, buttons, content
from bot.core.inbound import JobDue
from bot.core.refs import MemberRef
from bot.core.safety import shorten
from bot.core.text import Untrusted, n, t
from bot.domain.handles import is_handle
from bot.domain.labs import rules
from bot.domain.labs.events import Attended, LabClosed, LabEnded
from bot.domain.labs.feedback import GIVEN_IN
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.rsvp import Answer, Rsvp, begun
from bot.domain.pods.forgetting import forgotten
from bot.features.labs.closing.harvest import closing_of
from bot.features.labs.closing.told import said_by
from bot.features.labs.closing.words import NOT_OPEN
from bot.features.labs.kinds import LAB, RSVP
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Reading
from bot.ports.feature import Job, Listener, View, on
from bot.ports.telling import offered_on

CARD: Final = "labs.after"
THANK: Final = "labs.thank"
MISSED: Final = "labs.missed"
PIECE: Final = 100
OWN: Final = 5
SHORT: Final = 200


def card(rsvp: Rsvp, reading: Reading) -> Content:
    """Show one of them what they are sent."""
    lab = reading.store.labs.get(rsvp.lab)
    if lab is None or rsvp.member != reading.viewer.member or not rules.may_see(reading.viewer, lab):
        return content(NOT_OPEN)
    if lab.state not in GIVEN_IN:
        return content(t("The session is not over yet. You are asked how it was once it is."))
    came = rsvp.came_at is not None
    first = (
        t("Thank you for coming to {title}.", title=title_of(lab.plan))
        if came
        else t("{title} was held without you. This came of it.", title=title_of(lab.plan))
    )
    blocks: list[Block] = [Paragraph(first)]
    offered: list[Button] = []
    if not came:
        blocks += _in_short(lab, reading)
        offered.append(button(t("What came of it"), "summary", lab.id, Style.PRIMARY))
    elif rsvp.fed_back:
        blocks.append(Note(t("You have said how it was. Thank you.")))
    else:
        blocks.append(Paragraph(t("How was it? It takes half a minute, and nobody learns who said what.")))
        offered.append(button(t("Say how it was"), "feedback", lab.id, Style.PRIMARY))
    blocks += _own(rsvp.member, lab, reading)
    if offers := offered_on(lab.id, reading):
        blocks.append(
            Note(t("It can become a change nugget. You see the draft first, and nothing is kept without your yes."))
        )
    return Content(first, (*blocks, *buttons([*offered, *offers])))


def _in_short(lab: Lab, reading: Reading) -> Iterator[Block]:
    if step := closing_of(lab, reading).next_step:
        yield Paragraph(t("What comes next: {step}", step=Untrusted(shorten(step, SHORT))))
    if count := len(reading.store.outcomes.of_lab(lab.id)):
        yield Note(n("One decision or action is noted.", "{count} decisions and actions are noted.", count))


def _own(member: MemberRef, lab: Lab, reading: Reading) -> Iterator[Block]:
    own = said_by(member, lab, reading.store)
    if not own:
        return
    yield Paragraph(t("You said:"))
    for one in own[:OWN]:
        yield Quote(Untrusted(shorten(one.text, SHORT)))
    if (more := len(own) - OWN) > 0:
        yield Note(n("And one more", "And {count} more", more))


def thank(lab: Lab, due: JobDue, ctx: Context) -> None:
    """Write to those who were there."""
    _follow_up(lab, ctx.store.rsvps.to_follow_up(lab.id, PIECE, came=True), due, ctx)


def tell_missing(lab: Lab, due: JobDue, ctx: Context) -> None:
    """Write to those who wanted to come or sent something, and were not there."""
    _answer_for_contributors(lab, ctx)
    _follow_up(lab, ctx.store.rsvps.to_follow_up(lab.id, PIECE, came=False), due, ctx)


def _follow_up(lab: Lab, piece: Sequence[Rsvp], due: JobDue, ctx: Context) -> None:
    for rsvp in piece:
        _send(rsvp, lab, ctx)
    if len(piece) == PIECE:
        # A promise for the moment that is being kept would be struck off with it.
        ctx.promise(due.job, lab.id, due.due_at + timedelta(microseconds=1))


def _send(rsvp: Rsvp, lab: Lab, ctx: Context) -> None:
    ctx.keep(ctx.store.rsvps, rsvp, (replace(rsvp, followed_up=True), ()))
    led = rsvp.came_at is None and rsvp.member in lab.facilitators
    if not led and rules.may_see(ctx.viewer_of(rsvp.member), lab):
        ctx.card(CARD, rsvp.id, rsvp.member)


def _answer_for_contributors(lab: Lab, ctx: Context) -> None:
    """Count who sent something and never said whether they come, or that they do not, among those who missed it."""
    for member in dict.fromkeys(one.by for one in ctx.store.contributions.of_lab(lab.id)):
        if is_handle(member) or forgotten(member):
            continue
        known = ctx.store.rsvps.of(lab.id, member)
        if known is None:
            known = ctx.keep(ctx.store.rsvps, None, (begun(lab.id, member, Answer.UNSAID, ctx.now), ()))
        if known.answer in {Answer.NO, Answer.UNSAID} and not known.followed_up and known.came_at is None:
            _send(known, lab, ctx)


def _ended(event: LabEnded, ctx: Context) -> None:
    ctx.promise(THANK, event.about, ctx.now)


def _closed(event: LabClosed, ctx: Context) -> None:
    ctx.promise(MISSED, event.about, ctx.now)


def _came(event: Attended, ctx: Context) -> None:
    """Write also to who says only after its end that they were there."""
    rsvp = ctx.store.rsvps.get(event.about)
    lab = ctx.store.labs.get(rsvp.lab) if rsvp else None
    if lab is not None and lab.state is LabState.CLOSING:
        ctx.promise(THANK, lab.id, ctx.now)


VIEWS = (View(CARD, RSVP, card),)
JOBS = (Job(THANK, LAB, thank), Job(MISSED, LAB, tell_missing))
LISTENERS: tuple[Listener[LabEnded] | Listener[LabClosed] | Listener[Attended], ...] = (
    on(LabEnded, _ended),
    on(LabClosed, _closed),
    on(Attended, _came),
)
