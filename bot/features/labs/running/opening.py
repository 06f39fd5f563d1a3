"""Opening a session, going through its agenda, and ending it: what whoever leads presses."""

from dataclasses import replace
from typing import Final

from bot.core.errors import AlreadySettled
from bot.core.inbound import ActionPressed, Delivered, Result
from bot.core.outcome import Outcome
from bot.core.refs import MessageRef
from bot.core.text import t
from bot.domain.labs import rules, running
from bot.domain.labs.events import LabEnded, LabOpened
from bot.domain.labs.lab import Lab
from bot.features.labs.keeping import keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.running.live import LIVE
from bot.features.labs.running.prompting import gather, prompt
from bot.features.labs.running.sheet import SHEET, hand_out
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action, Hears, Listener, on

THREAD: Final = "labs.thread"
"""What is heard of the post that tells the room that the session is open: what is said to it goes on under that."""


@or_as_it_stands(SHEET)
def begin(lab: Lab, ctx: Context) -> Outcome:
    """Open the session; its room is told, and who leads it has the run sheet."""
    keep_lab(ctx, lab, running.begin(lab, ctx.now))
    return ctx.show(SHEET, lab.id)


@or_as_it_stands(SHEET)
def go_on(lab: Lab, ctx: Context) -> Outcome:
    """Go on to the next item: what was said to this one is shown together, and the next question is put."""
    _still_on(lab, ctx)
    change = running.go_on(lab, ctx.now)
    gather(lab, ctx)
    prompt(keep_lab(ctx, lab, change), ctx)
    return ctx.show(SHEET, lab.id)


@or_as_it_stands(SHEET)
def go_back(lab: Lab, ctx: Context) -> Outcome:
    """Take up the item before again."""
    _still_on(lab, ctx)
    prompt(keep_lab(ctx, lab, running.go_back(lab, ctx.now)), ctx)
    return ctx.show(SHEET, lab.id)


def _still_on(lab: Lab, ctx: Context) -> None:
    """Refuse a button that stood beside another item: pressed twice, or by two who lead it, it would pass one over."""
    pressed = ctx.inbound.token.extra if isinstance(ctx.inbound, ActionPressed) else ""
    if pressed and pressed != str(lab.step):
        raise AlreadySettled(t("It has gone on since then. This is how it stands."))


@or_as_it_stands(SHEET)
def end(lab: Lab, ctx: Context) -> Outcome:
    """End the session, for what stays of it to be put together."""
    change = running.end(lab, ctx.now)
    gather(lab, ctx)
    keep_lab(ctx, lab, change)
    return ctx.show(SHEET, lab.id)


@or_as_it_stands(SHEET)
def held(lab: Lab, ctx: Context) -> Outcome:
    """Take note that a session which nobody opened took place."""
    keep_lab(ctx, lab, running.held(lab, ctx.now))
    return ctx.show(SHEET, lab.id)


def _tell(event: LabOpened, ctx: Context) -> None:
    """Tell the room that it is open, and give who leads it the run sheet."""
    lab = ctx.store.labs.get(event.about)
    if lab is None or lab.over_at is not None:
        return
    if lab.room is not None:
        ctx.card(LIVE, lab.id, lab.room, then=THREAD)
    hand_out(lab, ctx)


def _note_thread(lab: Lab, result: Result, ctx: Context) -> None:
    """Note under which message what is said to the session goes on."""
    if not isinstance(result, Delivered) or lab.thread is not None:
        return
    try:
        thread = MessageRef.parse(result.made)
    except ValueError:
        # What came of it is no message that anybody can write under: then all is said in the room itself.
        return
    keep_lab(ctx, lab, (replace(lab, thread=thread), ()))


def _put_away(event: LabEnded, ctx: Context) -> None:
    ctx.settle(event.about, view=SHEET)


ACTIONS = (
    Action(
        name="labs.open",
        may=rules.facilitates,
        on=LAB,
        command="lab open",
        help=t("Open the session of a learning lab"),
        run=begin,
    ),
    Action(
        name="labs.next",
        may=rules.facilitates,
        on=LAB,
        command="lab next",
        help=t("Go on to the next item of a lab's agenda"),
        run=go_on,
    ),
    Action(
        name="labs.back",
        may=rules.facilitates,
        on=LAB,
        command="lab back",
        help=t("Take up the item before again"),
        run=go_back,
    ),
    Action(
        name="labs.end",
        may=rules.facilitates,
        on=LAB,
        command="lab end",
        help=t("End the session of a learning lab"),
        run=end,
    ),
    Action(name="labs.held", may=rules.facilitates, on=LAB, run=held),
)
HEARS = (Hears(THREAD, LAB, _note_thread),)
LISTENERS: tuple[Listener[LabOpened] | Listener[LabEnded], ...] = (on(LabOpened, _tell), on(LabEnded, _put_away))
