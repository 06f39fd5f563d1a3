"""What workspaces gave by installing an app, and what came lately: kept, sealed, shared and forgotten."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.app.installing import StoredInstallations
from bot.app.replays import StoredReplays
from bot.app.vault import Vault
from bot.core.refs import MemberRef
from bot.domain.access import Grant, Role
from bot.ports.installations import Installation
from bot.ports.ledger import SealedToken
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.contracts.store.test_outbox import keys, lease, put
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, NOW

LATER = NOW + timedelta(hours=1)
TOKEN = "xoxb-canary-of-a-token"
FIRST, SECOND = b"1" * 32, b"2" * 32
INSTALLED = Installation(HERE, TOKEN, NOW)


def kept_in(store: SqlStorage, *keys: bytes) -> StoredInstallations:
    return StoredInstallations("sandbox", store, Vault(keys or (FIRST,)))


async def test_an_installation_is_kept_and_given_back(store: SqlStorage) -> None:
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    assert await kept_in(store).all() == [INSTALLED]
    assert await StoredInstallations("slack", store, Vault([FIRST])).all() == []


async def test_a_later_installation_takes_the_place_of_an_earlier_one(store: SqlStorage) -> None:
    later = Installation(HERE, "xoxb-later", LATER)
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    await kept_in(store).keep(later, name="IPC", by=JOAO)
    assert await kept_in(store).all() == [later]


async def test_the_token_does_not_lie_in_the_store_in_clear(store: SqlStorage) -> None:
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    (row,) = await store.read(lambda uow: uow.tokens.all("sandbox"))
    assert TOKEN not in row.sealed
    assert row.sealed != (await resealed(store)).sealed, "no two seals are alike"


async def resealed(store: SqlStorage) -> SealedToken:
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    (row,) = await store.read(lambda uow: uow.tokens.all("sandbox"))
    return row


async def test_what_is_wiped_is_gone_and_the_others_stay(store: SqlStorage) -> None:
    other = Installation(ELSEWHERE, "xoxb-other", NOW)
    installations = kept_in(store)
    await installations.keep(INSTALLED, name="IPC", by=AMINA)
    await installations.keep(other, name="WASH", by=MemberRef(ELSEWHERE, "li"))
    await installations.wipe(INSTALLED)
    await installations.wipe(INSTALLED)
    assert await installations.all() == [other]


async def test_wiping_an_earlier_installation_leaves_the_later_one(store: SqlStorage) -> None:
    later = replace(INSTALLED, at=LATER)
    installations = kept_in(store)
    await installations.keep(INSTALLED, name="IPC", by=AMINA)
    await installations.keep(later, name="IPC", by=AMINA)
    await installations.wipe(INSTALLED)
    assert await installations.all() == [later]


async def test_s37_whoever_installs_is_steward_where_there_is_none(store: SqlStorage) -> None:
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    await kept_in(store).keep(replace(INSTALLED, at=LATER), name="Another name", by=JOAO)
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [AMINA]
    community = await store.read(lambda uow: uow.communities.get(HERE))
    assert community is not None
    assert community.name == "IPC"


async def test_s37_a_steward_named_before_stays_the_only_one(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.roles.grant(JOAO, Grant(Role.STEWARD)))
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == [JOAO]


async def test_s37_where_a_group_makes_stewards_nobody_becomes_one_by_installing(store: SqlStorage) -> None:
    led = StoredInstallations("sandbox", store, Vault([FIRST]), {HERE})
    await led.keep(INSTALLED, name="IPC", by=AMINA)
    assert await store.read(lambda uow: uow.roles.holders(HERE, Role.STEWARD)) == []


async def test_what_waited_for_a_workspace_leaves_once_it_installs_again(store: SqlStorage) -> None:
    await put(store, "amina", "@amina")
    await put(store, "joao", "@joao")
    await put(store, "elsewhere", "@li", community=ELSEWHERE)

    def wait(uow: UnitOfWork) -> None:
        for community, place in ((HERE, ""), (HERE, "@joao"), (ELSEWHERE, "")):
            uow.outbox.postpone(community, place, LATER)

    await written(store, wait)
    assert await lease(store) == []
    woken: list[bool] = []
    installations = kept_in(store)
    installations.wake = lambda: woken.append(True)
    await installations.keep(INSTALLED, name="IPC", by=AMINA)
    assert woken == [True]
    assert keys(await lease(store)) == ["amina"]


async def test_a_key_that_is_not_the_right_one_opens_nothing_and_loses_nothing(store: SqlStorage) -> None:
    await kept_in(store, FIRST).keep(INSTALLED, name="IPC", by=AMINA)
    other = Installation(ELSEWHERE, "xoxb-other", NOW)
    await kept_in(store, SECOND).keep(other, name="WASH", by=MemberRef(ELSEWHERE, "li"))
    assert await kept_in(store, SECOND).all() == [replace(INSTALLED, token=""), other]
    await kept_in(store, SECOND).renew()
    assert (await kept_in(store, FIRST).all())[0] == INSTALLED


async def test_a_token_moved_to_another_community_does_not_open(store: SqlStorage) -> None:
    await kept_in(store).keep(INSTALLED, name="IPC", by=AMINA)
    (row,) = await store.read(lambda uow: uow.tokens.all("sandbox"))
    await written(store, lambda uow: uow.tokens.put(replace(row, community=ELSEWHERE)))
    tokens = {found.community: found.token for found in await kept_in(store).all()}
    assert tokens == {HERE: TOKEN, ELSEWHERE: ""}


async def test_keys_are_exchanged_without_installing_again(store: SqlStorage) -> None:
    await kept_in(store, FIRST).keep(INSTALLED, name="IPC", by=AMINA)
    both = kept_in(store, SECOND, FIRST)
    assert await both.all() == [INSTALLED]
    await both.renew()
    assert await kept_in(store, SECOND).all() == [INSTALLED]
    assert await kept_in(store, FIRST).all() == [replace(INSTALLED, token="")]


async def test_s2_a_key_counts_once_whichever_process_it_comes_to(store: SqlStorage) -> None:
    one, other = StoredReplays(store), StoredReplays(store)
    assert await one.is_first("a", LATER)
    assert not await other.is_first("a", LATER)
    assert await other.is_first("b", LATER)


async def test_of_many_at_one_moment_one_is_the_first(store: SqlStorage) -> None:
    replays = StoredReplays(store)
    assert sum(await asyncio.gather(*(replays.is_first("a", LATER) for _ in range(20)))) == 1


async def test_keys_are_swept_when_their_moment_has_passed(store: SqlStorage) -> None:
    replays = StoredReplays(store)
    await replays.is_first("old", NOW)
    await replays.is_first("new", LATER)
    assert await written(store, lambda uow: uow.signatures.sweep(NOW + timedelta(minutes=1)), []) == 1
    assert await replays.is_first("old", LATER)
    assert not await replays.is_first("new", LATER)
