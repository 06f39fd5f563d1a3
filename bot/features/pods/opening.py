"""The pod's room: asked for, made, refused, lost; and the charter posted in it."""

from dataclasses import replace
from typing import Final

from bot.core.inbound import Delivered, Refused, Result, RoomChanged
from bot.core.intents import CloseRoom, OpenRoom, Pin
from bot.core.outcome import Outcome
from bot.core.refs import RoomRef
from bot.core.safety import shorten
from bot.core.text import Code, Msg, t
from bot.domain.pods import life, rules, timing
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import let_in_again, let_in_next
from bot.features.pods.keeping import facilitators, keep_pod
from bot.features.pods.kinds import POD
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action, Hears, Listener, on
from bot.ports.holders import stewards

PURPOSE_LIMIT: Final = 250
"""What the narrowest platform shows of a room's purpose; the charter has the whole."""


def ask_for_room(pod: Pod, ctx: Context) -> None:
    """Ask the platform for the pod's closed room; it is heard of in ``pods.room_opened``."""
    wish = OpenRoom(pod.community, pod.charter.name, shorten(pod.charter.objective, PURPOSE_LIMIT))
    ctx.send(wish, key=f"{pod.id}/room/{pod.attempts}", then="pods.room_opened", about=pod.id)


def room_opened(pod: Pod, heard: Result, ctx: Context) -> None:
    """Take up the room: charter pinned, all who belong there let in; or tell what stood in the way."""
    if isinstance(heard, Delivered):
        _move_in(pod, RoomRef.parse(heard.made), ctx)
    elif isinstance(heard, Refused):
        _tell_trouble(pod, heard, ctx)


@or_as_it_stands("pods.upkeep")
def open_room(pod: Pod, ctx: Context) -> Outcome:
    """Ask the platform once more, after somebody has mended what stood in the way."""
    pod = keep_pod(ctx, pod, life.ask_again(pod))
    ask_for_room(pod, ctx)
    ctx.settle(pod.id, view="pods.upkeep")
    ctx.refresh(pod.id)
    return ctx.show("pods.upkeep", pod.id)


def notice_lost_room(change: RoomChanged, ctx: Context) -> None:
    """Tell facilitators and stewards that the room is gone; they make a new one or close the pod."""
    pod = ctx.store.pods.in_room(change.room) if change.gone else None
    if pod is None:
        return
    trouble = t("Its room was archived or deleted.")
    after, events = life.room_lost(pod, trouble)
    if events:
        pod = keep_pod(ctx, pod, (after, events))
        for member in dict.fromkeys((*facilitators(ctx, pod), *stewards(ctx, pod.community))):
            ctx.await_from(member, "pods.upkeep", pod.id)


def trouble_of(refused: Refused) -> Msg:
    """Say what would mend a refusal; the platform's own word where nothing better is known."""
    return refused.fix or t("The platform said: {code}. A steward may know more.", code=Code(refused.reason[:60]))


def _move_in(pod: Pod, room: RoomRef, ctx: Context) -> None:
    after, events = life.opened(pod, room, ctx.now)
    if not events:
        if room != pod.room:
            # The pod was closed, or got another room, while this one was being made: nobody is to find it.
            ctx.send(CloseRoom(room))
        return
    pod = keep_pod(ctx, pod, (after, events))
    post = ctx.card("pods.charter", pod.id, room)
    ctx.send(Pin(post))
    pod = ctx.store.pods.save(replace(pod, charter_post=post))
    let_in_again(pod, ctx)
    let_in_next(pod, ctx)
    ctx.settle(pod.id, view="pods.upkeep")
    ctx.refresh(pod.id)
    leading = facilitators(ctx, pod)
    if len(leading) == 1 and not pod.cofacilitators:
        ctx.await_from(leading[0], "pods.second", pod.id)


def _tell_trouble(pod: Pod, refused: Refused, ctx: Context) -> None:
    after, events = life.room_refused(pod, refused.reason, trouble_of(refused))
    if not events:
        return
    pod = keep_pod(ctx, pod, (after, events))
    ctx.promise("pods.room_retry", pod.id, timing.retry_at(pod.attempts, ctx.now))
    told = ctx.store.waiting.about(pod.id)
    for member in dict.fromkeys((*stewards(ctx, pod.community), *facilitators(ctx, pod))):
        if member not in told:
            ctx.await_from(member, "pods.upkeep", pod.id)
    ctx.refresh(pod.id)


ACTIONS = (
    Action(
        name="pods.open_room",
        may=rules.runs,
        on=POD,
        command="pod reopen-room",
        help=t("Ask for a pod's room again, after fixing what stood in the way"),
        run=open_room,
    ),
)
HEARS = (Hears("pods.room_opened", POD, room_opened),)
LISTENERS: tuple[Listener[RoomChanged], ...] = (on(RoomChanged, notice_lost_room),)
