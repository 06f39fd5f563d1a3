"""What each group brings back: written by whoever reports, or anybody of it, and shown together without names."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Block, Content, Heading, Note, Paragraph, Quote, buttons, content
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome, Reply
from bot.core.safety import shorten
from bot.core.text import Strong, Untrusted, t
from bot.domain.access import audiences
from bot.domain.labs import apart, rules
from bot.domain.labs.breakout import NOTES_MOST, Breakout, GroupState
from bot.domain.labs.lab import Lab
from bot.features.labs.breakouts.groups import CARD
from bot.features.labs.breakouts.keeping import groups_of, keep_groups, lab_of, name_of, outside, present
from bot.features.labs.kinds import BREAKOUT, LAB
from bot.features.labs.wording import button, title_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Asked, Query, Submit, View

TOGETHER: Final = "labs.brought_back"
SHORT: Final = 200
PAGE: Final = 6


class Notes(BaseModel):
    """What a group brings back."""

    notes: str = Field(max_length=NOTES_MOST)


def note_form(group: Breakout, reading: Reading) -> Form:
    """Ask what the group brings back, with what was written before."""
    lab = lab_of(group, reading)
    apart.noted(group, lab, "", lab.organiser)
    _of_it(group, lab, reading)
    notes = TextInput(
        name="notes", label=t("What do you bring back?"), long=True, maximum=NOTES_MOST, initial=group.notes
    )
    intro = t("Everybody in the session reads it as the group's, without your name. You can change it later.")
    return Form(t("Notes of your group"), (Section((notes,), intro=intro),), submit=t("Keep them"))


@or_as_it_stands(CARD)
def note(group: Breakout, values: Notes, ctx: Creating) -> Outcome:
    """Keep what the group brings back."""
    lab = lab_of(group, ctx)
    _of_it(group, lab, ctx)
    keep_groups(ctx, [group], [apart.noted(group, lab, values.notes.strip(), ctx.actor)])
    for one in groups_of(lab, ctx):
        if one.round == group.round:
            ctx.refresh(one.id)
    if group.state is GroupState.BACK:
        return noted(ctx.show(CARD, group.id), t("Kept. Everybody in the session can read it now."))
    return noted(ctx.show(CARD, group.id), t("Kept. It is shown to everybody when the groups come back."))


def _of_it(group: Breakout, lab: Lab, reading: Reading) -> None:
    """Let those write who were in the group, and who leads."""
    if reading.viewer.member is not None and not rules.facilitates(reading.viewer, lab):
        apart.in_it(group, reading.viewer.member)


@or_as_it_stands(CARD)
def report(group: Breakout, ctx: Context) -> Outcome:
    """Report of one's group."""
    keep_groups(ctx, [group], [apart.reported(group, ctx.actor)])
    return ctx.show(CARD, group.id)


def together(first: Breakout, reading: Reading) -> Content:
    """Show what the groups of a round bring back, whether all of them have written or not."""
    lab = lab_of(first, reading)
    if first.audience not in audiences(reading.viewer):
        return content(t("This is not open to you any more."))
    title = t("What the groups bring back to {title}", title=title_of(lab.plan))
    blocks: list[Block] = [Heading(title)]
    for group in groups_of(lab, reading):
        if group.round == first.round and group.state is not GroupState.DROPPED:
            blocks += _lines(group, SHORT)
    return Content(title, (*blocks, *buttons([button(t("Read the notes"), "notes", lab.id)])))


def _lines(group: Breakout, most: int) -> list[Block]:
    if not group.notes:
        return [Paragraph(t("{group} has not written anything yet.", group=name_of(group)))]
    return [Paragraph(Strong(name_of(group))), Quote(Untrusted(shorten(group.notes, most)))]


def bring_back(first: Breakout, lab: Lab, ctx: Context) -> None:
    """Show to everybody in the session what the groups bring back; what comes later stands there, too."""
    if lab.room is not None:
        ctx.card(TOGETHER, first.id, lab.room, under=lab.thread)
    for member in present(lab, ctx):
        if outside(member, lab):
            ctx.card(TOGETHER, first.id, member)


def read(lab: Lab, asked: Asked, reading: Reading) -> Reply:
    """Read what all groups brought back, whole."""
    title = t("Notes of the groups of {title}", title=title_of(lab.plan))
    back = [one for one in groups_of(lab, reading) if one.notes and one.state is GroupState.BACK]
    shown, more = asked.cut(asked.onwards(back, PAGE), PAGE, "labs.notes", lab.id)
    blocks: list[Block] = [Heading(title), *(line for group in shown for line in _lines(group, NOTES_MOST))]
    if not shown:
        blocks.append(Note(t("No group has brought anything back yet. It is shown once they are called back.")))
    return Reply(Content(title, (*blocks, *buttons(more))))


SUBMITS = (
    Submit(
        name="labs.note",
        may=rules.may_see_group,
        on=BREAKOUT,
        form=note_form,
        model=Notes,
        run=note,
    ),
)
ACTIONS = (Action(name="labs.report", may=rules.may_see_group, on=BREAKOUT, run=report),)
QUERIES = (
    Query(
        name="labs.notes",
        may=rules.may_see,
        on=LAB,
        command="breakout notes",
        help=t("Read what the groups of a session brought back"),
        run=read,
    ),
)
VIEWS = (View(TOGETHER, BREAKOUT, together),)
