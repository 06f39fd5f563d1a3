"""Who is asked, told bare: what counts, who is left out, and why, in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import reference
from bot.domain.calendar import within
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Question
from bot.domain.desk.routing import RANKED, candidates
from bot.domain.desk.rulebook import Rule, Then, When
from bot.domain.members import Hours, Member
from bot.domain.nuggets.words import Level
from tests.domain.desk.staffing_of_tests import (
    ALWAYS,
    ASKER,
    WEDNESDAY,
    a_crew,
    a_focal,
    a_leg,
    a_person,
    a_question,
    a_rulebook,
    names,
    ranked,
)
from tests.features.plain import words

NIGHT = Hours(time(22), time(6))
KENYA_SUPPLY: dict[str, Any] = {"topics": ("supply",), "countries": ("Kenya",)}
ABOUT_SUPPLY: dict[str, Any] = {"topic": "supply", "country": "Kenya", "language": "fr"}


def pair(name: str, **more: Any) -> tuple[FocalPoint, Member]:
    """Give a focal point with a profile, who works at all hours unless told otherwise."""
    person = {"working_hours": more.pop("hours", ALWAYS), "zone": more.pop("zone", ""), "gone": more.pop("gone", False)}
    focal = a_focal(name, **more)
    return focal, a_person(focal, **person)


def test_who_covers_topic_and_country_comes_before_the_region_and_that_before_anybody() -> None:
    found = ranked(
        a_question(**ABOUT_SUPPLY),
        pair("anybody"),
        pair("region", topics=("supply",), regions=("East Africa",)),
        pair("country", **KENYA_SUPPLY),
    )

    assert names(found) == ["country", "region", "anybody"]


@pytest.mark.parametrize(
    "focal", [{"topics": ("hygiene",)}, {"countries": ("Mali",)}, {"regions": ("Sahel",)}, {"rung": Rung.COUNTRY}]
)
def test_who_answers_for_other_topics_or_places_or_on_another_rung_is_left_out(focal: dict[str, Any]) -> None:
    assert ranked(a_question(**ABOUT_SUPPLY), pair("other", **focal)) == ()


def test_who_is_away_gone_full_the_asker_or_had_it_before_is_left_out() -> None:
    question = a_question(route=(a_leg("had"),))
    found = ranked(
        question,
        pair("away", away_until=WEDNESDAY.date()),
        pair("gone", gone=True),
        pair("full", at_most=2),
        pair(ASKER.user),
        pair("had"),
        pair("free"),
        full=2,
    )

    assert names(found) == ["free"]


def test_somebody_is_back_on_the_day_after_by_their_own_clock() -> None:
    tonight = datetime(2027, 3, 3, 22, 30, tzinfo=UTC)
    until = date(2027, 3, 3)
    kiritimati, lima = (pair(zone, zone=zone, away_until=until) for zone in ("Pacific/Kiritimati", "America/Lima"))

    found = candidates(a_question(), a_rulebook(), a_crew(kiritimati, lima), tonight)

    assert names(found) == ["Pacific/Kiritimati"]


def test_who_reads_the_language_comes_first_and_who_does_not_is_still_there() -> None:
    found = ranked(
        a_question(language="fr-CA"),
        pair("english", languages=("en",)),
        pair("unsaid"),
        pair("french", languages=("fr",)),
    )

    assert names(found) == ["french", "unsaid", "english"]
    assert "may not read Français" in words(found[-1].why)


def test_who_has_less_open_comes_first_and_equals_keep_their_order() -> None:
    found = ranked(a_question(), pair("busy"), pair("first"), pair("second"), busy=2)

    assert names(found) == ["first", "second", "busy"]


def test_the_level_that_somebody_knows_counts() -> None:
    found = ranked(
        a_question(level=Level.FACILITY),
        pair("nation", levels=(Level.NATIONAL,)),
        pair("ward", levels=(Level.FACILITY,)),
    )

    assert names(found) == ["ward", "nation"]


def test_a_learning_point_comes_before_an_equal() -> None:
    assert names(ranked(a_question(), pair("one"), pair("point", learning_point=True))) == ["point", "one"]


def test_who_is_at_work_comes_before_a_better_one_who_sleeps_for_long() -> None:
    found = ranked(
        a_question(**ABOUT_SUPPLY), pair("asleep", hours=NIGHT, **KENYA_SUPPLY), pair("awake", topics=("supply",))
    )

    assert names(found) == ["awake", "asleep"]
    assert found[1].at == WEDNESDAY.replace(hour=22)
    assert "is at work again" in words(found[1].why)


def test_a_better_one_who_is_at_work_in_ten_minutes_comes_first() -> None:
    soon = Hours(time(9, 10), time(17))

    found = ranked(a_question(**ABOUT_SUPPLY), pair("anybody"), pair("soon", hours=soon, **KENYA_SUPPLY))

    assert names(found) == ["soon", "anybody"]
    assert found[0].at == WEDNESDAY + timedelta(minutes=10)


def test_an_urgent_question_wakes_somebody_and_says_so_but_who_is_awake_comes_first() -> None:
    question = a_question(priority=Priority.URGENT)
    found = ranked(question, pair("asleep", hours=NIGHT), pair("awake"))

    assert names(found) == ["awake", "asleep"]
    assert [one.at for one in found] == [WEDNESDAY, WEDNESDAY]
    assert "is not at work now, but it is urgent" in words(found[1].why)


def test_who_works_on_no_day_is_asked_of_urgent_things_alone() -> None:
    never = pair("never", hours=Hours(time(9), time(17), ()))

    assert ranked(a_question(), never) == ()
    assert names(ranked(a_question(priority=Priority.URGENT), never)) == ["never"]


def test_whom_a_rule_names_comes_first_whatever_they_cover() -> None:
    named, other = pair("named", topics=("hygiene",)), pair("other", **KENYA_SUPPLY)
    rule = Rule(When(topics=("supply",)), Then(to=reference(named[0].id)))

    found = ranked(a_question(**ABOUT_SUPPLY), other, named, rulebook=a_rulebook(rule))

    assert names(found) == ["named", "other"]
    assert words(found[0].why).startswith("a rule of the desk names them")


def test_whom_a_rule_names_is_left_out_while_away_like_anybody() -> None:
    named = pair("named", away_until=date(2027, 4, 1))
    rule = Rule(When(topics=("supply",)), Then(to=reference(named[0].id)))

    assert ranked(a_question(topic="supply"), named, rulebook=a_rulebook(rule)) == ()


def test_the_reason_is_told_in_words() -> None:
    found = ranked(a_question(**ABOUT_SUPPLY), pair("joao", languages=("fr",), **KENYA_SUPPLY), joao=2)

    assert words(found[0].why) == "covers supply in Kenya, reads Français, is at work now, has 2 open questions"


def test_who_has_none_has_no_open_question() -> None:
    assert words(ranked(a_question(), pair("joao"))[0].why).endswith("has no open question")


@pytest.mark.parametrize(("asked", "told"), [("pt-BR", "pt"), ("pt", "pt-BR"), ("pt_BR", "pt"), ("PT", "pt-PT")])
def test_who_reads_a_language_reads_it_whatever_its_region(asked: str, told: str) -> None:
    found = ranked(a_question(language=asked), pair("other", languages=("fr",)), pair("joao", languages=(told,)))

    assert names(found) == ["joao", "other"]
    assert "reads Português" in words(found[0].why)


@pytest.mark.parametrize(
    ("focal", "reason"),
    [
        ({}, "takes questions of many kinds"),
        ({"topics": ("supply",)}, "covers supply,"),
        ({"countries": ("Kenya",)}, "covers Kenya,"),
        ({"regions": ("East Africa",)}, "covers East Africa (Kenya),"),
        ({"learning_point": True}, "is a learning point"),
    ],
)
def test_the_reason_names_what_they_cover(focal: dict[str, Any], reason: str) -> None:
    (one,) = ranked(a_question(**ABOUT_SUPPLY), pair("joao", **focal))

    assert reason in words(one.why)


def test_only_the_best_are_named() -> None:
    assert len(ranked(a_question(), *(pair(f"m{number}") for number in range(RANKED + 5)))) == RANKED


def test_correcting_the_topic_finds_other_people() -> None:
    people = pair("supply", topics=("supply",)), pair("hygiene", topics=("hygiene",))
    question = a_question(topic="supply")

    assert names(ranked(question, *people)) == ["supply"]
    assert names(ranked(replace(question, topic="hygiene"), *people)) == ["hygiene"]


TOPICS = st.lists(st.sampled_from(["supply", "hygiene"]), max_size=1).map(tuple)
PLACES = st.lists(st.sampled_from(["Kenya", "Mali"]), max_size=1).map(tuple)
ZONES = st.sampled_from(["UTC", "Africa/Nairobi", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])
HOURS = st.builds(
    Hours,
    st.sampled_from([time(8), time(9, 30), time(22)]),
    st.sampled_from([time(6), time(17), time(0)]),
    st.sets(st.integers(0, 6)).map(tuple),
)


@st.composite
def people(draw: st.DrawFn, name: str = "") -> tuple[FocalPoint, Member]:
    return pair(
        name or f"m{draw(st.integers(0, 10**6))}",
        hours=draw(HOURS),
        zone=draw(ZONES),
        topics=draw(TOPICS),
        countries=draw(PLACES),
        rung=draw(st.sampled_from([Rung.EXPERT, Rung.COUNTRY])),
        at_most=draw(st.integers(1, 3)),
    )


QUESTIONS = st.builds(
    a_question,
    topic=st.sampled_from(["", "supply"]),
    country=st.sampled_from(["", "Kenya", "Mali"]),
    priority=st.sampled_from(Priority),
)
YEAR = datetime(2027, 1, 1)  # noqa: DTZ001 - hypothesis gives the zone
MOMENTS = st.datetimes(YEAR, YEAR + timedelta(days=365), timezones=st.just(UTC))
CREWS = st.lists(people(), max_size=6, unique_by=lambda one: one[0].member)


@given(QUESTIONS, CREWS, MOMENTS)
def test_nobody_is_told_outside_their_hours_unless_it_is_urgent(
    question: Question, crew: list[tuple[FocalPoint, Member]], now: datetime
) -> None:
    profiles = {focal.member: member for focal, member in crew}
    for one in candidates(question, a_rulebook(), a_crew(*crew), now):
        hours, zone = profiles[one.who].working_hours, ZoneInfo(profiles[one.who].zone)
        urgent = question.priority is Priority.URGENT
        assert one.at >= now
        assert urgent or (hours is not None and within(hours, one.at, zone))


@given(QUESTIONS, CREWS, people("another"), MOMENTS)
def test_one_more_focal_point_never_makes_the_best_one_worse(
    question: Question, crew: list[tuple[FocalPoint, Member]], more: tuple[FocalPoint, Member], now: datetime
) -> None:
    def best(*there: tuple[FocalPoint, Member]) -> float:
        found = candidates(question, a_rulebook(), a_crew(*there), now)
        return found[0].score if found else 0

    assert best(*crew, more) >= best(*crew)


@given(QUESTIONS, CREWS, MOMENTS)
def test_nobody_is_named_twice_and_the_best_stands_first(
    question: Question, crew: list[tuple[FocalPoint, Member]], now: datetime
) -> None:
    found = candidates(question, a_rulebook(), a_crew(*crew), now)

    assert len(set(names(found))) == len(found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(QUESTIONS, CREWS, MOMENTS, st.integers(1, 3))
def test_who_gets_more_to_do_never_comes_further_up(
    question: Question, crew: list[tuple[FocalPoint, Member]], now: datetime, load: int
) -> None:
    for focal, _ in crew:
        free = names(candidates(question, a_rulebook(), a_crew(*crew), now))
        loaded = a_crew(*crew, **{focal.member.user: load})
        busy = names(candidates(question, a_rulebook(), loaded, now))
        if focal.member.user in busy:
            assert busy.index(focal.member.user) >= free.index(focal.member.user)
