"""A member forgotten in labs when they say so, and all that is held about them there."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.handles import is_handle
from bot.domain.labs import apart, leading, rota
from bot.domain.labs.breakout import Breakout
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.events import Change
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import Plan
from bot.domain.labs.series import Series
from bot.domain.pods.forgetting import nobody
from bot.features.labs.breakouts.leaving import let_go
from bot.features.labs.closing.harvest import hand_on
from bot.features.labs.closing.leaving import give_all_back
from bot.features.labs.rsvps.following import give_all_up
from bot.ports.context import Context
from bot.ports.feature import Erasure
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give the labs that a member planned or leads, those they answered for, and what they brought."""
    brought = [one for name in (member, *sorted(store.handles.of(member))) for one in store.contributions.by(name)]
    chosen = store.reminder_choices.of(member)
    return {
        "labs": [_lab(lab) for lab in store.labs.naming(member)],
        "series": [
            {"reference": reference(one.id), "title": one.plan.title} for one in store.lab_series.naming(member)
        ],
        "rsvps": [
            {"lab": reference(one.lab), "answer": one.answer.value, "came": one.came_at is not None}
            for one in store.rsvps.of_member(member)
        ],
        "to_do": [
            {"reference": reference(one.id), "what": one.what, "due": one.due.isoformat() if one.due else None}
            for one in store.outcomes.owned_by(member)
        ],
        "reminded_minutes_before": sorted(chosen.minutes) if chosen else None,
        "chosen": [{"poll": reference(one.poll), "option": one.option} for one in store.votes.of_member(member)],
        "groups": [
            {"lab": reference(one.lab), "group": one.number, "notes": one.notes if one.noted_by == member else None}
            for one in store.breakouts.naming(member)
        ],
        "brought": [
            {"lab": reference(one.lab), "at": one.at.isoformat(), "text": one.text} for one in brought if not one.gone
        ],
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Take a member out of every lab.

    Their seats go to the next in line. What they brought stays without a name, or goes, as they wish.
    """
    for name in (member, *sorted(ctx.store.handles.of(member))):
        for brought in ctx.store.contributions.by(name):
            ctx.store.contributions.save(_unsaid(brought, keep_anonymised))
            ctx.refresh(brought.lab)
    for series in ctx.store.lab_series.naming(member):
        ctx.store.lab_series.save(_series_without(series, member))
    for lab in ctx.store.labs.naming(member):
        kept = ctx.keep(ctx.store.labs, lab, _lab_without(lab, member))
        ctx.settle(lab.id, member)
        if kept.state is LabState.CLOSING:
            hand_on(kept, member, ctx)
        ctx.refresh(lab.id)
    give_all_up(member, ctx)
    give_all_back(member, ctx)
    for outcome in ctx.store.outcomes.owned_by(member):
        ctx.store.outcomes.save(replace(outcome, owner=nobody(member.community)))
        ctx.refresh(outcome.lab)
    for answered in ctx.store.rsvps.of_member(member):
        ctx.settle(answered.id)
        ctx.settle(answered.lab, member)
        ctx.refresh(answered.lab)
    ctx.store.rsvps.forget(member)
    let_go(member, True, ctx)
    for group in ctx.store.breakouts.naming(member):
        ctx.store.breakouts.save(_group_without(group, member, keep_anonymised))
        ctx.refresh(group.id)
    polls = {vote.poll for vote in ctx.store.votes.of_member(member)}
    ctx.store.votes.forget(member)
    for poll in sorted(polls):
        ctx.refresh(poll)
    ctx.store.reminder_choices.forget(member)


def _group_without(group: Breakout, member: MemberRef, keep_anonymised: bool) -> Breakout:
    left = apart.without(group, member)
    if group.noted_by != member:
        return left
    return replace(left, noted_by=nobody(member.community), notes=group.notes if keep_anonymised else "")


def _unsaid(brought: Contribution, keep_anonymised: bool) -> Contribution:
    # A handle stays: nobody is behind it any more, and none can tell that somebody went.
    by = brought.by if is_handle(brought.by) else nobody(brought.by.community)
    if keep_anonymised:
        return replace(brought, by=by)
    return replace(brought, by=by, text="", gone=True)


def _others(people: tuple[MemberRef, ...], member: MemberRef) -> tuple[MemberRef, ...]:
    return tuple(one for one in people if one != member)


def _plan_without(plan: Plan, member: MemberRef) -> Plan:
    return replace(plan, facilitators=_others(plan.facilitators, member))


def _lab_without(lab: Lab, member: MemberRef) -> Change:
    unnamed = replace(
        lab,
        plan=_plan_without(lab.plan, member),
        organiser=nobody(member.community) if lab.organiser == member else lab.organiser,
    )
    return leading.without(unnamed, member)


def _series_without(series: Series, member: MemberRef) -> Series:
    unnamed = replace(
        series,
        plan=_plan_without(series.plan, member),
        organiser=nobody(member.community) if series.organiser == member else series.organiser,
    )
    return rota.without(unnamed, member)[0]


def _lab(lab: Lab) -> Mapping[str, object]:
    return {
        "reference": reference(lab.id),
        "title": lab.plan.title,
        "starts_at": lab.starts_at.isoformat(),
        "state": lab.state.value,
    }


ERASURE = Erasure(export, erase)
