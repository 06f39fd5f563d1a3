"""Killed at any moment, the bot goes on as if nothing had been: what was acknowledged is stored, and done once."""

from pathlib import Path

import pytest

from bot.core import failpoints
from tests.faults.dying import killed_at, visits
from tests.faults.story import Place, check_after_a_crash, check_in_the_end, tell

PLACES = sorted(failpoints.NAMES - {"migration.step"})


async def go_on(place: Place, *, run: int = 1) -> None:
    await check_after_a_crash(place)
    await tell(place, run)
    await check_in_the_end(place, run)


async def test_undisturbed_the_story_has_its_end(tmp_path: Path) -> None:
    place = Place(tmp_path)
    passed = await visits(place)
    assert set(passed) == set(PLACES), "each failpoint that there is must be on the way, or its tests show nothing"
    await check_in_the_end(place, 0)


async def test_told_three_times_it_ends_the_same(tmp_path: Path) -> None:
    place = Place(tmp_path)
    for run in range(3):
        await tell(place, run)
    await check_in_the_end(place, 3)


@pytest.mark.parametrize("name", ["dispatch.handler", "writer.before_seal", "writer.sealed", "writer.before_commit"])
async def test_r6_killed_before_the_commit_nothing_is_stored_and_the_retry_does_it_once(
    tmp_path: Path, name: str
) -> None:
    place = Place(tmp_path)
    assert killed_at(place, 0, name, 1)
    assert not place.acknowledged.exists()
    await go_on(place)


@pytest.mark.parametrize("name", ["writer.committed", "dispatch.before_answer"])
async def test_r7_killed_after_the_commit_and_before_the_answer_the_retry_does_nothing_more(
    tmp_path: Path, name: str
) -> None:
    place = Place(tmp_path)
    assert killed_at(place, 0, name, 1)
    assert not place.acknowledged.exists()
    await go_on(place)


async def test_r8_killed_after_the_post_and_before_it_was_noted_there_is_one_message(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert killed_at(place, 0, "relay.performed", 1)
    await go_on(place)


@pytest.mark.parametrize("nth", [1, 3])
@pytest.mark.parametrize("name", PLACES)
async def test_r9_killed_at_a_failpoint_for_the_nth_time_everything_holds(tmp_path: Path, name: str, nth: int) -> None:
    place = Place(tmp_path)
    if killed_at(place, 0, name, nth):
        await go_on(place)
    else:
        await check_in_the_end(place, 0)


@pytest.mark.parametrize(
    ("first", "then"), [("relay.performed", "relay.leased"), ("writer.sealed", "writer.committed")]
)
async def test_r9_killed_again_while_it_recovers_everything_holds(tmp_path: Path, first: str, then: str) -> None:
    place = Place(tmp_path)
    assert killed_at(place, 0, first, 2)
    assert killed_at(place, 1, then, 1)
    await go_on(place, run=2)


@pytest.mark.soak
@pytest.mark.parametrize("name", PLACES)
async def test_r9_killed_at_every_passing_of_a_failpoint_everything_holds(tmp_path: Path, name: str) -> None:
    nth = 1
    while True:
        place = Place(tmp_path / str(nth))
        place.folder.mkdir()
        if not killed_at(place, 0, name, nth):
            break
        await go_on(place)
        nth += 1
    assert nth > 1
