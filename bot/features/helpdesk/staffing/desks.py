"""Stewards open desks in their staff's closed rooms, change them, move them and close them."""

from dataclasses import replace
from typing import Final, Literal

from pydantic import BaseModel

from bot.core.commands import Param
from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Choice, Choices, Form, SearchInput, Section, TextInput
from bot.core.ids import reference
from bot.core.inbound import CommandUsed, Gesture
from bot.core.outcome import Outcome
from bot.core.refs import Door, RoomRef
from bot.core.text import RoomLink, t
from bot.domain.access import stewards
from bot.domain.desk import opening, staffing
from bot.domain.desk.desk import Desk, Priority, Rung
from bot.domain.desk.spans import written_span, written_targets
from bot.domain.hours import HOURS_LIMIT, WEEKDAYS, written_hours
from bot.features.helpdesk.keeping import CARD, SHOWN
from bot.features.helpdesk.staffing.fields import Aim, Clock, WorkingTime, Zone
from bot.features.helpdesk.staffing.kinds import DESK
from bot.features.helpdesk.staffing.wording import RUNG_OPTIONS, name_of
from bot.ports.answering import say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit

_SPAN_LIMIT = 20
MOVED: Final = 10_000
"""How many open questions move with their desk: more than any has."""


class Set(BaseModel):
    """How a desk is set."""

    name: str
    scope: str = ""
    hours: Clock
    days: tuple[int, ...] = ()
    zone: Zone = ""
    ladder: tuple[Rung, ...] = ()
    urgent: Aim
    high: Aim
    normal: Aim
    claim_lasts: WorkingTime


class Sure(BaseModel):
    """That it is meant."""

    sure: Literal["yes"]


def open_desk(_nothing: None, ctx: Context) -> Outcome:
    """Open a desk whose staff's room is the one this is used in, and ask what it answers, and when."""
    name = ctx.inbound.values.get("name", "") if isinstance(ctx.inbound, CommandUsed) else ""
    desk = Desk(
        id=ctx.new_id(DESK.letter), community=ctx.community.ref, name=name, room=_room_here(ctx), made_at=ctx.now
    )
    _name_is_free(desk, ctx)
    desk = ctx.keep(ctx.store.desks, None, opening.opened(desk))
    ctx.card("desk.desk", desk.id, desk.room)
    return ctx.form("desk.change", desk.id)


def change_form(desk: Desk, _reading: Reading) -> Form:
    """Ask what a desk answers and when, then in what time."""
    opening.running(desk)
    days = tuple(Option(str(day), name) for day, name in enumerate(WEEKDAYS))
    what = Section(
        (
            TextInput(name="name", label=t("Name"), initial=desk.name, maximum=opening.NAME_MOST),
            TextInput(
                name="scope",
                label=t("What it answers, and what not"),
                hint=t("Whoever asks is shown it. Such as: health services, not the care of a patient"),
                required=False,
                initial=desk.scope,
                long=True,
                maximum=opening.SCOPE_MOST,
            ),
            _line("hours", written_hours(desk.hours), HOURS_LIMIT),
            Choices(
                name="days",
                label=t("Working days"),
                options=days,
                initial=tuple(str(day) for day in sorted(desk.hours.days)),
            ),
            SearchInput(
                name="zone",
                label=t("Time zone"),
                hint=t("Empty: the community's own"),
                required=False,
                source="members.zones",
                initial=desk.zone,
            ),
        ),
        intro=t(
            "Everybody in {room} reads all questions, also those for the desk alone. Let in only who may.",
            room=RoomLink(desk.room),
        ),
    )
    times = Section(
        (
            Choices(
                name="ladder",
                label=t("Who is asked in turn"),
                options=RUNG_OPTIONS,
                initial=tuple(rung.value for rung in desk.ladder),
            ),
            *(_line(priority.value, written_targets(desk.targets[priority]), _SPAN_LIMIT) for priority in Priority),
            _line("claim_lasts", written_span(desk.claim_lasts), _SPAN_LIMIT),
        ),
        intro=t("In working days (d) and hours (h): the first answer / the solution."),
    )
    return Form(t("Help desk"), (what, times), submit=t("Save"))


def change(desk: Desk, values: Set, ctx: Creating) -> Outcome:
    """Set a desk as a steward says."""
    after = replace(
        desk,
        name=values.name,
        scope=values.scope,
        hours=replace(values.hours, days=tuple(sorted(values.days))),
        zone=values.zone,
        ladder=tuple(rung for rung in Rung if rung in values.ladder),
        targets={Priority.URGENT: values.urgent, Priority.HIGH: values.high, Priority.NORMAL: values.normal},
        claim_lasts=values.claim_lasts,
    )
    _name_is_free(after, ctx)
    ctx.keep(ctx.store.desks, desk, opening.changed(desk, after))
    ctx.refresh(desk.id)
    return ctx.show("desk.desk", desk.id)


def move(desk: Desk, ctx: Context) -> Outcome:
    """Have the room this is used in for the staff."""
    room = _room_here(ctx)
    desk = ctx.keep(ctx.store.desks, desk, opening.moved(desk, room))
    ctx.card("desk.desk", desk.id, room)
    for question_id in ctx.store.questions.open_at(desk.id, limit=MOVED):
        # Their cards in the old room are not open to it any more, and the staff talk about them in the new one.
        ctx.card(CARD, question_id, room, then=SHOWN)
        ctx.refresh(question_id)
    return say(
        t("Questions to {desk} come to {room} from now on, the open ones too.", desk=name_of(desk), room=RoomLink(room))
    )


def close_form(desk: Desk, _reading: Reading) -> Form:
    """Ask whether it is meant."""
    opening.running(desk)
    sure = Choice(name="sure", label=t("Close this desk?"), options=(Option("yes", t("Yes, close it")),))
    intro = t("{desk} takes no more questions then. What was answered stays to be found.", desk=name_of(desk))
    return Form(t("Close a desk"), (Section((sure,), intro=intro),), submit=t("Close it"))


def close(desk: Desk, _values: Sure, ctx: Creating) -> Outcome:
    """Close a desk that no other one sends questions to."""
    for other in ctx.store.desks.open_in(desk.community):
        rules = ctx.store.rulebooks.in_force(other.id).rules
        if any(rule.then.desk == reference(desk.id) for rule in rules):
            sends = t("A rule of {desk} sends questions here. Take it away first: /desk retire", desk=name_of(other))
            raise Refusal(sends, "sure")
    if ctx.store.questions.open_at(desk.id, limit=1):
        raise Refusal(t("Questions are open at this desk. Answer or close them first: /triage list"), "sure")
    ctx.keep(ctx.store.desks, desk, opening.closed(desk, ctx.now))
    ctx.settle(desk.id)
    ctx.refresh(desk.id)
    return ctx.show("desk.desk", desk.id)


def _room_here(ctx: Context) -> RoomRef:
    room, door = (ctx.inbound.room, ctx.inbound.door) if isinstance(ctx.inbound, Gesture) else (None, None)
    if room is None or door is Door.DIRECT:
        raise Refusal(t("Use this in the closed room of the desk's staff: questions come there."))
    if door is Door.OPEN:
        raise Refusal(
            t(
                "Everybody here can read this room, and questions for the desk alone would come to it. Make a closed "
                "room, let me and the staff in, and use this there."
            )
        )
    if door is None:
        raise Refusal(
            t("I cannot see who reads this room. Please let me into it if I am not in it, and use this again.")
        )
    if ctx.store.pods.in_room(room) is not None:
        raise Refusal(t("This is a pod's room. A desk needs a closed room of its own: make one, and use this there."))
    if (taken := ctx.store.desks.in_room(room)) is not None:
        raise Refusal(t("{desk} has this room. Every desk needs a closed room of its own.", desk=name_of(taken)))
    return room


def _name_is_free(desk: Desk, ctx: Context) -> None:
    named = ctx.store.desks.named(desk.community, desk.name)
    if named is not None and named.id != desk.id:
        raise Refusal(t("There is a desk of this name already. Choose another name."), "name")


def _line(name: str, value: str, most: int) -> TextInput:
    return TextInput(name=name, label=_LABELS[name], initial=value, maximum=most)


_LABELS = {
    "hours": t("Working hours"),
    "urgent": t("Urgent questions"),
    "high": t("Questions that are needed soon"),
    "normal": t("All other questions"),
    "claim_lasts": t("How long a question stays with who took it"),
}

ACTIONS = (
    Action(
        name="desk.open",
        may=stewards,
        command="desk open",
        help=t("Open a help desk in its staff's closed room (stewards)"),
        params=(Param("name", t("What the desk is called")),),
        minds_door=True,
        run=open_desk,
    ),
    Action(
        name="desk.move",
        may=staffing.stewards_of,
        on=DESK,
        command="desk move",
        help=t("Make this room the staff room of a desk (stewards)"),
        minds_door=True,
        run=move,
    ),
)
SUBMITS = (
    Submit(
        name="desk.change",
        may=staffing.stewards_of,
        on=DESK,
        command="desk change",
        help=t("Change what a desk answers, when, and in what time (stewards)"),
        form=change_form,
        model=Set,
        run=change,
    ),
    Submit(
        name="desk.close",
        may=staffing.stewards_of,
        on=DESK,
        command="desk close",
        help=t("Close a desk (stewards)"),
        form=close_form,
        model=Sure,
        run=close,
    ),
)
