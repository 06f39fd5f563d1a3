"""How a lesson spreads, and when those who told it hear of that; how it is asked about, replaced and handed on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.nuggets import life, rules
from bot.domain.nuggets.harvest import Harvest, reads
from bot.domain.nuggets.nugget import Flag, Nugget, NuggetState
from bot.domain.nuggets.spread import Adoption, Tried, next_thanks, retell, spread, take_back
from bot.domain.nuggets.timing import next_harvest
from bot.domain.nuggets.words import ResultType

HERE, ABROAD = CommunityRef("slack", "C1"), CommunityRef("slack", "C2")
AMINA, BEN, SARA = MemberRef(HERE, "Amina"), MemberRef(HERE, "Ben"), MemberRef(HERE, "Sara")
NOW = datetime(2027, 3, 3, 9, tzinfo=UTC)
GENEVA = ZoneInfo("Europe/Zurich")
POD = "P-1"


def published(**more: object) -> Nugget:
    told = Nugget(
        id="N-1",
        community=HERE,
        pod=POD,
        collector=AMINA,
        author=AMINA,
        state=NuggetState.PUBLISHED,
        scope=Scope.POD,
        captured_at=NOW,
        published_at=NOW,
        review_by=date(2028, 3, 3),
    )
    return replace(told, **more)  # type: ignore[arg-type] # a test names the fields that it changes


def tried(result: ResultType = ResultType.SUCCESS, country: str = "", **more: object) -> Adoption:
    told = Adoption(id="A-1", nugget="N-1", by=BEN, place="Ward 3", country=country, result=result, at=NOW)
    return replace(told, **more)  # type: ignore[arg-type] # a test names the fields that it changes


def inside(member: MemberRef | None, *roles: Role) -> Viewer:
    return Viewer(HERE, member, frozenset(Grant(role, POD) for role in roles or (Role.POD_MEMBER,)))


def test_what_was_tried_is_summed_up_by_result_and_country_without_what_was_taken_back() -> None:
    told = [
        tried(ResultType.FAILURE, "Kenya"),
        tried(ResultType.SUCCESS, "Mali"),
        tried(ResultType.SUCCESS, "Kenya"),
        tried(ResultType.PARTIAL),
        tried(ResultType.SUCCESS, "Chad", withdrawn=True),
    ]
    summed = spread(told)

    assert summed.tried == 4
    assert summed.countries == (("Kenya", 2), ("Mali", 1))
    assert summed.results == ((ResultType.SUCCESS, 2), (ResultType.PARTIAL, 1), (ResultType.FAILURE, 1))


def test_what_was_taken_back_keeps_no_word_and_is_not_told_again() -> None:
    gone, events = take_back(tried(country="Kenya", adapted="Smaller bottles", evidence="40% to 60%"))

    assert (gone.place, gone.country, gone.adapted, gone.evidence, gone.withdrawn) == ("", "", "", "", True)
    assert [event.tag for event in events] == ["adoption:withdrawn"]
    with pytest.raises(AlreadySettled):
        take_back(gone)
    with pytest.raises(AlreadySettled):
        retell(gone, tried())


def test_telling_the_same_again_is_no_change() -> None:
    assert retell(tried(), tried()) == (tried(), ())


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_thanks_come_at_most_once_a_day_and_are_never_put_off_by_more_thanks(first: int, later: int) -> None:
    begun, at = NOW + timedelta(seconds=first), NOW + timedelta(seconds=first + later)
    due = next_thanks(begun, at)

    assert timedelta(0) < due - at <= timedelta(days=1)
    assert (due - begun) % timedelta(days=1) == timedelta(0)
    assert next_thanks(begun, due - timedelta(microseconds=1)) == due


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2027, 3, 3, 9, tzinfo=UTC), date(2027, 4, 1)),
        (datetime(2027, 4, 1, 6, 59, tzinfo=UTC), date(2027, 4, 1)),
        (datetime(2027, 4, 1, 7, 0, tzinfo=UTC), date(2027, 5, 3)),
        (datetime(2027, 5, 2, 12, tzinfo=UTC), date(2027, 5, 3)),
        (datetime(2027, 7, 31, 23, tzinfo=UTC), date(2027, 8, 2)),
        (datetime(2027, 12, 31, 12, tzinfo=UTC), date(2028, 1, 3)),
    ],
)
def test_the_harvest_is_told_at_nine_on_the_first_working_day(now: datetime, day: date) -> None:
    at = next_harvest(now, GENEVA).astimezone(GENEVA)

    assert (at.date(), at.hour, at.minute) == (day, 9, 0)


def test_a_harvest_is_its_pods_own_and_ends_where_the_next_begins() -> None:
    harvest = Harvest(id="H-1", community=HERE, pod=POD, since=NOW, until=NOW + timedelta(days=30))

    assert harvest.covers(NOW)
    assert not harvest.covers(harvest.until)
    assert reads(inside(None), harvest)
    assert not reads(Viewer(HERE, BEN, frozenset({Grant(Role.POD_MEMBER, "P-2"), Grant(Role.STEWARD)})), harvest)
    assert not reads(Viewer(ABROAD, BEN, frozenset({Grant(Role.POD_MEMBER, POD)})), harvest)


def test_nobody_says_of_their_own_that_it_is_useful() -> None:
    assert rules.echoes(inside(BEN), published())
    assert not rules.echoes(inside(AMINA), published())
    assert not rules.echoes(Viewer(HERE, BEN), published())
    assert not rules.echoes(inside(None), published())


def test_what_was_tried_is_read_by_whoever_reads_the_lesson_and_by_its_teller_always() -> None:
    of_it = Tried(tried(), published())

    assert rules.hears(inside(SARA), of_it)
    assert rules.hears(Viewer(HERE, BEN), of_it)
    assert not rules.hears(Viewer(HERE, SARA), of_it)
    assert not rules.hears(inside(SARA), Tried(tried(), published(state=NuggetState.WITHDRAWN)))
    assert not rules.hears(inside(SARA), Tried(tried(withdrawn=True), published()))


def test_its_author_answers_for_it_and_others_only_once_it_is_handed_on_to_them() -> None:
    joao, steward = inside(BEN, Role.FACILITATOR), Viewer(HERE, SARA, frozenset({Grant(Role.STEWARD)}))
    for_facilitators = life.hand_on(published(), Role.FACILITATOR)[0]
    for_stewards = life.hand_on(published(scope=Scope.COMMUNITY), Role.STEWARD)[0]

    assert rules.keeps(inside(AMINA), published())
    assert not any(rules.keeps(viewer, published()) for viewer in (joao, steward, inside(BEN)))
    assert rules.keeps(joao, for_facilitators)
    assert rules.keeps(steward, for_stewards)
    assert not rules.keeps(steward, for_facilitators)
    assert not rules.keeps(Viewer(ABROAD, SARA, frozenset({Grant(Role.STEWARD)})), for_stewards)


def test_what_is_in_review_stays_before_its_reviewers() -> None:
    nugget = published(state=NuggetState.IN_REVIEW, before=Role.STEWARD)

    assert life.hand_on(nugget, Role.FACILITATOR) == (nugget, ())
    assert life.confirm(nugget, NOW)[0].before is Role.STEWARD


def test_still_true_asks_again_in_a_year_and_no_more_where_that_was_wished() -> None:
    nugget = published(flag=Flag.EDITED, before=Role.FACILITATOR, review_by=date(2027, 3, 3))
    again, _ = life.confirm(nugget, NOW)

    assert (again.flag, again.before, again.review_by) == (None, None, date(2028, 3, 3))
    quiet, _ = life.stop_asking(nugget)
    assert quiet.review_by is None
    assert life.confirm(quiet, NOW)[0].review_by is None


def test_a_newer_one_takes_the_place_of_an_older_one_if_it_can_be_read_itself() -> None:
    newer = published(id="N-2")
    older, _ = life.supersede(published(), newer.id, NOW)

    assert (older.state, older.superseded_by, older.review_by) == (NuggetState.SUPERSEDED, "N-2", None)
    assert life.follow(newer, older)[0].supersedes == "N-1"
    for unfit in (published(), published(id="N-3", scope=None), older):
        with pytest.raises(Refusal):
            life.follow(unfit, published())
    with pytest.raises(AlreadySettled):
        life.supersede(older, newer.id, NOW)
