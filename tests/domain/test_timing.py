"""When a pod and its gate are looked at again."""

from datetime import date, timedelta

import pytest

from bot.domain.pods import timing
from tests.domain.pods_of_tests import CHARTER, NOW, changed, days


def test_the_deadlines_are_those_of_the_table() -> None:
    assert timing.decision(NOW) == timing.Deadlines(days(3), days(3), days(5), days(14))


def test_a_charters_decision_time_keeps_their_distances() -> None:
    assert timing.decision(NOW, 1) == timing.Deadlines(days(1), days(1), days(3), days(12))


@pytest.mark.parametrize(("attempts", "hours"), [(0, 1), (1, 1), (2, 6), (3, 24), (30, 24)])
def test_a_platform_is_asked_again_with_growing_distance(attempts: int, hours: int) -> None:
    assert timing.retry_at(attempts, NOW) == NOW + timedelta(hours=hours)


def test_a_review_date_that_has_passed_is_no_review_date() -> None:
    today = date(2027, 3, 3)
    assert timing.first_review(CHARTER, today) == date(2027, 9, 3)
    assert timing.first_review(changed(review_on=today), today) == date(2027, 9, 3)
    assert timing.first_review(changed(ends=date(2027, 6, 1)), today) == date(2027, 6, 1)
    assert timing.next_review(changed(ends=date(2028, 6, 1)), today) == date(2027, 9, 3)
    assert timing.next_review(changed(ends=date(2027, 1, 1)), today) == date(2027, 9, 3)
    assert timing.resource_review(date(2028, 2, 29)) == date(2029, 2, 28)
    assert timing.dormant_at(NOW) == days(60)
