"""Somebody leaves in the middle of a session: their group goes on without them, and nobody is left alone in it."""

from bot.core.content import content
from bot.core.intents import Direct
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.labs import apart, rules
from bot.domain.labs.breakout import Breakout
from bot.domain.labs.lab import Lab
from bot.features.labs.breakouts.groups import greet
from bot.features.labs.breakouts.keeping import groups_of, keep_groups, lab_of, name_of
from bot.features.labs.departing import when_somebody_leaves
from bot.features.labs.wording import title_of
from bot.ports.context import Context


def let_go(member: MemberRef, everywhere: bool, ctx: Context) -> None:
    """Let somebody be in no group any more of a session that they may not come to, if it works or people choose it."""
    viewer = ctx.viewer_of(member)
    for group in ctx.store.breakouts.naming(member):
        if everywhere or not rules.may_see_group(viewer, group):
            _leave(group, member, ctx)


def _leave(group: Breakout, member: MemberRef, ctx: Context) -> None:
    if group.state not in apart.GOING_ON or member not in group.members:
        return
    lab = lab_of(group, ctx)
    before = groups_of(lab, ctx)
    after = keep_groups(ctx, before, apart.left(before, member))
    for alone in group.members if after and not after[0].members else ():
        if alone != member:
            _tell_alone(alone, after[1:], lab, ctx)


def _tell_alone(alone: MemberRef, joined: list[Breakout], lab: Lab, ctx: Context) -> None:
    """Tell somebody where they go from a group in which they would be alone, and those who are there."""
    words = t("You would be alone in your group. Please come back to {title}.", title=title_of(lab.plan))
    if joined:
        words = t("You would be alone in your group, so you are in {group} now.", group=name_of(joined[0]))
    ctx.send(Direct(alone, content(words)))
    for group in joined:
        greet(group, lab, alone, ctx)


LISTENERS = when_somebody_leaves(let_go)
