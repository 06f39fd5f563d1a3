"""Reads that return content filter in the query: nobody is given what they may not know of."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.core.ids import new_id, reference
from bot.core.refs import RoomRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.pods.joining import JoinState, Origin
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import Resource, ResourceKind, SupportKind, SupportRequest, SupportState
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_pod, a_request, member, seen_as, steward, viewer

ALL = tuple(PodState)
OPEN = a_pod("Open")
ASLEEP = a_pod("Asleep", state=PodState.DORMANT)
SECRET = a_pod("Secret", listed=False)
PROPOSED = a_pod("Proposed", state=PodState.PROPOSED)
OVER = a_pod("Over", state=PodState.CLOSED)
ABROAD = a_pod("Abroad", community=ELSEWHERE, proposer=member("x", ELSEWHERE))
STRANGER = member("stranger")


@pytest.fixture
async def with_pods(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for pod in (OPEN, ASLEEP, SECRET, PROPOSED, OVER, ABROAD):
            uow.pods.add(pod)

    await written(store, add)
    return store


async def names(store: SqlStorage, who: Viewer, states: Sequence[PodState] = ALL, typed: str = "") -> list[str]:
    found = await store.read(lambda uow: uow.pods.visible(who, states, typed))
    return [pod.charter.name for pod in found]


async def test_a_member_sees_the_listed_pods_that_live(with_pods: SqlStorage) -> None:
    assert await names(with_pods, viewer(STRANGER)) == ["Asleep", "Open"]
    assert await names(with_pods, viewer(STRANGER), [PodState.ACTIVE]) == ["Open"]
    assert await names(with_pods, viewer(STRANGER), []) == []


async def test_a_guest_sees_no_more_than_a_member(with_pods: SqlStorage) -> None:
    assert await names(with_pods, viewer(STRANGER, guest=True)) == ["Asleep", "Open"]


async def test_a_steward_sees_all_of_their_own_community(with_pods: SqlStorage) -> None:
    assert await names(with_pods, steward(STRANGER)) == ["Asleep", "Open", "Over", "Proposed", "Secret"]
    assert await names(with_pods, steward(member("y", ELSEWHERE))) == ["Abroad"]


async def test_a_proposer_sees_their_own_proposals_but_not_for_ever_the_pods(with_pods: SqlStorage) -> None:
    assert await names(with_pods, viewer(AMINA)) == ["Asleep", "Open", "Proposed"]


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (JoinState.INVITED, True),
        (JoinState.REQUESTED, True),
        (JoinState.APPROVED, True),
        (JoinState.ADMITTED, True),
        (JoinState.DECLINED, False),
        (JoinState.LEFT, False),
        (JoinState.REMOVED, False),
        (JoinState.BANNED, False),
    ],
)
async def test_an_unlisted_pod_is_seen_while_somebody_has_to_do_with_it(
    with_pods: SqlStorage, state: JoinState, seen: bool
) -> None:
    request = a_request(SECRET, JOAO, state=state, origin=Origin.INVITED)
    await written(with_pods, lambda uow: uow.requests.add(request))
    assert ("Secret" in await names(with_pods, viewer(JOAO))) is seen


async def test_a_facilitator_sees_the_pods_they_facilitate(with_pods: SqlStorage) -> None:
    await written(with_pods, lambda uow: uow.roles.grant(LI, Grant(Role.FACILITATOR, SECRET.id)))
    who = await with_pods.read(lambda uow: seen_as(uow, LI))
    assert "Secret" in await names(with_pods, who)


async def test_a_room_sees_the_listed_pods_and_its_own(with_pods: SqlStorage) -> None:
    room = Viewer(HERE, None, frozenset({Grant(Role.POD_MEMBER, SECRET.id)}))
    assert await names(with_pods, room) == ["Asleep", "Open", "Secret"]
    assert await names(with_pods, Viewer(HERE, None)) == ["Asleep", "Open"]


async def test_a_role_in_another_communitys_pod_shows_nothing_here(with_pods: SqlStorage) -> None:
    assert await names(with_pods, viewer(STRANGER, Grant(Role.POD_MEMBER, ABROAD.id))) == ["Asleep", "Open"]


async def test_typing_narrows_and_never_widens(with_pods: SqlStorage) -> None:
    assert await names(with_pods, viewer(STRANGER), typed="OPE") == ["Open"]
    assert await names(with_pods, viewer(STRANGER), typed=reference(OPEN.id).lower()) == ["Open"]
    assert await names(with_pods, viewer(STRANGER), typed=reference(SECRET.id)) == []
    assert await names(with_pods, viewer(STRANGER), typed="secret") == []
    assert await names(with_pods, viewer(STRANGER), typed="%") == []


async def test_long_lists_come_in_pages(with_pods: SqlStorage) -> None:
    async def page(offset: int) -> list[str]:
        found = await with_pods.read(lambda uow: uow.pods.visible(steward(AMINA), ALL, limit=2, offset=offset))
        return [pod.charter.name for pod in found]

    assert [await page(0), await page(2), await page(4)] == [["Asleep", "Open"], ["Over", "Proposed"], ["Secret"]]


async def test_ids_by_state_come_oldest_first(with_pods: SqlStorage) -> None:
    earlier = a_pod("Earlier", proposed_at=NOW - timedelta(days=1))
    await written(with_pods, lambda uow: uow.pods.add(earlier))
    found = await with_pods.read(lambda uow: uow.pods.in_state(HERE, PodState.ACTIVE))
    assert found == [earlier.id, OPEN.id, SECRET.id]


async def test_a_pod_is_found_by_its_room(store: SqlStorage) -> None:
    housed = a_pod(room=RoomRef(HERE, "room"))
    await written(store, lambda uow: uow.pods.add(housed))
    assert await store.read(lambda uow: uow.pods.in_room(RoomRef(HERE, "room"))) == housed
    assert await store.read(lambda uow: uow.pods.in_room(RoomRef(ELSEWHERE, "room"))) is None


def a_resource(pod: Pod, title: str, *, retired: bool = False) -> Resource:
    return Resource(
        id=new_id("S"),
        pod=pod.id,
        title=title,
        kind=ResourceKind.LINK,
        link="https://example.org",
        owner=AMINA,
        added_at=NOW,
        review_by=date(2028, 3, 3),
        retired=retired,
    )


async def test_resources_are_for_those_in_the_pod(with_pods: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        for item in (a_resource(OPEN, "b"), a_resource(OPEN, "A"), a_resource(OPEN, "c", retired=True)):
            uow.resources.add(item)
        uow.resources.add(a_resource(ABROAD, "abroad"))

    await written(with_pods, add)

    async def titles(who: Viewer, pod: Pod = OPEN) -> list[str]:
        return [found.title for found in await with_pods.read(lambda uow: uow.resources.of_pod(who, pod.id))]

    assert await titles(viewer(JOAO, Grant(Role.POD_MEMBER, OPEN.id))) == ["A", "b"]
    assert await titles(viewer(JOAO, Grant(Role.FACILITATOR, OPEN.id))) == ["A", "b"]
    assert await titles(viewer(JOAO, Grant(Role.POD_MEMBER, SECRET.id))) == []
    assert await titles(viewer(JOAO)) == []
    assert await titles(steward(JOAO)) == [], "stewards are not in the pod"
    assert await titles(viewer(JOAO, Grant(Role.POD_MEMBER, ABROAD.id)), ABROAD) == []


async def test_requests_for_support_are_for_the_pod_and_the_stewards(with_pods: SqlStorage) -> None:
    def ask(text: str, at: int, state: SupportState = SupportState.ASKED) -> SupportRequest:
        moment = NOW + timedelta(hours=at)
        return SupportRequest(
            id=new_id("H"), pod=OPEN.id, kind=SupportKind.MEETING, text=text, asker=AMINA, asked_at=moment, state=state
        )

    first, second, answered = (
        ask("first", 1),
        ask("second", 2, SupportState.TAKEN),
        ask("done", 0, SupportState.ANSWERED),
    )

    def add(uow: UnitOfWork) -> None:
        for item in (second, first, answered):
            uow.support.add(item)

    await written(with_pods, add)
    assert await with_pods.read(lambda uow: uow.support.open_in(HERE)) == [first.id, second.id]
    assert await with_pods.read(lambda uow: uow.support.open_in(ELSEWHERE)) == []

    async def texts(who: Viewer) -> list[str]:
        return [found.text for found in await with_pods.read(lambda uow: uow.support.of_pod(who, OPEN.id))]

    assert await texts(steward(JOAO)) == ["second", "first", "done"]
    assert await texts(viewer(JOAO, Grant(Role.POD_MEMBER, OPEN.id))) == ["second", "first", "done"]
    assert await texts(viewer(JOAO)) == []
    assert await texts(steward(member("y", ELSEWHERE))) == []


async def test_a_pods_requests_are_counted_and_listed_by_state(with_pods: SqlStorage) -> None:
    first = a_request(OPEN, JOAO, asked_at=NOW)
    second = a_request(OPEN, LI, asked_at=NOW, origin=Origin.INVITED, state=JoinState.INVITED)
    elsewhere = a_request(SECRET, JOAO, asked_at=NOW + timedelta(days=1))

    def add(uow: UnitOfWork) -> None:
        for item in (first, second, elsewhere):
            uow.requests.add(item)

    await written(with_pods, add)
    live = [JoinState.INVITED, JoinState.REQUESTED]
    assert await with_pods.read(lambda uow: uow.requests.in_states(OPEN.id, live)) == [first, second]
    assert await with_pods.read(lambda uow: uow.requests.count(OPEN.id, live)) == 2
    assert await with_pods.read(lambda uow: uow.requests.count(OPEN.id, [])) == 0
    assert await with_pods.read(lambda uow: uow.requests.of_member(JOAO, live)) == [elsewhere, first]
    assert await with_pods.read(lambda uow: uow.requests.origins(OPEN.id, Origin.INVITED)) == [second.id]
    assert await with_pods.read(lambda uow: uow.requests.latest(OPEN.id, STRANGER)) is None
