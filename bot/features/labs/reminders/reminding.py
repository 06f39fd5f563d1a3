"""Reminding everybody who comes: one promise for each lab, kept in pieces, so that nobody else waits for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.core.content import Button, Content, Heading, Paragraph, buttons
from bot.core.inbound import JobDue
from bot.core.intents import Direct
from bot.core.refs import MemberRef
from bot.core.text import Moment, Msg, Untrusted, t
from bot.core.tokens import Token
from bot.domain.calendar import after, zone_of
from bot.domain.events import Event
from bot.domain.labs import reminding, rules
from bot.domain.labs.events import LabCancelled, LabEnded, LabMoved, LabScheduled, RemindersDropped
from bot.domain.labs.lab import COMING, Lab
from bot.domain.labs.reminding import USUAL, ReminderChoice
from bot.domain.labs.rsvp import Rsvp
from bot.domain.members import Member
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import button, title_of
from bot.ports.context import Context
from bot.ports.feature import Job, Listener, on

JOB: Final = "labs.remind"
PIECE: Final = 250
"""So many are reminded in one transaction."""


def remind(lab: Lab, due: JobDue, ctx: Context) -> None:
    """Remind those who are to be reminded by now, and come again for the others, or for the next moment."""
    if lab.state not in COMING:
        return
    last = reminding.last_moment(lab, ctx.now)
    left = ctx.store.rsvps.to_remind(lab.id, last, PIECE) if last is not None else ()
    _remind(lab, left, ctx)
    if len(left) == PIECE:
        # A promise for the moment that is being kept would be struck off with it.
        ctx.promise(JOB, lab.id, due.due_at + timedelta(microseconds=1))
        return
    if last is not None:
        _remind_leaders(lab, last, ctx)
    if (upcoming := reminding.next_moment(lab, ctx.now)) is not None:
        ctx.promise(JOB, lab.id, upcoming)


def _remind(lab: Lab, coming: Sequence[Rsvp], ctx: Context) -> None:
    who = [one.member for one in coming]
    chosen, profiles = ctx.store.reminder_choices.several(who), ctx.store.members.several(who)
    dropped, words = 0, reminder(lab, ctx.now)
    for answered in coming:
        wanted = _wanted(chosen, answered.member)
        minutes = reminding.missed(lab, wanted, reminding.since(answered), ctx.now)
        told_at = _reached_at(profiles.get(answered.member), ctx)
        if minutes is None or minutes != reminding.missed(lab, wanted, reminding.since(answered), told_at):
            # None is due, or the next one is by the time that it would reach them.
            continue
        if not _is_told(lab, minutes, answered.member, told_at, words, ctx):
            dropped += 1
    ctx.store.rsvps.dealt_with([one.id for one in coming], ctx.now)
    if dropped:
        ctx.record(RemindersDropped(about=lab.id, count=dropped))


def _remind_leaders(lab: Lab, moment: datetime, ctx: Context) -> None:
    """Remind who leads it and has not said whether they come: they do."""
    leaders = [one for one in lab.facilitators if ctx.store.rsvps.of(lab.id, one) is None]
    chosen, profiles = ctx.store.reminder_choices.several(leaders), ctx.store.members.several(leaders)
    for leader in leaders:
        minutes = reminding.missed(lab, _wanted(chosen, leader), lab.planned_at, ctx.now)
        if minutes is not None and reminding.moment_of(lab, minutes) == moment:
            _is_told(lab, minutes, leader, _reached_at(profiles.get(leader), ctx), reminder(lab, ctx.now), ctx)


def _wanted(chosen: Mapping[MemberRef, ReminderChoice], member: MemberRef) -> frozenset[int]:
    return chosen[member].minutes if member in chosen else USUAL


def _is_told(lab: Lab, minutes: int, member: MemberRef, told_at: datetime, words: Content, ctx: Context) -> bool:
    """Remind one, if it is of use to them: they may still come, and it reaches them in time."""
    if not reminding.of_use(lab, minutes, told_at) or not rules.may_see(ctx.viewer_of(member), lab):
        return False
    ctx.send(Direct(member, words), key=f"{JOB}/{lab.id}/{lab.sequence}/{minutes}/{member}")
    return True


def _reached_at(profile: Member | None, ctx: Context) -> datetime:
    """Give when a message reaches them: what a job tells waits until quiet hours are over."""
    if profile is None or profile.quiet_hours is None:
        return ctx.now
    return after(profile.quiet_hours, ctx.now, zone_of(profile.zone or profile.platform_zone, ctx.community.zone))


def reminder(lab: Lab, now: datetime) -> Content:
    """Say when it begins, or that it has begun, and how to have fewer of these."""
    begun = now >= lab.starts_at
    when: Msg = (
        t("It began at {moment}, and it goes on: you can still come.", moment=Moment(lab.starts_at))
        if begun
        else t("It begins {moment}.", moment=Moment(lab.starts_at))
    )
    lines: list[Msg] = [when]
    if lab.plan.link:
        lines.append(t("Where to meet: {link}", link=Untrusted(lab.plan.link)))
    return Content(
        t("Reminder: {title}", title=title_of(lab.plan)),
        (
            Heading(title_of(lab.plan)),
            *(Paragraph(line) for line in lines),
            *buttons(
                [
                    button(t("See the lab"), "show", lab.id),
                    button(t("No more for this one"), "hush", lab.id),
                    Button(t("Choose my reminders"), Token("labs.reminders")),
                ]
            ),
        ),
    )


def _promise(event: Event, ctx: Context) -> None:
    lab = ctx.store.labs.get(event.about)
    upcoming = reminding.next_moment(lab, ctx.now) if lab else None
    if upcoming is not None:
        ctx.promise(JOB, event.about, upcoming)


def _promise_anew(event: LabMoved, ctx: Context) -> None:
    ctx.withdraw_promise(event.about, JOB)
    ctx.store.rsvps.remind_anew(event.about)
    _promise(event, ctx)


def _withdraw(event: Event, ctx: Context) -> None:
    ctx.withdraw_promise(event.about, JOB)


JOBS = (Job(JOB, LAB, remind),)
LISTENERS: tuple[Listener[LabScheduled] | Listener[LabMoved] | Listener[LabCancelled] | Listener[LabEnded], ...] = (
    on(LabScheduled, _promise),
    on(LabMoved, _promise_anew),
    on(LabCancelled, _withdraw),
    on(LabEnded, _withdraw),
)
