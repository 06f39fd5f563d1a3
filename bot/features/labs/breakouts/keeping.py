"""What every handler here does: store what became of groups, and say something to one."""

from collections.abc import Iterable, Sequence

from bot.core.content import Content
from bot.core.errors import Hidden
from bot.core.intents import Direct, Post
from bot.core.refs import MemberRef
from bot.core.text import Inline, Msg, joined, t
from bot.domain.access import Grant, Role, Scope
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
    """Say something to a group: in its thread, and to each of it who has none there."""
    in_thread = lab.room is not None and group.thread is not None
    if lab.room is not None and group.thread is not None:
        ctx.send(Post(lab.room, words, group.thread))
    for member in group.members:
        if not in_thread or outside(member, lab):
            ctx.send(Direct(member, words))


def outside(member: MemberRef, lab: Lab) -> bool:
    """Tell whether the lab's room is none that somebody can be in: there is none, or it is another community's."""
    return lab.room is None or member.community != lab.room.community


def to_group(lab: Lab, people: Sequence[MemberRef]) -> list[MemberRef]:
    """Give those who are put into groups: who leads goes round between them."""
    return [one for one in people if one not in lab.facilitators]


def present(lab: Lab, reading: Reading) -> list[MemberRef]:
    """Give those who are noted as here, have not left since, and are put into groups."""
    came = [one.member for one in reading.store.rsvps.present(lab.id)]
    return to_group(lab, [one for one in came if _still_here(one, lab, reading)])


def _still_here(member: MemberRef, lab: Lab, reading: Reading) -> bool:
    known = reading.store.members.get(member)
    if known is not None and known.gone:
        return False
    inside = Grant(Role.POD_MEMBER, lab.pod), Grant(Role.FACILITATOR, lab.pod)
    return lab.plan.scope is not Scope.POD or not reading.store.roles.of(member).isdisjoint(inside)


def name_of(group: Breakout) -> Msg:
    """Name a group."""
    return t("Group {number}", number=group.number)


def people_of(group: Breakout) -> Inline:
    """Name those who are in a group."""
    return joined(map(who, group.members), ", ")
