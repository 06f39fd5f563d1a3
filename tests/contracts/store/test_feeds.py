"""What is kept of private addresses: one for each member and feed, by digest."""

from dataclasses import replace

from bot.ports.feeds import FeedKey, digest_of, new_secret
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import written
from tests.storage.nouns import AMINA, LI, NOW

OLD, NEW = digest_of(new_secret()), digest_of(new_secret())
KEY = FeedKey(AMINA, "labs.ics", OLD, NOW)


async def test_an_address_leads_to_its_member_under_its_own_name_alone(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.feed_keys.put(KEY))

    def read(uow: UnitOfWork) -> tuple[object, ...]:
        keys = uow.feed_keys
        return (
            keys.of(AMINA, "labs.ics"),
            keys.of(LI, "labs.ics"),
            keys.behind(OLD, "labs.ics"),
            keys.behind(OLD, "hub"),
            keys.behind(NEW, "labs.ics"),
        )

    assert await store.read(read) == (KEY, None, AMINA, None, None)


async def test_a_new_address_takes_the_place_of_the_old_one_and_ends_when_it_is_dropped_or_its_member_is_forgotten(
    store: SqlStorage,
) -> None:
    await written(store, lambda uow: uow.feed_keys.put(KEY))
    await written(store, lambda uow: uow.feed_keys.put(replace(KEY, digest=NEW)))

    def behind(uow: UnitOfWork) -> tuple[object, ...]:
        return uow.feed_keys.behind(OLD, "labs.ics"), uow.feed_keys.behind(NEW, "labs.ics")

    assert await store.read(behind) == (None, AMINA)
    await written(store, lambda uow: uow.feed_keys.drop(AMINA, "labs.ics"))
    assert await store.read(behind) == (None, None)
    await written(store, lambda uow: uow.feed_keys.put(KEY))
    await written(store, lambda uow: uow.forget(AMINA))
    assert await store.read(behind) == (None, None)
