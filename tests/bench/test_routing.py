"""How long it takes to find whom to ask, at a desk with many people and open questions: the rules, and all of it."""

from dataclasses import replace
from datetime import time, timedelta
from random import Random
from statistics import quantiles
from time import perf_counter

import pytest

from bot.app.founding import Founding
from bot.app.reading import ReadingContext
from bot.bootstrap import FEATURES
from bot.core.ids import new_id
from bot.core.refs import MemberRef
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Question, QuestionState
from bot.domain.desk.routing import Crew, candidates
from bot.domain.desk.rulebook import Rule, Rulebook, Then, Topic, When
from bot.domain.desk.sorting import sort
from bot.domain.members import Hours, Member
from bot.features.helpdesk.routing.putting import who_may_know
from bot.ports.store import UnitOfWork
from tests.bench.figures import Figures
from tests.domain.desk.staffing_of_tests import DESK, HERE, WEDNESDAY, a_question
from tests.support.bot import bot_under_test
from tests.support.clock import FrozenClock

PEOPLE, OPEN, ROUTED = 500, 5_000, 1_000
COUNTRIES = ("Kenya", "Uganda", "Mali", "Niger", "Chad", "Nepal", "Peru", "Yemen")
ZONES = ("Africa/Nairobi", "Africa/Bamako", "Asia/Kathmandu", "America/Lima", "Asia/Aden", "Europe/Zurich")
TOPICS = tuple(Topic(f"topic_{at}", {"en": f"Topic {at}"}, (f"word{at}", f"two words{at}")) for at in range(40))


def a_rulebook() -> Rulebook:
    rules = (Rule(When(words=(f"word{at}", "soap")), Then(priority=Priority.HIGH)) for at in range(100))
    return Rulebook(id="", desk=DESK.id, topics=TOPICS, regions={"Sahel": COUNTRIES[2:5]}, rules=tuple(rules))


def a_crew(chance: Random) -> Crew:
    people = []
    for at in range(PEOPLE):
        member = MemberRef(HERE, f"m{at}")
        focal = FocalPoint(
            id=f"F-{at:05}{0:021}",
            desk=DESK.id,
            community=HERE,
            member=member,
            topics=tuple({chance.choice(TOPICS).key for _ in range(3)}) if chance.random() < 0.7 else (),
            countries=tuple({chance.choice(COUNTRIES) for _ in range(2)}) if chance.random() < 0.6 else (),
            regions=("Sahel",) if chance.random() < 0.2 else (),
            languages=("en", "fr"),
            at_most=50,
        )
        hours = Hours(time(chance.randrange(7, 11), chance.choice((0, 15, 30))), time(17))
        profile = Member(ref=member, display_name="M", working_hours=hours, zone=chance.choice(ZONES))
        people.append((focal, profile))
    loads = dict.fromkeys((focal.member for focal, _ in people), 0)
    for _ in range(OPEN):
        loads[chance.choice(people)[0].member] += 1
    return Crew(desk=DESK, zone="UTC", people=tuple(people), loads=loads)


@pytest.mark.bench
def test_one_question_is_routed_among_many_people_and_many_open_questions(figures: Figures) -> None:
    chance = Random(5)
    crew, rulebook = a_crew(chance), a_rulebook()
    taken, found = [], 0
    for at in range(ROUTED):
        question = a_question(
            f"Who knows about word{at % 40}? " + "We have tried a good deal. " * 20,
            country=chance.choice(COUNTRIES),
            language=chance.choice(("en", "fr")),
        )
        now = WEDNESDAY + timedelta(minutes=7 * at)
        begun = perf_counter()
        sorted_ = sort(question, rulebook)
        found += bool(candidates(question, rulebook, crew, now)) and bool(sorted_.topic)
        taken.append(perf_counter() - begun)

    p95 = quantiles(taken, n=20)[-1] * 1000
    figures.add(
        "routing one question, p95",
        p95,
        "ms",
        at_most=20,
        note=f"{PEOPLE} focal points, {OPEN} open questions, {len(rulebook.rules)} rules",
    )
    assert found > ROUTED / 2


@pytest.mark.bench
async def test_one_question_is_routed_with_all_that_is_read_for_it(figures: Figures) -> None:
    chance = Random(6)
    crew, rulebook = a_crew(chance), a_rulebook()
    clock = FrozenClock()
    async with bot_under_test(FEATURES, clock, {}, foundings=[Founding(HERE)]) as bot:

        def fill(uow: UnitOfWork) -> None:
            uow.desks.add(DESK)
            uow.rulebooks.add(replace(rulebook, id=new_id("J"), number=1, made_at=clock.now()))
            for at, (focal, member) in enumerate(crew.people):
                uow.members.put(member)
                uow.focals.add(replace(focal, rung=tuple(Rung)[at % 5 % 4]))
            for at in range(OPEN):
                who = crew.people[at % PEOPLE][0].member
                asked = a_question("What now?", id=f"Q-{at:05}{0:021}", state=QuestionState.CLAIMED, claimed_by=who)
                uow.questions.add(replace(asked, desk=DESK.id, community=HERE))

        await bot.storage.write(fill, [HERE]).result
        taken = []
        for at in range(100):
            question = a_question(f"Who knows about word{at % 40}?", country=chance.choice(COUNTRIES))

            def find(uow: UnitOfWork, asked: Question = question) -> float:
                reading = ReadingContext(bot.catalogue, uow, clock.now(), HERE, None)
                begun = perf_counter()
                who_may_know(asked, DESK, reading)
                return perf_counter() - begun

            taken.append(await bot.storage.read(find))
    p95 = quantiles(taken, n=20)[-1] * 1000
    figures.add(
        "routing one question with its reads, p95",
        p95,
        "ms",
        at_most=20,
        note=f"{PEOPLE} focal points, {OPEN} open questions in SQLite; two in five focal points are experts",
    )
