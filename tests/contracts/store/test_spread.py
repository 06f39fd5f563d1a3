"""What is kept of a lesson's spread: who tried it, who pressed "me too" or "useful", what pods were told of a month."""

from dataclasses import replace
from datetime import timedelta

from bot.core.ids import new_id
from bot.domain.access import Scope
from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.nugget import Nugget, NuggetState
from bot.domain.nuggets.spread import Adoption, Echo
from bot.domain.nuggets.words import ResultType
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_member, member

DAY = timedelta(days=1)
NUGGET = Nugget(
    id=new_id("N"),
    community=HERE,
    pod="P-1",
    collector=AMINA,
    author=AMINA,
    state=NuggetState.PUBLISHED,
    scope=Scope.POD,
    captured_at=NOW,
    published_at=NOW,
)
OTHER = replace(NUGGET, id=new_id("N"), pod="P-2")


def adoption(nugget: Nugget = NUGGET, *, days: int = 0, withdrawn: bool = False) -> Adoption:
    return Adoption(
        id=new_id("A"),
        nugget=nugget.id,
        by=JOAO,
        place="Kisumu «ψ»",
        country="Kenya",
        adapted="Smaller",
        result=ResultType.FAILURE,
        evidence="9 to 3",
        at=NOW + days * DAY,
        withdrawn=withdrawn,
    )


FIRST, GONE, LAST, ELSE = adoption(), adoption(days=1, withdrawn=True), adoption(days=2), adoption(OTHER, days=2)


async def filled(store: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        for nugget in (NUGGET, OTHER):
            uow.nuggets.add(nugget)
        for one in (FIRST, GONE, LAST, ELSE):
            uow.adoptions.add(one)

    await written(store, add)


async def test_adoptions_come_back_as_they_were_told_without_those_taken_back(store: SqlStorage) -> None:
    await filled(store)

    assert await store.read(lambda uow: list(uow.adoptions.of_nugget(NUGGET.id))) == [LAST, FIRST]
    assert await store.read(lambda uow: list(uow.adoptions.of_member(JOAO))) == [ELSE, LAST, GONE, FIRST]
    assert await store.read(lambda uow: list(uow.adoptions.of_member(LI))) == []


async def test_what_was_tried_of_a_pods_nuggets_is_found_by_when_it_was_told(store: SqlStorage) -> None:
    await filled(store)

    later = NOW + 40 * DAY
    assert await store.read(lambda uow: list(uow.adoptions.in_pod("P-1", NOW, later))) == [FIRST, LAST]
    assert await store.read(lambda uow: list(uow.adoptions.in_pod("P-1", NOW, later, limit=1))) == [FIRST]
    assert await store.read(lambda uow: list(uow.adoptions.in_pod("P-1", NOW + DAY, later))) == [LAST]
    assert await store.read(lambda uow: list(uow.adoptions.in_pod("P-1", NOW, LAST.at))) == [FIRST]
    assert await store.read(lambda uow: list(uow.adoptions.in_pod("P-3", NOW, later))) == []

    superseded = replace(NUGGET, state=NuggetState.SUPERSEDED)
    await written(store, lambda uow: uow.nuggets.save(superseded))
    assert await store.read(lambda uow: list(uow.adoptions.in_pod("P-1", NOW, later))) == []


async def test_each_says_each_thing_once_and_the_first_time_is_known(store: SqlStorage) -> None:
    await filled(store)
    assert await store.read(lambda uow: uow.echoes.first(NUGGET.id)) is None

    def say(uow: UnitOfWork) -> list[bool]:
        said = [(JOAO, Echo.SAME, 2), (JOAO, Echo.SAME, 0), (JOAO, Echo.USEFUL, 1), (LI, Echo.USEFUL, 3)]
        return [uow.echoes.add(NUGGET.id, who, echo, NOW + days * DAY) for who, echo, days in said]

    assert await written(store, say) == [True, False, True, True]
    assert await store.read(lambda uow: [uow.echoes.count(NUGGET.id, echo) for echo in Echo]) == [1, 2]
    assert await store.read(lambda uow: uow.echoes.count(OTHER.id, Echo.USEFUL)) == 0
    assert await store.read(lambda uow: uow.echoes.first(NUGGET.id)) == NOW + DAY
    await written(store, lambda uow: uow.echoes.forget(JOAO))
    assert await store.read(lambda uow: uow.echoes.first(NUGGET.id)) == NOW + 3 * DAY


async def test_a_pods_months_come_newest_first(store: SqlStorage) -> None:
    months = [
        Harvest(id=new_id("H"), community=HERE, pod=pod, since=NOW + at * DAY, until=NOW + (at + 30) * DAY)
        for at, pod in ((0, "P-1"), (30, "P-1"), (0, "P-2"))
    ]

    def add(uow: UnitOfWork) -> None:
        for month in months:
            uow.harvests.add(month)

    await written(store, add)
    assert await store.read(lambda uow: list(uow.harvests.of_pod("P-1"))) == [months[1], months[0]]
    assert await store.read(lambda uow: list(uow.harvests.of_pod("P-3"))) == []
    assert await store.read(lambda uow: [uow.harvests.latest(pod) for pod in ("P-1", "P-3")]) == [months[1], None]


async def test_names_that_members_bear_are_known_here_and_not_elsewhere(store: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA, display_name="Amina Diallo"))
        uow.members.put(a_member(JOAO, display_name="João"))
        uow.members.put(a_member(member("x", ELSEWHERE), display_name="Zoe"))

    await written(store, add)
    asked = {"Amina", "AMINA  Diallo", "Joao", "Zoe", "Ward"}
    assert await store.read(lambda uow: uow.members.called(HERE, asked)) == {"AMINA  Diallo", "Joao"}
    assert await store.read(lambda uow: uow.members.called(HERE, ())) == frozenset()
