"""When people are reminded of a lab."""

from datetime import datetime, timedelta

import pytest

from bot.domain.labs.reminding import DAY, HOUR, SOON, START, USUAL, WEEK, last_moment, missed, next_moment, of_use
from tests.domain.labs_of_tests import a_lab

LAB = a_lab()


def before(minutes: float) -> datetime:
    return LAB.starts_at - timedelta(minutes=minutes)


def test_moments_follow_each_other_up_to_the_start() -> None:
    moments = []
    now = before(WEEK + 1)
    while (upcoming := next_moment(LAB, now)) is not None:
        moments.append((LAB.starts_at - upcoming) // timedelta(minutes=1))
        now = upcoming
    assert moments == [WEEK, DAY, HOUR, SOON, START]
    assert last_moment(LAB, before(WEEK + 1)) is None
    assert last_moment(LAB, before(30)) == before(HOUR)


@pytest.mark.parametrize(
    ("since", "now", "expected"),
    [
        (None, DAY + 1, None),
        (None, DAY, DAY),
        (None, 30, HOUR),  # Two were missed: one is enough.
        (HOUR, 30, None),
        (HOUR + 5, 30, HOUR),
        (30, 5, None),
        (30, -1, START),
    ],
)
def test_the_last_one_missed_is_caught_up_with_and_none_comes_twice(
    since: int | None, now: int, expected: int | None
) -> None:
    assert missed(LAB, USUAL, None if since is None else before(since), before(now)) == expected


def test_who_chose_none_misses_none() -> None:
    assert missed(LAB, frozenset(), None, LAB.starts_at) is None
    assert missed(LAB, {WEEK}, None, before(5)) == WEEK


@pytest.mark.parametrize(("minutes", "now", "useful"), [(DAY, 5, True), (HOUR, 0, False), (START, -59, True)])
def test_a_late_one_is_of_use_until_the_start_and_the_one_at_the_start_until_the_end(
    minutes: int, now: int, useful: bool
) -> None:
    assert of_use(LAB, minutes, before(now)) is useful
    assert not of_use(LAB, minutes, LAB.ends_at)
