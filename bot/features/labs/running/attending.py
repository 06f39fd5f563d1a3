"""Who is there: noted by a press, and listed for who leads the session alone."""

from typing import Final

from bot.core.content import Block, Bullets, Content, Heading, Note, Paragraph, Quote, buttons, content
from bot.core.outcome import Outcome, Reply
from bot.core.text import Untrusted, n, t
from bot.domain.handles import who
from bot.domain.labs import attending, rules, running
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.kinds import LAB
from bot.features.labs.running.polling import CARD as POLL_CARD
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Asked, Query

PAGE: Final = 25


def note(lab: Lab, ctx: Context) -> Outcome:
    """Note whoever presses as there."""
    before = ctx.store.rsvps.of(lab.id, ctx.actor)
    ctx.keep(ctx.store.rsvps, before, attending.come(lab, before, ctx.actor, ctx.now))
    ctx.refresh(lab.id)
    if lab.state is not LabState.OPEN:
        return Reply(content(t("You are noted as here.")))
    if lab.room is None:
        _catch_up(lab, ctx)
    item = running.item_on(lab)
    if item is None:
        return Reply(content(t("You are noted as here. The first question comes in a moment.")))
    said = t("You are noted as here. {hint}", hint=t("What you say under “Say something” goes to everybody here."))
    return Reply(content(said, Quote(Untrusted(item.prompt)), *buttons([button(t("Say something"), "say", lab.id)])))


def _catch_up(lab: Lab, ctx: Context) -> None:
    """Give who comes late the polls that stand in no room where they could find them."""
    for poll in ctx.store.polls.of_lab(lab.id):
        if poll.closed_at is None:
            ctx.card(POLL_CARD, poll.id, ctx.actor)


def show(lab: Lab, asked: Asked, reading: Reading) -> Reply:
    """List who was there, for who leads it."""
    title = t("Who was at {title}", title=title_of(lab.plan))
    present = reading.store.rsvps.present(lab.id)
    shown, more = asked.cut(asked.onwards(present, PAGE), PAGE, "labs.attendance", lab.id)
    blocks: list[Block] = [Heading(title)]
    if not present:
        blocks.append(Paragraph(t("Nobody has been noted as here. People press “I am here” once the session is open.")))
    else:
        blocks.append(Paragraph(n("One person", "{count} people", len(present))))
        blocks.append(Bullets(tuple(who(one.member) for one in shown)))
    if lab.plan.chatham_house:
        blocks.append(Note(t("The Chatham House Rule holds: tell nobody who was there.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


ACTIONS = (
    Action(
        name="labs.here",
        may=rules.takes_part,
        on=LAB,
        command="lab here",
        help=t("Be noted as there in a session that is on"),
        run=note,
    ),
)
QUERIES = (
    Query(
        name="labs.attendance",
        may=rules.facilitates,
        on=LAB,
        command="lab attendance",
        help=t("See who was at a learning lab that you lead"),
        run=show,
    ),
)
