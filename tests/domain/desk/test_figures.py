"""A desk's figures: what is open, what was in time, and nothing by which anybody would be recognised."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.desk.desk import Priority
from bot.domain.desk.figures import FEWEST, Kept, Tally, figures
from bot.domain.desk.question import QuestionState, Visibility

NOW = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = Tally(
    state=QuestionState.ASKED,
    priority=Priority.NORMAL,
    topic="oxygen",
    country="Kenya",
    asked_at=NOW - DAY,
    respond_by=NOW + DAY,
    responded_at=None,
    resolve_by=NOW + 5 * DAY,
    ended_at=None,
    resolution=None,
    reopened=0,
    visibility=Visibility.PRIVATE,
)
ENDED = replace(OPEN, state=QuestionState.RESOLVED, responded_at=NOW, ended_at=NOW)


def test_open_ones_are_counted_by_how_long_they_are_open() -> None:
    ages = [1, 2, 3, 8, 31, 400]

    found = figures([replace(OPEN, asked_at=NOW - days * DAY) for days in ages], NOW)

    assert (found.open, found.ages, found.ended) == (6, (2, 1, 1, 2), 0)


def test_what_is_not_yet_due_is_in_no_figure_about_time() -> None:
    assert figures([OPEN], NOW).response == Kept(0, 0)


def test_late_is_late_whether_it_was_answered_or_not() -> None:
    late = replace(OPEN, respond_by=NOW - DAY)

    found = figures([ENDED, late, replace(late, responded_at=NOW)], NOW)

    assert found.response == Kept(1, 3)
    assert found.resolution == Kept(1, 1)


def test_few_questions_of_a_topic_or_country_are_counted_with_the_others() -> None:
    rare = replace(OPEN, topic="sepsis", country="Malta")

    found = figures([OPEN] * FEWEST + [rare] * (FEWEST - 1), NOW)

    assert found.topics == {"oxygen": FEWEST, "": FEWEST - 1}
    assert "Malta" not in found.countries


def test_nothing_is_counted_of_a_desk_that_nobody_asked() -> None:
    found = figures([], NOW)

    assert (found.open, found.ended, sum(found.ages), found.topics) == (0, 0, 0, {})
