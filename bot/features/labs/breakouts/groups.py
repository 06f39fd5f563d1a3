"""A group's own card, under which it talks: who is in it, what it is asked, and the notes that it brings back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.core.content import Block, Content, Heading, Note, Paragraph, Quote, Style, buttons, content
from bot.core.inbound import Delivered, Refused, Result
from bot.core.refs import MemberRef, MessageRef
from bot.core.text import Untrusted, t
from bot.domain.access import audiences
from bot.domain.handles import who
from bot.domain.labs import apart
from bot.domain.labs.breakout import Breakout, GroupState
from bot.domain.labs.events import Attended, LabEnded
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.breakouts.keeping import (
    groups_of,
    keep_groups,
    lab_of,
    name_of,
    outside,
    people_of,
    tell_group,
    to_group,
)
from bot.features.labs.kinds import BREAKOUT
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context, Reading
from bot.ports.feature import Hears, Listener, View, on

CARD: Final = "labs.breakout"
THREAD: Final = "labs.breakout_thread"
"""What is heard of the post of a group's card: what it says goes on under that."""


def card(group: Breakout, reading: Reading) -> Content:
    """Show a group; under the Chatham House Rule nobody reads afterwards who was in it."""
    lab = lab_of(group, reading)
    if group.audience not in audiences(reading.viewer):
        return content(t("This is not open to you any more."))
    title = t("{group} · {title}", group=name_of(group), title=title_of(lab.plan))
    blocks: list[Block] = [Heading(title)]
    over = lab.state is not LabState.OPEN
    if group.members and not (over and lab.plan.chatham_house):
        blocks.append(Paragraph(people_of(group)))
    if group.prompt:
        blocks.append(Quote(Untrusted(group.prompt)))
    if not group.members:
        blocks.append(Note(t("Nobody is in this group any more.")))
        return Content(title, tuple(blocks))
    if group.state is GroupState.WORKING:
        said = t("{member} reports.", member=who(group.rapporteur)) if group.rapporteur else t("Nobody reports yet.")
        blocks.append(Note(said))
        offered = [] if group.rapporteur else [button(t("I report"), "report", group.id)]
        offered.append(button(t("Write notes"), "note", group.id, Style.PRIMARY))
        return Content(title, (*blocks, *buttons(offered)))
    if group.state is GroupState.BACK:
        blocks.append(Note(t("The groups are back together.")))
    if group.state is GroupState.BACK and not lab.over:
        blocks.extend(buttons([button(t("Write notes"), "note", group.id)]))
    return Content(title, tuple(blocks))


def send_off(groups: Iterable[Breakout], lab: Lab, ctx: Context) -> None:
    """Give each group its card: in the room, where it begins the group's thread, or to each of it alone."""
    for group in groups:
        if group.state is not GroupState.WORKING:
            continue
        if lab.room is not None:
            ctx.card(CARD, group.id, lab.room, then=THREAD)
        _send_each([one for one in group.members if outside(one, lab)], group, ctx)


def _send_each(members: Iterable[MemberRef], group: Breakout, ctx: Context) -> None:
    for member in members:
        ctx.card(CARD, group.id, member)


def _note_thread(group: Breakout, result: Result, ctx: Context) -> None:
    """Note under which message a group talks, and begin there; where the room took no card, each of it has one."""
    lab = lab_of(group, ctx)
    if isinstance(result, Refused):
        _send_each([one for one in group.members if not outside(one, lab)], group, ctx)
        return
    if not isinstance(result, Delivered) or lab.room is None or group.thread is not None:
        return
    begun = replace(group, thread=MessageRef.parse(result.made))
    group = keep_groups(ctx, [group], [(begun, ())])[0]
    tell_group(group, lab, content(t("Talk here. Whoever reports presses “Write notes” above.")), ctx)


def _join(event: Attended, ctx: Context) -> None:
    """Let who comes late join the smallest group."""
    came = ctx.store.rsvps.get(event.about)
    lab = ctx.store.labs.get(came.lab) if came else None
    if came is None or lab is None or lab.state is not LabState.OPEN or not to_group(lab, [came.member]):
        return
    groups = groups_of(lab, ctx)
    change = apart.joined(groups, came.member)
    if change is None:
        return
    greet(keep_groups(ctx, groups, [change])[0], lab, came.member, ctx)


def greet(group: Breakout, lab: Lab, member: MemberRef, ctx: Context) -> None:
    """Tell a group who joins it, in its thread; to who joins and cannot be there, show what the group has before it."""
    if outside(member, lab):
        ctx.card(CARD, group.id, member)
    if lab.room is None:
        return
    if lab.plan.chatham_house:
        # What is posted stays; who is in the group stands on its card, as long as the session is on.
        tell_group(group, lab, content(t("Somebody joins you. Please say hello.")), ctx)
    else:
        tell_group(group, lab, content(t("{member} joins you.", member=who(member))), ctx)


def _hide_names(event: LabEnded, ctx: Context) -> None:
    for group in ctx.store.breakouts.of_lab(event.about):
        ctx.refresh(group.id)


VIEWS = (View(CARD, BREAKOUT, card),)
HEARS = (Hears(THREAD, BREAKOUT, _note_thread),)
LISTENERS: tuple[Listener[Attended] | Listener[LabEnded], ...] = (on(Attended, _join), on(LabEnded, _hide_names))
