"""Communities, members and their roles."""

from dataclasses import replace

import pytest

from bot.core.refs import RoomRef
from bot.domain.access import Grant, Role
from bot.domain.communities import Community
from bot.domain.pods.joining import JoinState
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_member, a_pod, a_request, member, viewer

ROOM = RoomRef(HERE, "room")


async def test_communities_are_kept_and_listed(store: SqlStorage) -> None:
    here = Community(ref=HERE, name="IPC", steward_room=ROOM)

    def put(uow: UnitOfWork) -> None:
        uow.communities.put(Community(ref=ELSEWHERE, name="WASH"))
        uow.communities.put(here)
        uow.communities.put(replace(here, locale="fr", disabled=True))

    await written(store, put)
    assert await store.read(lambda uow: uow.communities.get(HERE)) == replace(
        here, locale="fr", disabled=True, version=1
    )
    assert [found.ref for found in await store.read(lambda uow: uow.communities.all())] == [HERE, ELSEWHERE]


async def test_members_are_found_by_what_people_type_of_their_name(store: SqlStorage) -> None:
    def put(uow: UnitOfWork) -> None:
        names = {"j": "João Silva", "a": "Amina Joaquim", "o": "50% Ola_f", "b": "Bot Joa", "g": "Gone Joa"}
        for user, name in names.items():
            uow.members.put(a_member(member(user), display_name=name, bot=user == "b", gone=user == "g"))
        uow.members.put(a_member(member("x", ELSEWHERE), display_name="Joana Elsewhere"))

    await written(store, put)

    async def named(typed: str, limit: int = 10) -> list[str]:
        found = await store.read(lambda uow: uow.members.named(viewer(AMINA), typed, limit))
        return [one.display_name for one in found]

    assert await named("JOAO") == ["João Silva"]
    assert await named("joa") == ["João Silva", "Amina Joaquim"], "those who begin so come first"
    assert await named("joa", limit=1) == ["João Silva"]
    assert await named("%") == ["50% Ola_f"]
    assert await named("_") == ["50% Ola_f"]
    assert await named("nobody") == []


async def test_a_member_can_be_removed(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.members.put(a_member(AMINA)))
    await written(store, lambda uow: uow.members.forget(AMINA))
    assert await store.read(lambda uow: uow.members.get(AMINA)) is None


async def test_roles_are_given_once_and_taken_once(store: SqlStorage) -> None:
    grant = Grant(Role.FACILITATOR, "P-1")

    def give_and_take(uow: UnitOfWork) -> list[bool]:
        return [
            uow.roles.grant(AMINA, grant),
            uow.roles.grant(AMINA, grant),
            uow.roles.revoke(AMINA, grant),
            uow.roles.revoke(AMINA, grant),
        ]

    assert await written(store, give_and_take) == [True, False, True, False]


async def test_holders_come_in_the_order_in_which_they_got_the_role(store: SqlStorage) -> None:
    def give(uow: UnitOfWork) -> None:
        for who in (LI, AMINA, JOAO, member("x", ELSEWHERE)):
            uow.roles.grant(who, Grant(Role.STEWARD))
        uow.roles.grant(JOAO, Grant(Role.FACILITATOR, "P-1"))

    await written(store, give)
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [LI, AMINA, JOAO]
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.FACILITATOR, "P-1")) == [JOAO]
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.FACILITATOR)) == []


async def test_who_has_left_the_community_holds_none_of_its_roles_until_they_are_back(store: SqlStorage) -> None:
    def give(uow: UnitOfWork) -> None:
        for who in (AMINA, JOAO, LI):
            uow.roles.grant(who, Grant(Role.STEWARD))
        uow.members.put(a_member(AMINA))
        uow.members.put(a_member(JOAO, gone=True))

    await written(store, give)
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [AMINA, LI]
    await written(store, lambda uow: uow.members.put(a_member(JOAO)))
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [AMINA, JOAO, LI]


async def test_a_pods_members_are_its_admitted_requests(store: SqlStorage) -> None:
    pod = a_pod(room=ROOM)
    request = a_request(pod, JOAO, state=JoinState.APPROVED)
    inside = Grant(Role.POD_MEMBER, pod.id)

    def begin(uow: UnitOfWork) -> None:
        uow.pods.add(pod)
        uow.requests.add(request)
        uow.roles.grant(JOAO, Grant(Role.DESK_STAFF))

    await written(store, begin)
    assert await store.read(lambda uow: uow.roles.of(JOAO)) == {Grant(Role.DESK_STAFF)}
    admitted = replace(request, state=JoinState.ADMITTED, admitted_at=NOW)
    admitted = await written(store, lambda uow: uow.requests.save(admitted))
    assert await store.read(lambda uow: uow.roles.of(JOAO)) == {Grant(Role.DESK_STAFF), inside}
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.POD_MEMBER, pod.id)) == [JOAO]
    assert await store.read(lambda uow: uow.roles.of_room(ROOM)) == {inside}
    assert await store.read(lambda uow: uow.roles.of_room(RoomRef(HERE, "other"))) == frozenset()
    await written(store, lambda uow: uow.requests.save(replace(admitted, state=JoinState.REMOVED)))
    assert await store.read(lambda uow: uow.roles.of(JOAO)) == {Grant(Role.DESK_STAFF)}


async def test_membership_of_a_pod_cannot_be_granted_past_its_gate(store: SqlStorage) -> None:
    with pytest.raises(ValueError, match="join requests"):
        await written(store, lambda uow: uow.roles.grant(JOAO, Grant(Role.POD_MEMBER, "P-1")))


async def test_a_group_gives_its_role_to_who_is_in_it_and_takes_it_with_the_group(store: SqlStorage) -> None:
    def put(uow: UnitOfWork) -> None:
        uow.roles.map_groups(HERE, {Role.STEWARD: ["leads", "board"], Role.DESK_STAFF: ["leads"]})
        uow.roles.put_in_groups(AMINA, {"leads", "tea drinkers"})
        uow.roles.put_in_groups(member("x", ELSEWHERE), {"leads"})

    await written(store, put)
    assert await store.read(lambda uow: uow.roles.of(AMINA)) == {Grant(Role.STEWARD), Grant(Role.DESK_STAFF)}
    assert await store.read(lambda uow: uow.roles.groups_of(AMINA)) == {"leads"}
    assert await store.read(lambda uow: uow.roles.in_group(HERE, "leads")) == {AMINA}
    assert await store.read(lambda uow: uow.roles.of(member("x", ELSEWHERE))) == frozenset()
    await written(store, lambda uow: uow.roles.put_in_groups(AMINA, {"board"}))
    assert await store.read(lambda uow: uow.roles.of(AMINA)) == {Grant(Role.STEWARD)}
    await written(store, lambda uow: uow.roles.put_in_groups(AMINA, ()))
    assert await store.read(lambda uow: uow.roles.of(AMINA)) == frozenset()


async def test_what_a_steward_gave_and_what_a_group_gives_are_apart(store: SqlStorage) -> None:
    def give(uow: UnitOfWork) -> None:
        uow.roles.map_groups(HERE, {Role.STEWARD: ["leads"]})
        for who in (LI, JOAO, AMINA):
            uow.roles.put_in_groups(who, ["leads"])
        uow.roles.grant(JOAO, Grant(Role.STEWARD))
        uow.members.put(a_member(LI, gone=True))

    await written(store, give)
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [JOAO, AMINA]
    assert not await written(store, lambda uow: uow.roles.revoke(AMINA, Grant(Role.STEWARD)))
    await written(store, lambda uow: uow.roles.put_in_groups(JOAO, ()))
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [JOAO, AMINA]


async def test_a_group_that_gives_nothing_any_more_is_forgotten_with_all_who_were_in_it(store: SqlStorage) -> None:
    def give(uow: UnitOfWork) -> None:
        uow.roles.map_groups(HERE, {Role.STEWARD: ["leads"]})
        uow.roles.put_in_groups(AMINA, ["leads"])

    await written(store, give)
    await written(store, lambda uow: uow.roles.map_groups(HERE, {Role.STEWARD: ["board"]}))
    assert await store.read(lambda uow: uow.roles.of(AMINA)) == frozenset()
    await written(store, lambda uow: uow.roles.map_groups(HERE, {Role.STEWARD: ["leads"]}))
    assert await store.read(lambda uow: uow.roles.of(AMINA)) == frozenset()
