"""Who is behind a handle: found by whoever delivers, given back to nobody else, and told by no row."""

from pathlib import Path

from sqlalchemy import text

from bot.app.vault import Vault
from bot.config.values import KEY_BYTES
from bot.core.refs import MemberRef
from bot.domain.handles import is_handle, new_handle
from bot.ports.handles import NoKey
from bot.ports.store import UnitOfWork
from storage import SqlStorage, open_storage
from tests.storage.databases import HERE, linked, new_file, opened, written
from tests.storage.nouns import AMINA, JOAO
from tests.support.clock import FrozenClock


async def hidden(store: SqlStorage, member: MemberRef) -> MemberRef:
    handle = new_handle(HERE)
    await written(store, lambda uow: uow.handles.put(handle, member))
    return handle


async def test_a_member_is_found_behind_each_of_their_handles_and_nobody_behind_another(store: SqlStorage) -> None:
    first, second, other = await hidden(store, AMINA), await hidden(store, AMINA), await hidden(store, JOAO)

    def found(uow: UnitOfWork) -> list[MemberRef | None]:
        return [uow.handles.behind(handle) for handle in (first, second, other, new_handle(HERE))]

    assert all(is_handle(handle) for handle in (first, second, other))
    assert await store.read(found) == [AMINA, AMINA, JOAO, None]
    assert await store.read(lambda uow: uow.handles.of(AMINA)) == {first, second}


async def test_what_would_tell_who_it_is_opens_for_its_own_handle_alone(store: SqlStorage) -> None:
    mine, other = await hidden(store, AMINA), await hidden(store, JOAO)
    sealed = await store.read(lambda uow: uow.handles.seal("sandbox:ipc:dm:1", mine))

    assert "dm" not in sealed
    assert await store.read(lambda uow: uow.handles.open(sealed, mine)) == "sandbox:ipc:dm:1"
    assert await store.read(lambda uow: uow.handles.open(sealed, other)) == ""


async def test_a_forgotten_member_is_behind_nothing_any_more(store: SqlStorage) -> None:
    mine, other = await hidden(store, AMINA), await hidden(store, JOAO)
    await written(store, lambda uow: uow.forget(AMINA))

    assert await store.read(lambda uow: (uow.handles.behind(mine), uow.handles.of(AMINA))) == (None, frozenset())
    assert await store.read(lambda uow: uow.handles.behind(other)) == JOAO


async def test_s41_no_row_tells_who_is_behind_a_handle(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        for _ in range(3):
            await hidden(store, AMINA)
    with linked(url) as link:
        rows = link.core.execute(text("SELECT handle, mark, sealed FROM handles")).fetchall()

    assert len({row.sealed for row in rows}) == 3
    assert "amina" not in str(rows)
    assert [row.handle for row in rows] == sorted(row.handle for row in rows)


async def test_with_another_key_or_none_nobody_is_found(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        handle = await hidden(store, AMINA)
    for sealer in (Vault([b"o" * KEY_BYTES]), None):
        store = open_storage(url, FrozenClock(), sealer=sealer)
        try:
            assert await store.read(lambda uow: (uow.handles.behind(handle), uow.handles.of(AMINA))) == (
                None,
                frozenset(),
            )
        finally:
            await store.close()


async def test_without_a_key_nobody_can_be_hidden(tmp_path: Path) -> None:
    store = open_storage(new_file(tmp_path), FrozenClock())
    refused = False

    def hide(uow: UnitOfWork) -> None:
        nonlocal refused
        try:
            uow.handles.put(new_handle(HERE), AMINA)
        except NoKey:
            refused = True

    try:
        await written(store, hide)
        assert refused
    finally:
        await store.close()
