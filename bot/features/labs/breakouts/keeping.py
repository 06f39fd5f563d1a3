"""What every handler here does: store what became of groups, and say something to one."""

from collections.abc import Iterable, Sequence

from bot.core.content import Content
from bot.core.errors import Hidden
from bot.core.intents import Direct, Post
from bot.core.refs import MemberRef
from bot.core.text import Inline, Msg, joined, t
from bot.domain.handles import who
from bot.domain.labs.apart import Change
from bot.domain.labs.breakout import Breakout
from bot.domain.labs.lab import Lab
from bot.ports.context import Context, Reading


def groups_of(lab: Lab, reading: Reading) -> Sequence[Breakout]:
    """Give all groups of a lab, those of earlier rounds included."""
    return reading.store.breakouts.of_lab(lab.id)


def lab_of(group: Breakout, reading: Reading) -> Lab:
    """Give the lab whose group it is."""
    lab = reading.store.labs.get(group.lab)
    if lab is None:
        raise Hidden
    return lab


def keep_groups(ctx: Context, before: Iterable[Breakout], changes: Iterable[Change]) -> list[Breakout]:
    """Store what became of groups; their copies, and the lab's that tell of them, follow."""
    known = {one.id: one for one in before}
    kept: list[Breakout] = []
    for change in changes:
        group = ctx.keep(ctx.store.breakouts, known.get(change[0].id), change)
        ctx.refresh(group.id)
        kept.append(group)
    if kept:
        ctx.refresh(kept[0].lab)
    return kept


def tell_group(group: Breakout, lab: Lab, words: Content, ctx: Context) -> None:
    """Say something to a group: in its thread, or to each of it where it has none."""
    if lab.room is not None and group.thread is not None:
        ctx.send(Post(lab.room, words, group.thread))
        return
    for member in group.members:
        ctx.send(Direct(member, words))


def to_group(lab: Lab, people: Sequence[MemberRef]) -> list[MemberRef]:
    """Give those who are put into groups: who leads goes round between them."""
    return [one for one in people if one not in lab.facilitators]


def present(lab: Lab, reading: Reading) -> list[MemberRef]:
    """Give those who are noted as here and are put into groups."""
    return to_group(lab, [one.member for one in reading.store.rsvps.present(lab.id)])


def name_of(group: Breakout) -> Msg:
    """Name a group."""
    return t("Group {number}", number=group.number)


def people_of(group: Breakout) -> Inline:
    """Name those who are in a group."""
    return joined(map(who, group.members), ", ")
