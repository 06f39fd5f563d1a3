"""Whom a lab can be for, and the room where it is told and held."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import OPTION_LABEL_LIMIT, OPTIONS_LIMIT, Option
from bot.core.errors import Refusal
from bot.core.inbound import Gesture
from bot.core.refs import RoomRef
from bot.core.safety import shorten
from bot.core.text import Untrusted, t
from bot.domain.access import Role, Scope
from bot.domain.pods import rules as pod_rules
from bot.domain.pods.pod import Pod
from bot.features.labs.wording import SCOPE_OPTIONS
from bot.ports.context import Context, Reading

EVERYBODY: Final = Scope.COMMUNITY.value
"""What is chosen where nothing else is: everybody in the community."""


def pods_led(reading: Reading) -> Sequence[Pod]:
    """Give the pods at work that the viewer facilitates, for whom they can plan labs."""
    led = (reading.store.pods.get(pod) for pod in sorted(reading.viewer.subjects(Role.FACILITATOR)))
    return [pod for pod in led if pod is not None and pod_rules.facilitates(reading.viewer, pod) and _at_work(pod)]


def _at_work(pod: Pod) -> bool:
    return pod.state in pod_rules.RUNNING and pod.room is not None


def audiences_for(reading: Reading) -> tuple[Option, ...]:
    """Give whom the viewer can plan a lab for: everybody, and each pod that they facilitate."""
    pods = [Option(pod.id, Untrusted(shorten(pod.charter.name, OPTION_LABEL_LIMIT))) for pod in pods_led(reading)]
    return (*SCOPE_OPTIONS, *pods)[:OPTIONS_LIMIT]


def audience_of(who: str, reading: Reading) -> tuple[Scope, Pod | None]:
    """Read whom a lab is for; Refusal for a pod that its planner does not lead."""
    if who in {option.value for option in SCOPE_OPTIONS}:
        return Scope(who), None
    pod = next((pod for pod in pods_led(reading) if pod.id == who), None)
    if pod is None:
        raise Refusal(t("You do not facilitate this pod now. Please choose who may come."), "who")
    return Scope.POD, pod


def room_here(ctx: Context) -> RoomRef | None:
    """Give the room in which something is done, if it is done in one."""
    return ctx.inbound.room if isinstance(ctx.inbound, Gesture) else None


def pod_here(ctx: Context) -> Pod | None:
    """Give the pod in whose room something is done by one of its facilitators."""
    room = room_here(ctx)
    return next((pod for pod in pods_led(ctx) if pod.room == room), None) if room else None


def room_for(pod: Pod | None, planned_in: str, reading: Reading) -> RoomRef | None:
    """Give the room of a lab: its pod's, else the one where it was planned, unless that is the room of something else.

    What a whole community may come to is not told in a room that is closed to most of it.
    """
    if pod is not None:
        return pod.room
    room = RoomRef.parse(planned_in) if planned_in else None
    if room is None or reading.store.pods.in_room(room) or reading.store.desks.in_room(room):
        return None
    return room
