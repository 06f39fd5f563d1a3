"""Places in a pod: everyone in it counts, its facilitators too; who is approved beyond that waits in order."""

from collections.abc import Iterable, Sequence

from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod


def held(request: JoinRequest) -> bool:
    """Tell whether an approved person still waits for a place."""
    return request.state is JoinState.APPROVED and not request.attempts


def taken(admitted: int, approved: Iterable[JoinRequest]) -> int:
    """Count the places taken: those admitted, and those of the approved who were given a place."""
    return admitted + sum(not held(request) for request in approved)


def free(pod: Pod, in_use: int) -> int | None:
    """Count the free places, never below none; None: there is no limit."""
    return None if pod.charter.capacity is None else max(pod.charter.capacity - in_use, 0)


def next_in(pod: Pod, admitted: int, approved: Sequence[JoinRequest]) -> tuple[JoinRequest, ...]:
    """Give those of the approved (oldest first) whom a place can be given now, in order.

    Those who will facilitate go first: without them the others wait for nothing. Nobody gets a place while the pod
    has no room.
    """
    if pod.room is None:
        return ()
    waiting = [request for request in approved if held(request)]
    waiting.sort(key=lambda request: request.origin is not Origin.FACILITATES)
    places = free(pod, taken(admitted, approved))
    return tuple(waiting if places is None else waiting[:places])


def place_in_line(request: JoinRequest, approved: Sequence[JoinRequest]) -> int:
    """Tell how many wait before this one, plus one."""
    waiting = [other for other in approved if held(other)]
    waiting.sort(key=lambda other: other.origin is not Origin.FACILITATES)
    return [other.id for other in waiting].index(request.id) + 1
