"""What people send to a lab before the session: “I cannot come, but…”."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.commands import Param
from bot.core.content import Block, Button, Content, Heading, Note, Paragraph, Quote, Style, buttons, content
from bot.core.errors import AlreadySettled
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome, Reply, UpdateCard
from bot.core.text import Msg, Untrusted, n, t
from bot.domain.handles import who
from bot.domain.labs import bringing, rules
from bot.domain.labs.contribution import BEFORE, Contribution
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import TEXT_MOST
from bot.features.labs.kinds import CONTRIBUTION, LAB
from bot.features.labs.paging import pages
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Asked, Query, Submit

PAGE: Final = 5


class Words(BaseModel):
    """What somebody sends."""

    text: str = Field(max_length=TEXT_MOST)


def bring_form(lab: Lab, reading: Reading) -> Form:
    """Ask for it, with what they sent before already in it, and say who reads it."""
    bringing.still_before(lab)
    before = _sent(lab, reading)
    item = TextInput(
        name="text",
        label=t("What should the others know?"),
        hint=t("Such as: I cannot come, but our ward has tried this"),
        long=True,
        maximum=TEXT_MOST,
        initial=before.text if before else "",
    )
    return Form(t("Send something ahead"), (Section((item,), intro=_who_reads(lab)),), submit=t("Send"))


def bring(lab: Lab, values: Words, ctx: Creating) -> Outcome:
    """Send it, or put it in the place of what they sent before."""
    before, text = _sent(lab, ctx), values.text.strip()
    if before is None:
        change = bringing.bring(lab, ctx.creating, ctx.actor, text, ctx.now)
    else:
        change = bringing.say_otherwise(lab, before, text, ctx.now)
    brought = ctx.keep(ctx.store.contributions, before, change)
    ctx.refresh(lab.id)
    return Reply(_own(lab, brought))


def take_back(lab: Lab, ctx: Context) -> Outcome:
    """Take it back."""
    brought = _sent(lab, ctx)
    if brought is None:
        raise AlreadySettled(t("Nothing that you sent stands there."))
    ctx.keep(ctx.store.contributions, brought, bringing.take_back(lab, brought))
    ctx.refresh(lab.id)
    return UpdateCard(content(t("You took back what you sent to {title}.", title=title_of(lab.plan))))


def _sent(lab: Lab, reading: Reading) -> Contribution | None:
    member = reading.viewer.member
    return reading.store.contributions.brought(lab.id, BEFORE, member) if member else None


def _who_reads(lab: Lab) -> Msg:
    if lab.plan.chatham_house:
        return t("Everybody who may come can read it, without your name.")
    return t("Everybody who may come can read it, with your name.")


def _own(lab: Lab, brought: Contribution) -> Content:
    """Show somebody what they sent, with the ways to change it."""
    ways = (button(t("Change it"), "bring", lab.id), button(t("Take it back"), "take_back", lab.id, Style.DANGER))
    said = t("You sent this to {title}:", title=title_of(lab.plan))
    return content(said, Quote(Untrusted(brought.text)), Note(_who_reads(lab)), *buttons(ways))


def read(lab: Lab, asked: Asked, reading: Reading) -> Reply:
    """Show what people sent ahead, oldest first."""
    title = t("What people sent to {title}", title=title_of(lab.plan))
    sent = reading.store.contributions.to_item(lab.id, BEFORE)
    laid, more = asked.cut(asked.onwards(pages(sent, lambda one: one.text, PAGE), 1), 1, "labs.read", lab.id)
    shown = [one for page in laid for one in page]
    blocks: list[Block] = [Heading(title)]
    for brought in shown:
        if not lab.plan.chatham_house:
            blocks.append(Paragraph(who(brought.by)))
        blocks.append(Quote(Untrusted(brought.text)))
    if not shown:
        blocks.append(Paragraph(t("Nobody has sent anything yet.")))
    return Reply(Content(title, (*blocks, *buttons((*_bring(lab, reading), *more)))))


def pressable(lab: Lab, reading: Reading) -> list[Button]:
    """Offer to send something, and to read what was sent."""
    offered = _bring(lab, reading)
    if sent := reading.store.contributions.count(lab.id, BEFORE):
        offered.append(button(n("Read what one person sent", "Read what {count} people sent", sent), "read", lab.id))
    return offered


def _bring(lab: Lab, reading: Reading) -> list[Button]:
    member = reading.viewer.member
    if lab.state is not LabState.SCHEDULED or (member is not None and not rules.may_come(reading.viewer, lab)):
        return []
    label = t("Change what I sent") if _sent(lab, reading) else t("Send something ahead")
    return [button(label, "bring", lab.id)]


ACTIONS = (
    Action(
        name="labs.take_back",
        may=rules.may_come,
        on=LAB,
        command="labs take-back",
        help=t("Take back what you sent to a learning lab"),
        run=take_back,
    ),
)
SUBMITS = (
    Submit(
        name="labs.bring",
        may=rules.may_come,
        on=LAB,
        command="lab bring",
        help=t("Send something to a learning lab before it begins"),
        params=(Param("text", t("What the others should know"), required=False),),
        form=bring_form,
        model=Words,
        run=bring,
        creates=CONTRIBUTION.letter,
    ),
)
QUERIES = (
    Query(
        name="labs.read",
        may=rules.may_see,
        on=LAB,
        command="labs sent",
        help=t("Read what people sent to a learning lab before it begins"),
        run=read,
    ),
)
