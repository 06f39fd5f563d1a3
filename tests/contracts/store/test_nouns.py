"""What every repository promises: what goes in comes out, once, and nobody's change is overwritten unseen."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.core.errors import AlreadyThere, Conflict
from bot.core.ids import new_id, reference
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import Untrusted, t
from bot.domain.members import Digest, Hours
from bot.domain.pods.charter import Charter, GroundRules
from bot.domain.pods.joining import JoinState, Origin
from bot.domain.pods.pod import PodState
from bot.domain.pods.resources import Resource, ResourceKind, SupportKind, SupportRequest, SupportState
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_member, a_pod, a_request

POD = a_pod()
ROOM = RoomRef(HERE, "room")
FULL_POD = a_pod(
    "Every field",
    charter=Charter(
        name="Every field",
        focus="IPC «ψ» \U0001f9fc",
        objective="o",
        questions=("Why?", "Where?"),
        ground_rules=GroundRules(chatham_house=False, more="Be kind"),
        capacity=12,
        starts=date(2027, 4, 1),
        linked_pods=("P-1",),
        topics=("hygiene",),
    ),
    cofacilitators=(JOAO, LI),
    reason="because",
    decided_by=LI,
    decided_at=NOW + timedelta(microseconds=1),
    room=ROOM,
    charter_post="a key",
    attempts=2,
    trouble=t("Give the bot the scope {scope}.", scope=Untrusted("groups:write")),
    opened_at=NOW,
    last_active_at=NOW,
    closed_at=NOW,
    review_on=date(2027, 9, 1),
)
FULL_REQUEST = a_request(
    POD,
    JOAO,
    state=JoinState.ADMITTED,
    origin=Origin.INVITED,
    answers=("To learn", ""),
    questions=("Why?", "Where?"),
    asked_more="Since when?",
    answered_more="Last year",
    accepted_at=NOW,
    reason="fits",
    decided_by=AMINA,
    decided_at=NOW,
    admitted_at=NOW,
    ended_at=NOW,
    attempts=1,
    trouble=t("Move the bot's role up."),
)
RESOURCE = Resource(
    id=new_id("S"),
    pod=POD.id,
    title="Guide",
    kind=ResourceKind.GUIDANCE,
    text="Wash",
    owner=AMINA,
    added_at=NOW,
    review_by=date(2028, 3, 3),
)
SUPPORT = SupportRequest(
    id=new_id("H"),
    pod=POD.id,
    kind=SupportKind.MEETING,
    text="A room",
    asker=AMINA,
    asked_at=NOW,
    state=SupportState.ASKED,
)

KINDS = [
    pytest.param("pods", FULL_POD, {"reason": "another"}, id="pods"),
    pytest.param("requests", FULL_REQUEST, {"state": JoinState.LEFT}, id="requests"),
    pytest.param("resources", RESOURCE, {"retired": True}, id="resources"),
    pytest.param("support", SUPPORT, {"state": SupportState.TAKEN, "taken_by": LI}, id="support"),
]


def repository(uow: UnitOfWork, name: str) -> Any:
    return getattr(uow, name)


@pytest.fixture
async def with_pod(store: SqlStorage) -> SqlStorage:
    await written(store, lambda uow: uow.pods.add(POD))
    return store


@pytest.mark.parametrize(("name", "item", "change"), KINDS)
async def test_what_is_added_is_given_back_whole(
    with_pod: SqlStorage, name: str, item: Any, change: dict[str, Any]
) -> None:
    await written(with_pod, lambda uow: repository(uow, name).add(item))
    assert await with_pod.read(lambda uow: repository(uow, name).get(item.id)) == item
    assert await with_pod.read(lambda uow: repository(uow, name).by_reference(reference(item.id))) == item
    changed = replace(item, **change)
    saved = await written(with_pod, lambda uow: repository(uow, name).save(changed))
    assert saved == replace(changed, version=1)
    assert await with_pod.read(lambda uow: repository(uow, name).get(item.id)) == saved


@pytest.mark.parametrize(("name", "item", "change"), KINDS)
async def test_a_change_to_what_somebody_changed_meanwhile_is_a_conflict(
    with_pod: SqlStorage, name: str, item: Any, change: dict[str, Any]
) -> None:
    await written(with_pod, lambda uow: repository(uow, name).add(item))
    await written(with_pod, lambda uow: repository(uow, name).save(replace(item, **change)))
    with pytest.raises(Conflict):
        await written(with_pod, lambda uow: repository(uow, name).save(item))


@pytest.mark.parametrize(("name", "item", "change"), KINDS)
async def test_adding_twice_is_told_and_the_work_can_go_on(
    with_pod: SqlStorage, name: str, item: Any, change: dict[str, Any]
) -> None:
    def add_again(uow: UnitOfWork) -> str:
        with pytest.raises(AlreadyThere):
            repository(uow, name).add(replace(item, **change))
        uow.members.put(a_member(AMINA))
        return "went on"

    await written(with_pod, lambda uow: repository(uow, name).add(item))
    assert await written(with_pod, add_again) == "went on"
    assert await with_pod.read(lambda uow: repository(uow, name).get(item.id)) == item
    assert await with_pod.read(lambda uow: uow.members.get(AMINA)) is not None


@pytest.mark.parametrize(("name", "item", "change"), KINDS)
async def test_an_id_that_begins_like_another_is_drawn_again(
    with_pod: SqlStorage,
    name: str,
    item: Any,
    change: dict[str, Any],  # noqa: ARG001 - all kinds are given alike
) -> None:
    drawn = iter([reference(item.id) + "0" * 21, new_id(item.id[0])])

    def add(uow: UnitOfWork) -> str:
        other = replace(item, id=next(drawn), **_apart(item))
        repository(uow, name).add(other)
        return str(other.id)

    await written(with_pod, lambda uow: repository(uow, name).add(item))
    added = await written(with_pod, add)
    assert reference(added) != reference(item.id)
    assert await with_pod.read(lambda uow: repository(uow, name).by_reference(reference(item.id))) == item


def _apart(item: Any) -> dict[str, Any]:
    """Give what keeps another of the same kind from being the same by nature."""
    if hasattr(item, "charter"):
        return {"charter": replace(item.charter, name="Another"), "room": None}
    return {"member": LI} if hasattr(item, "member") else {}


async def test_what_is_not_there_is_none(store: SqlStorage) -> None:
    absent = await store.read(
        lambda uow: [uow.pods.get(new_id("P")), uow.pods.by_reference("P-00000"), uow.requests.get("")]
    )
    assert absent == [None, None, None]


async def test_a_person_has_one_live_request_for_a_pod(with_pod: SqlStorage) -> None:
    first, second = a_request(POD, JOAO), a_request(POD, JOAO)
    await written(with_pod, lambda uow: uow.requests.add(first))
    with pytest.raises(AlreadyThere):
        await written(with_pod, lambda uow: uow.requests.add(second))
    await written(with_pod, lambda uow: uow.requests.save(replace(first, state=JoinState.WITHDRAWN)))
    await written(with_pod, lambda uow: uow.requests.add(second))
    assert await with_pod.read(lambda uow: uow.requests.latest(POD.id, JOAO)) == second

    def revive(uow: UnitOfWork) -> str:
        before = uow.requests.get(first.id)
        assert before is not None
        with pytest.raises(AlreadyThere):
            uow.requests.save(replace(before, state=JoinState.REQUESTED))
        return "went on"

    assert await written(with_pod, revive) == "went on"


async def test_the_pod_of_a_name_is_the_listed_one_that_is_not_finished(with_pod: SqlStorage) -> None:
    hidden, same = a_pod("hand hygiene", listed=False), a_pod("  HAND   hygiene ")

    def add(uow: UnitOfWork) -> None:
        uow.pods.save(replace(POD, state=PodState.CLOSED))
        uow.pods.add(hidden)

    await written(with_pod, add)
    assert await with_pod.read(lambda uow: uow.pods.named(HERE, "Hand Hygiene")) == hidden
    await written(with_pod, lambda uow: uow.pods.add(same))
    assert await with_pod.read(lambda uow: uow.pods.named(HERE, "Hand Hygiene")) == same
    assert await with_pod.read(lambda uow: uow.pods.named(ELSEWHERE, "Hand Hygiene")) is None


async def test_a_request_is_never_moved_to_another_pod_or_person(with_pod: SqlStorage) -> None:
    request = a_request(POD, JOAO)
    await written(with_pod, lambda uow: uow.requests.add(request))
    with pytest.raises(Conflict):
        await written(with_pod, lambda uow: uow.requests.save(replace(request, member=LI)))


async def test_a_member_is_given_back_whole(store: SqlStorage) -> None:
    whole = a_member(
        AMINA,
        organisation="MoH",
        working_hours=Hours(time(8, 30), time(17), (6, 0, 1)),
        quiet_hours=Hours(time(22), time(6), tuple(range(7))),
        topics=("hygiene", "labs"),
        digest=Digest.NEVER,
        guest=True,
    )
    await written(store, lambda uow: uow.members.put(whole))
    assert await store.read(lambda uow: uow.members.get(AMINA)) == whole
    await written(store, lambda uow: uow.members.put(replace(whole, asks="help")))
    assert await store.read(lambda uow: uow.members.get(AMINA)) == replace(whole, asks="help", version=1)


@pytest.mark.parametrize("typed", ["nul\0byte", "lone \ud800 surrogate", "'; DROP TABLE pods; --", "\U0001f9fc é ر"])
async def test_any_text_can_be_stored(store: SqlStorage, typed: str) -> None:
    await written(store, lambda uow: uow.members.put(a_member(AMINA, asks=typed)))
    kept = await store.read(lambda uow: uow.members.get(AMINA))
    assert kept is not None
    assert kept.asks == typed.replace("\0", "\ufffd").replace("\ud800", "\ufffd")


async def test_a_moment_without_a_zone_is_refused(store: SqlStorage) -> None:
    with pytest.raises(ValueError, match="zone"):
        await written(store, lambda uow: uow.inbox.take(HERE, "key", NOW.replace(tzinfo=None)))


async def test_a_member_of_one_community_is_nobody_in_another(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.members.put(a_member(AMINA)))
    assert await store.read(lambda uow: uow.members.get(MemberRef.parse("slack:ipc:amina"))) is None


async def test_what_was_read_once_is_read_as_it_was_changed_since_in_the_same_piece_of_work(store: SqlStorage) -> None:
    request, amina = a_request(POD, AMINA), a_member(AMINA)

    def work(uow: UnitOfWork) -> None:
        uow.pods.add(POD)
        uow.requests.add(request)
        uow.members.put(amina)
        assert uow.requests.get(request.id) == request
        assert uow.members.get(AMINA) == amina
        saved = uow.requests.save(replace(request, state=JoinState.DECLINED, decided_by=JOAO))
        uow.members.put(replace(amina, offers="Time"))
        assert uow.requests.get(request.id) == uow.requests.by_reference(reference(request.id)) == saved
        known = uow.members.get(AMINA)
        assert known is not None
        assert known.offers == "Time"
        uow.requests.forget(AMINA, LI)
        uow.members.forget(AMINA)
        after = uow.requests.get(request.id)
        assert after is not None
        assert after.member == LI
        assert uow.members.get(AMINA) is None

    await written(store, work)
