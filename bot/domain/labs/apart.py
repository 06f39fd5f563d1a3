"""The life of a round of groups: made or chosen, at work, called back; and what each brings back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.ids import derived_id
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import grouping
from bot.domain.labs import work_events as work
from bot.domain.labs.breakout import GROUPS_MOST, Breakout, GroupState
from bot.domain.labs.lab import Lab, LabState

Change = tuple[Breakout, tuple[Event, ...]]

GOING_ON = frozenset({GroupState.CHOOSING, GroupState.WORKING})


def last_round(all_: Sequence[Breakout]) -> list[Breakout]:
    """Give the groups of the last round that somebody is in or can choose."""
    last = max((one.round for one in all_), default=0)
    return [one for one in all_ if one.round == last and one.state is not GroupState.DROPPED]


def at_work(all_: Sequence[Breakout]) -> list[Breakout]:
    """Give the groups that work now."""
    return [one for one in last_round(all_) if one.state is GroupState.WORKING]


def check(lab: Lab, all_: Sequence[Breakout]) -> None:
    """Refuse to make groups outside a session, and beside others."""
    if lab.state is not LabState.OPEN:
        raise AlreadySettled(t("The session is not on, so there are no groups now."))
    if any(one.state in GOING_ON for one in last_round(all_)):
        raise AlreadySettled(t("There are groups already. Call them back first."))


def made(lab: Lab, all_: Sequence[Breakout], people: grouping.Groups, prompt: str, now: datetime) -> list[Change]:
    """Let groups of these people begin; who was named to report reports of theirs."""
    check(lab, all_)
    changes: list[Change] = []
    for number, members in enumerate(filter(None, people), 1):
        group = _group(lab, all_, number, prompt, now)
        reports = next((one for one in members if one in lab.rapporteurs), None)
        group = replace(group, members=members, rapporteur=reports, state=GroupState.WORKING)
        changes.append((group, ()))
    return _told(changes, lab)


def offered(lab: Lab, all_: Sequence[Breakout], groups: int, prompt: str, now: datetime) -> list[Change]:
    """Offer so many groups, for people to choose one."""
    check(lab, all_)
    if not 2 <= groups <= GROUPS_MOST:
        raise Refusal(t("Give 2 to {most} groups to choose from.", most=GROUPS_MOST), "groups")
    return [(_group(lab, all_, number, prompt, now), ()) for number in range(1, groups + 1)]


def chosen(all_: Sequence[Breakout], group: Breakout, member: MemberRef) -> list[Change]:
    """Let somebody choose a group, or another one than before."""
    if group.state is not GroupState.CHOOSING or group not in last_round(all_):
        raise AlreadySettled(t("The groups have begun, or they are over. This is how it stands."))
    changes: list[Change] = []
    for one in last_round(all_):
        others = tuple(known for known in one.members if known != member)
        members = (*others, member) if one.id == group.id else others
        if set(members) != set(one.members):
            changes.append((replace(one, members=members), ()))
    return changes


def begun(lab: Lab, all_: Sequence[Breakout], people: Sequence[MemberRef], chance: str) -> list[Change]:
    """Let the groups that were chosen begin, each person in one; a group that nobody chose does not."""
    choosing = [one for one in last_round(all_) if one.state is GroupState.CHOOSING]
    if not choosing or lab.state is not LabState.OPEN:
        raise AlreadySettled(t("The groups have begun, or they are over. This is how it stands."))
    everybody = [*people, *(member for one in choosing for member in one.members)]
    grouping.count(len(set(everybody)), groups=len(choosing))
    completed = grouping.completed([one.members for one in choosing], everybody, chance)
    changes: list[Change] = []
    for place, group in enumerate(choosing):
        members = completed[place] if place < len(completed) else ()
        reports = next((one for one in members if one in lab.rapporteurs), None)
        state = GroupState.WORKING if members else GroupState.DROPPED
        changes.append((replace(group, members=members, rapporteur=reports, state=state), ()))
    return _told(changes, lab)


def joined(all_: Sequence[Breakout], member: MemberRef) -> Change | None:
    """Let who comes late join the smallest group; None where there is none, or they are in one."""
    groups = at_work(all_)
    if not groups or any(member in one.members for one in groups):
        return None
    group = groups[grouping.smallest([len(one.members) for one in groups])]
    return replace(group, members=(*group.members, member)), ()


def left(all_: Sequence[Breakout], member: MemberRef) -> list[Change]:
    """Go on without somebody; who would be alone now joins the smallest other group, and their own is none any more.

    What a group has written so far stays and is read with what the others bring back.
    """
    group = of([one for one in last_round(all_) if one.state in GOING_ON], member)
    if group is None:
        return []
    rest = without(group, member)
    if group.state is GroupState.CHOOSING or len(rest.members) > 1:
        return [(rest, ())]
    state = GroupState.BACK if rest.notes else GroupState.DROPPED
    changes: list[Change] = [(replace(rest, members=(), rapporteur=None, state=state), ())]
    others = [one for one in at_work(all_) if one.id != group.id]
    if rest.members and others:
        joins = others[grouping.smallest([len(one.members) for one in others])]
        changes.append((replace(joins, members=(*joins.members, *rest.members)), ()))
    return changes


def recalled(lab: Lab, all_: Sequence[Breakout]) -> list[Change]:
    """Call all groups back; those that people were still choosing do not begin."""
    going_on = [one for one in last_round(all_) if one.state in GOING_ON]
    if not going_on:
        raise AlreadySettled(t("Nobody is in a group now."))
    after = {GroupState.CHOOSING: GroupState.DROPPED, GroupState.WORKING: GroupState.BACK}
    changes: list[Change] = [(replace(one, state=after[one.state]), ()) for one in going_on]
    changes[0] = (changes[0][0], (work.GroupsRecalled(about=lab.id),))
    return changes


def reported(group: Breakout, member: MemberRef) -> Change:
    """Let one of a group report of it, whom nobody takes that from while it works."""
    in_it(group, member)
    if group.state is not GroupState.WORKING:
        raise AlreadySettled(t("This group has nothing to write any more. This is how it stands."))
    if group.rapporteur not in (None, member):
        raise AlreadySettled(t("Somebody reports already. You can write notes with them."))
    return replace(group, rapporteur=member), ()


def noted(group: Breakout, lab: Lab, notes: str, by: MemberRef) -> Change:
    """Write down what a group brings back, until all is put together."""
    if group.state not in (GroupState.WORKING, GroupState.BACK) or lab.over:
        raise AlreadySettled(t("This group has nothing to write any more. This is how it stands."))
    return replace(group, notes=notes, noted_by=by), (work.GroupNoted(about=group.id),)


def without(group: Breakout, member: MemberRef) -> Breakout:
    """Give a group without somebody in it."""
    return replace(
        group,
        members=tuple(one for one in group.members if one != member),
        rapporteur=None if group.rapporteur == member else group.rapporteur,
    )


def in_it(group: Breakout, member: MemberRef) -> None:
    """Refuse who is in another group."""
    if member not in group.members:
        raise Refusal(t("This is for those who are in group {number}.", number=group.number))


def of(all_: Iterable[Breakout], member: MemberRef) -> Breakout | None:
    """Give the group that somebody is in, of these."""
    return next((one for one in all_ if member in one.members), None)


def _group(lab: Lab, all_: Sequence[Breakout], number: int, prompt: str, now: datetime) -> Breakout:
    round_ = max((one.round for one in all_), default=0) + 1
    return Breakout(
        id=derived_id("LB", lab.id, str(round_), str(number)),
        lab=lab.id,
        audience=lab.audience,
        round=round_,
        number=number,
        members=(),
        state=GroupState.CHOOSING,
        made_at=now,
        prompt=prompt,
    )


def _told(changes: list[Change], lab: Lab) -> list[Change]:
    group, events = changes[0]
    changes[0] = (group, (*events, work.GroupsBegun(about=lab.id, count=len(changes))))
    return changes
