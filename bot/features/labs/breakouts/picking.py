"""Choosing one's group by a press, until whoever leads lets the groups begin."""

from typing import Final

from bot.core.content import Block, Bullets, Content, Heading, Note, buttons, content
from bot.core.outcome import Outcome
from bot.core.text import Untrusted, n, t
from bot.domain.labs import apart, attending, rules
from bot.domain.labs.breakout import Breakout, GroupState
from bot.domain.labs.lab import Lab
from bot.features.labs.breakouts.groups import send_off
from bot.features.labs.breakouts.keeping import groups_of, keep_groups, lab_of, name_of, outside, present
from bot.features.labs.breakouts.overview import GROUPS
from bot.features.labs.kinds import BREAKOUT, LAB
from bot.features.labs.wording import button, title_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, View

CHOOSE: Final = "labs.choose"


def card(lab: Lab, reading: Reading) -> Content:
    """Offer the groups, with how many are in each; once they begin, say so."""
    if not rules.may_see(reading.viewer, lab):
        return content(t("This is not open to you any more."))
    groups = [one for one in apart.last_round(groups_of(lab, reading)) if one.state is GroupState.CHOOSING]
    title = t("Choose your group · {title}", title=title_of(lab.plan))
    if not groups:
        return Content(title, (Heading(title), Note(t("The groups have begun, or they are over."))))
    lines = tuple(
        t("{group}: {count}", group=name_of(one), count=n("one person", "{count} people", len(one.members)))
        for one in groups
    )
    asked: list[Block] = [Note(Untrusted(groups[0].prompt))] if groups[0].prompt else []
    offered = [button(name_of(one), "choose", one.id) for one in groups]
    hint = Note(t("Nobody will be alone: who is in none joins the smallest when the groups begin."))
    return Content(title, (Heading(title), *asked, Bullets(lines), hint, *buttons(offered)))


def offer(lab: Lab, ctx: Context) -> None:
    """Put the choice before everybody who is there."""
    if lab.room is not None:
        ctx.card(CHOOSE, lab.id, lab.room, under=lab.thread)
    for member in present(lab, ctx):
        if outside(member, lab):
            ctx.card(CHOOSE, lab.id, member)


def choose(group: Breakout, ctx: Context) -> Outcome:
    """Choose a group, or another one; whoever chooses is here, and noted so."""
    lab = lab_of(group, ctx)
    before = groups_of(lab, ctx)
    keep_groups(ctx, before, apart.chosen(before, group, ctx.actor))
    answered = ctx.store.rsvps.of(lab.id, ctx.actor)
    ctx.keep(ctx.store.rsvps, answered, attending.come(lab, answered, ctx.actor, ctx.now))
    shown = ctx.show(CHOOSE, lab.id)
    return noted(shown, t("You are in {group}. You can still choose another one.", group=name_of(group)))


@or_as_it_stands(GROUPS)
def begin(lab: Lab, ctx: Context) -> Outcome:
    """Let the groups begin as they are, with everybody else who is here in the smallest."""
    before = groups_of(lab, ctx)
    changes = apart.begun(lab, before, present(lab, ctx), ctx.new_id("LB"))
    send_off(keep_groups(ctx, before, changes), lab, ctx)
    return ctx.show(GROUPS, lab.id)


ACTIONS = (
    Action(name="labs.choose", may=rules.may_see_group, on=BREAKOUT, run=choose),
    Action(
        name="labs.begin_groups",
        may=rules.facilitates,
        on=LAB,
        command="breakout begin",
        help=t("Let the groups begin that people chose"),
        run=begin,
    ),
)
VIEWS = (View(CHOOSE, LAB, card),)
