"""Places in a pod."""

from dataclasses import replace
from datetime import timedelta

from bot.core.refs import MemberRef
from bot.domain.pods import capacity
from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from tests.domain.pods_of_tests import HERE, NOW, running


def waits(number: int, *, origin: Origin = Origin.ASKED, attempts: int = 0) -> JoinRequest:
    return JoinRequest(
        id=f"R-{number}",
        pod="P-1",
        member=MemberRef(HERE, f"m{number}"),
        state=JoinState.APPROVED,
        origin=origin,
        asked_at=NOW + timedelta(minutes=number),
        attempts=attempts,
    )


def test_places_are_given_in_order_as_far_as_they_go() -> None:
    line = [waits(1), waits(2), waits(3)]

    assert capacity.next_in(running(capacity=5), 3, line) == tuple(line[:2])
    assert capacity.next_in(running(capacity=3), 3, line) == ()
    assert capacity.next_in(running(), 3, line) == tuple(line)


def test_who_was_given_a_place_keeps_it_while_the_platform_refuses() -> None:
    refused = waits(1, attempts=4)

    assert capacity.taken(1, [refused, waits(2)]) == 2
    assert capacity.next_in(running(capacity=2), 1, [refused, waits(2)]) == ()


def test_who_will_facilitate_goes_first() -> None:
    line = [waits(1), waits(2, origin=Origin.FACILITATES)]

    assert capacity.next_in(running(capacity=2), 1, line) == (line[1],)
    assert capacity.place_in_line(line[0], line) == 2


def test_fewer_places_than_people_put_nobody_out_and_let_nobody_in() -> None:
    assert capacity.free(running(capacity=2), 5) == 0
    assert capacity.next_in(running(capacity=2), 5, [waits(1)]) == ()


def test_nobody_is_given_a_place_in_a_pod_without_a_room() -> None:
    assert capacity.next_in(replace(running(), room=None), 0, [waits(1)]) == ()
