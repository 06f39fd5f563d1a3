"""Saying something to an item of the agenda, with one's name or without it, and taking it back."""

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import (
    OPTION_LABEL_LIMIT,
    Block,
    Content,
    Heading,
    Note,
    Option,
    Paragraph,
    Style,
    buttons,
    content,
)
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Choice, Form, Section, TextInput
from bot.core.outcome import Outcome, Reply, UpdateCard
from bot.core.safety import shorten
from bot.core.text import Msg, Untrusted, t
from bot.domain.labs import rules, saying
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import TEXT_MOST
from bot.features.labs.kinds import CONTRIBUTION, LAB
from bot.features.labs.paging import pages
from bot.features.labs.running.words import how_said, line, part_of
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Asked, Query, Submit
from bot.ports.handles import NoKey

PAGE: Final = 8


class Said(BaseModel):
    """What somebody says, and to which item, by its place from 0."""

    item: int
    text: str = Field(max_length=TEXT_MOST)


def say_form(lab: Lab, _reading: Reading) -> Form:
    """Ask for it, to the item that is on or one before it, and say first under which name it will stand."""
    if lab.state is not LabState.OPEN or lab.step < 0:
        raise AlreadySettled(t("No item of the agenda is on now, so nothing can be said to it."))
    begun = range(lab.step, -1, -1)
    names = {saying.anonymous(lab, step) for step in begun}
    item = Choice(
        name="item",
        label=t("To which question?"),
        options=tuple(Option(str(step), _named(lab, step)) for step in begun),
        initial=str(lab.step),
    )
    words = TextInput(name="text", label=t("What do you want to say?"), long=True, maximum=TEXT_MOST)
    return Form(t("Say something"), (Section((item, words), intro=_told(lab, names)),), submit=t("Say it"))


def _told(lab: Lab, anonymous: set[bool]) -> Msg:
    """Say under which name it will stand; where that hangs on what they choose, how they can tell."""
    if len(anonymous) == 1 or lab.plan.chatham_house:
        return how_said(lab, lab.step)
    return t("Nobody learns who answers a question marked “without names”. With the others your name is shown.")


def _named(lab: Lab, step: int) -> Untrusted | Msg:
    """Name an item in a list, and whether names are kept with what is said to it."""
    prompt = Untrusted(shorten(lab.plan.agenda[step].prompt, OPTION_LABEL_LIMIT - 25))
    return t("{prompt} (without names)", prompt=prompt) if saying.anonymous(lab, step) else prompt


def say(lab: Lab, values: Said, ctx: Creating) -> Outcome:
    """Say it; where the item says so nobody learns who did."""
    if saying.anonymous(lab, values.item):
        _without_name(lab, values.item, ctx)
    text = values.text.strip()
    ctx.keep(ctx.store.contributions, None, saying.say(lab, values.item, ctx.creating, ctx.actor, text, ctx.now))
    ctx.refresh(lab.id)
    thanks = t("Thank you. {how}", how=how_said(lab, values.item))
    return Reply(content(thanks, *buttons([button(t("Take it back"), "unsay", ctx.creating, Style.DANGER)])))


def _without_name(lab: Lab, item: int, ctx: Context) -> None:
    """Let them act under a handle: what one person says to one item has one, so that people are counted, not words."""
    said = ctx.store.contributions.to_item(lab.id, item)
    before = next((one.by for one in said if one.by in ctx.viewer.handles), None)
    if before is not None:
        ctx.act_as(before)
        return
    try:
        ctx.hide()
    except NoKey:
        raise Refusal(
            t("Nothing can be said without a name here yet. Please choose another question."), "item"
        ) from None


def take_back(said: Contribution, ctx: Context) -> Outcome:
    """Take it back; whoever has the button said it, whether anybody knows who that is or not."""
    if said.by != ctx.actor:
        ctx.act_as(said.by)
    ctx.keep(ctx.store.contributions, said, saying.take_back(said))
    ctx.refresh(said.lab)
    return UpdateCard(content(t("You have taken it back."), *_still_there(said, ctx)))


def _still_there(said: Contribution, ctx: Context) -> Sequence[Block]:
    """Tell of the one place where it may still be read: what was said to an item is posted together when it ends."""
    lab = ctx.store.labs.get(said.lab)
    if lab is None or (lab.state is LabState.OPEN and said.item >= lab.step):
        return ()
    return (Note(t("What was posted in the session when this question ended stays as it is.")),)


def read(lab: Lab, asked: Asked, reading: Reading) -> Reply:
    """Show all that was said, item by item."""
    title = t("What was said in {title}", title=title_of(lab.plan))
    said = [
        (step, one)
        for step in range(len(lab.plan.agenda))
        for one in saying.shown(lab, step, reading.store.contributions.to_item(lab.id, step))
    ]
    laid, more = asked.cut(asked.onwards(pages(said, lambda one: one[1].text, PAGE), 1), 1, "labs.said", lab.id)
    shown = [one for page in laid for one in page]
    blocks: list[Block] = [Heading(title)]
    last = -1
    for step, one in shown:
        if step != last:
            blocks.append(Paragraph(part_of(lab, step)))
            last = step
        blocks.append(line(lab, step, one, TEXT_MOST))
    if not shown:
        blocks.append(Note(t("Nothing that can be shown has been said yet.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


ACTIONS = (Action(name="labs.unsay", may=rules.brought_by, on=CONTRIBUTION, run=take_back),)
SUBMITS = (
    Submit(
        name="labs.say",
        may=rules.takes_part,
        on=LAB,
        command="lab say",
        help=t("Say something to the question that is on in a learning lab"),
        form=say_form,
        model=Said,
        run=say,
        creates=CONTRIBUTION.letter,
    ),
)
QUERIES = (
    Query(
        name="labs.said",
        may=rules.may_see,
        on=LAB,
        command="lab said",
        help=t("Read what was said in a learning lab"),
        run=read,
    ),
)
