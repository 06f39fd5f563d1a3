"""Putting the question of an item to the room, and showing together what was said to it before the next one."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Content, Heading, Note, Quote, buttons
from bot.core.intents import Direct, Intent, Post
from bot.core.text import Untrusted, n, t
from bot.domain.labs import rules, running, saying
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Rsvp, Seat
from bot.features.labs.running.sheet import TIME
from bot.features.labs.running.words import how_said, line, part_of
from bot.features.labs.wording import button
from bot.ports.context import Context

TOGETHER: Final = 10
"""So much of what was said is shown together in the thread; all of it is in ``/lab said``."""


def prompt(lab: Lab, ctx: Context) -> None:
    """Put the question of the item that is on, and keep its time softly."""
    item = running.item_on(lab)
    if item is None or lab.step_until is None:
        return
    said = part_of(lab, lab.step)
    put = Content(
        said,
        (
            Heading(said),
            Quote(Untrusted(item.prompt)),
            Note(how_said(lab, lab.step)),
            *buttons([button(t("Say something"), "say", lab.id)]),
        ),
    )
    tell_session(lab, put, ctx)
    if not lab.plan.over_days:
        ctx.promise(TIME, lab.id, lab.step_until)


def gather(lab: Lab, ctx: Context) -> None:
    """Show together what was said to the item that is on, before it is over."""
    if running.item_on(lab) is None:
        return
    shown = saying.shown(lab, lab.step, ctx.store.contributions.to_item(lab.id, lab.step))
    if not shown:
        return
    lines: list[Block] = [line(lab, lab.step, one) for one in shown[:TOGETHER]]
    if (more := len(shown) - TOGETHER) > 0:
        lines.append(Note(n("And one more", "And {count} more", more)))
    title = t("What was said to it")
    read = buttons([button(t("Read what was said"), "said", lab.id)])
    tell_session(lab, Content(title, (Heading(title), *lines, *read)), ctx)


def tell_session(lab: Lab, words: Content, ctx: Context) -> None:
    """Say something to those who are in the session: in its thread, else in its room."""
    if lab.room is not None:
        post: Intent = Post(lab.room, words, lab.thread)
        ctx.send(post)
        return
    for answered in in_session(lab, ctx):
        if rules.may_see(ctx.viewer_of(answered.member), lab):
            ctx.send(Direct(answered.member, words))


def in_session(lab: Lab, ctx: Context) -> Sequence[Rsvp]:
    """Give who is in a session that has no room: who is there; over days, who said that they take part."""
    if not lab.plan.over_days:
        return ctx.store.rsvps.present(lab.id)
    return [one for one in ctx.store.rsvps.seated(lab.id, Seat.SEATED) if not one.hushed]
