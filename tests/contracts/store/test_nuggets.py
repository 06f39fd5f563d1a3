"""What is kept of nuggets: who reads which, whose yes they stand on, and which messages they were made from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.core.ids import new_id
from bot.core.refs import MessageRef, RoomRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.nuggets import rules
from bot.domain.nuggets.consent import Answer, Consent, Part
from bot.domain.nuggets.nugget import Nugget, NuggetState, Revision, Told
from bot.domain.nuggets.words import FieldName, Level, ResultType
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, NOW

DAY = timedelta(days=1)
ROOM = RoomRef(HERE, "R1")
SAID = MessageRef(ROOM, "m1")


def nugget(state: NuggetState = NuggetState.PUBLISHED, scope: Scope | None = Scope.POD, *, days: int = 0) -> Nugget:
    return Nugget(
        id=new_id("N"),
        community=HERE,
        pod="P-1",
        room=ROOM,
        gesture=SAID,
        collector=JOAO,
        author=AMINA,
        state=state,
        scope=scope,
        fields={FieldName.WHAT_CHANGED: Told("We moved it «ψ»", None, SAID), FieldName.WHY: Told("It was far", JOAO)},
        result=ResultType.SUCCESS,
        level=Level.FACILITY,
        captured_at=NOW + days * DAY,
        published_at=NOW + days * DAY if scope else None,
    )


IN_POD, IN_COMMUNITY, EVERYWHERE = (
    nugget(days=1),
    nugget(scope=Scope.COMMUNITY, days=2),
    nugget(scope=Scope.NETWORK, days=3),
)
READ, DRAFT, IN_REVIEW = (
    nugget(NuggetState.READING, None),
    nugget(NuggetState.CAPTURED, None),
    replace(nugget(NuggetState.IN_REVIEW), before=Role.STEWARD),
)
WITHDRAWN, REPLACED = nugget(NuggetState.WITHDRAWN), nugget(NuggetState.SUPERSEDED)
ALL = (IN_POD, IN_COMMUNITY, EVERYWHERE, READ, DRAFT, IN_REVIEW, WITHDRAWN, REPLACED)

VIEWERS = (
    Viewer(HERE, AMINA, frozenset({Grant(Role.POD_MEMBER, "P-1")})),
    Viewer(HERE, JOAO, frozenset({Grant(Role.POD_MEMBER, "P-2")})),
    Viewer(HERE, JOAO, frozenset({Grant(Role.STEWARD)})),
    Viewer(HERE, JOAO, guest=True),
    Viewer(HERE, None, frozenset({Grant(Role.POD_MEMBER, "P-1")})),
    Viewer(ELSEWHERE, replace(JOAO, community=ELSEWHERE), frozenset({Grant(Role.POD_MEMBER, "P-1")})),
)


async def filled(store: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        for one in ALL:
            uow.nuggets.add(one)

    await written(store, add)


def listed_for(viewer: Viewer, uow: UnitOfWork) -> Sequence[Nugget]:
    return uow.nuggets.visible(viewer)


def said_before(viewer: Viewer, uow: UnitOfWork) -> Sequence[Revision]:
    return list(uow.revisions.of_nugget(viewer, IN_POD.id))


async def test_a_nugget_comes_back_as_it_was_stored(store: SqlStorage) -> None:
    await filled(store)

    assert await store.read(lambda uow: uow.nuggets.get(IN_POD.id)) == IN_POD


async def test_s18_everybody_is_listed_just_what_the_rules_let_them_read(store: SqlStorage) -> None:
    await filled(store)
    listed = {NuggetState.PUBLISHED, NuggetState.IN_REVIEW, NuggetState.RETURNED}
    newest_first = sorted(ALL, key=lambda one: (one.published_at or NOW, ALL.index(one)), reverse=True)
    for viewer in VIEWERS:
        seen = [one.id for one in await store.read(partial(listed_for, viewer))]
        assert seen == [one.id for one in newest_first if one.state in listed and rules.in_scope(viewer, one)]


async def test_ones_own_are_those_one_wrote_and_knows_of_and_those_one_collected(store: SqlStorage) -> None:
    await filled(store)
    amina, outside = VIEWERS[0], VIEWERS[1]
    joao = replace(outside, grants=amina.grants)

    wrote = {one.id for one in await store.read(lambda uow: uow.nuggets.of_member(amina))}
    collected = {one.id for one in await store.read(lambda uow: uow.nuggets.of_member(joao))}

    assert wrote == {one.id for one in ALL} - {READ.id, DRAFT.id}
    assert {READ.id, DRAFT.id} <= collected
    listed = await store.read(lambda uow: uow.nuggets.of_member(outside))
    assert all(one.pod != IN_POD.pod or rules.in_scope(outside, one) for one in listed)
    assert {one.id for one in listed} < collected


async def test_what_is_read_now_what_waits_and_what_a_month_brought_is_found(store: SqlStorage) -> None:
    await filled(store)

    assert await store.read(lambda uow: list(uow.nuggets.reading_in(ROOM))) == [READ.id]
    assert await store.read(lambda uow: list(uow.nuggets.waiting_for_steward(HERE))) == [IN_REVIEW.id]
    assert await store.read(lambda uow: list(uow.nuggets.waiting_for_steward(ELSEWHERE))) == []
    spans = [(NOW + 2 * DAY, NOW + 4 * DAY, None), (NOW, NOW + 3 * DAY, None), (NOW, NOW + 4 * DAY, 1)]
    found = await store.read(
        lambda uow: [list(uow.nuggets.in_pod("P-1", since, until, limit=most)) for since, until, most in spans]
    )
    assert found == [
        [IN_COMMUNITY.id, EVERYWHERE.id],
        [IN_REVIEW.id, IN_POD.id, IN_COMMUNITY.id],
        [IN_REVIEW.id],
    ]
    begun = [NOW - DAY, NOW, NOW + 2 * DAY]
    assert await store.read(lambda uow: [uow.nuggets.begun_since(JOAO, at) for at in begun]) == [len(ALL), 3, 1]
    assert await store.read(lambda uow: uow.nuggets.begun_since(AMINA, NOW - DAY)) == 0


async def test_messages_are_known_by_their_ids_and_the_gone_ones_also_before_they_are_noted(store: SqlStorage) -> None:
    await filled(store)
    other = MessageRef(ROOM, "m2")

    def note(uow: UnitOfWork) -> None:
        uow.sources.note_gone(READ.id, other)
        uow.sources.note(READ.id, [SAID, other])
        uow.sources.note(IN_POD.id, [SAID])

    await written(store, note)

    assert await store.read(lambda uow: list(uow.sources.of_message(SAID))) == [READ.id, IN_POD.id]
    assert await store.read(lambda uow: uow.sources.gone(READ.id)) == {other}
    await written(store, lambda uow: uow.sources.forget(READ.id))
    assert await store.read(lambda uow: list(uow.sources.of_message(SAID))) == [IN_POD.id]


async def test_a_no_is_remembered_by_who_said_it_and_the_message_until_it_is_lifted(store: SqlStorage) -> None:
    other = MessageRef(ROOM, "m2")

    def note(uow: UnitOfWork) -> None:
        uow.refusals.note(AMINA, {SAID, other})
        uow.refusals.note(AMINA, {SAID})
        uow.refusals.note(AMINA, ())
        uow.refusals.note(JOAO, {other})

    await written(store, note)
    assert await store.read(lambda uow: list(uow.refusals.of_member(AMINA))) == [SAID, other]
    assert await store.read(lambda uow: [uow.refusals.holds(JOAO, these) for these in ([SAID], [SAID, other], [])]) == [
        False,
        True,
        False,
    ]

    await written(store, lambda uow: uow.refusals.lift(AMINA, {SAID}))
    assert await store.read(lambda uow: list(uow.refusals.of_member(AMINA))) == [other]
    await written(store, lambda uow: uow.refusals.forget(AMINA))
    assert await store.read(lambda uow: list(uow.refusals.of_member(AMINA))) == []
    assert await store.read(lambda uow: list(uow.refusals.of_member(JOAO))) == [other]


async def test_there_is_one_consent_for_each_person_and_nugget_and_it_names_where_they_are(store: SqlStorage) -> None:
    await filled(store)
    consent = Consent(
        id=new_id("Y"),
        nugget=IN_POD.id,
        member=JOAO,
        part=Part.QUOTED,
        words=("It was far",),
        asked_for=Scope.POD,
        answer=Answer.ASKED,
        asked_at=NOW,
    )
    await written(store, lambda uow: uow.consents.add(consent))

    assert await store.read(lambda uow: uow.consents.of(IN_POD.id, JOAO)) == consent
    assert await store.read(lambda uow: uow.consents.of(IN_POD.id, AMINA)) is None
    assert await store.read(lambda uow: list(uow.consents.of_member(JOAO))) == [consent]
    await written(store, lambda uow: uow.consents.forget(consent))
    assert await store.read(lambda uow: list(uow.consents.of_nugget(IN_POD.id))) == []


async def test_what_a_nugget_said_before_is_its_authors_alone_to_read(store: SqlStorage) -> None:
    await filled(store)
    before = Revision(
        id=new_id("V"), nugget=IN_POD.id, at=NOW, fields=IN_POD.fields, result=IN_POD.result, level=IN_POD.level
    )
    await written(store, lambda uow: uow.revisions.add(before))

    for viewer in VIEWERS:
        seen = await store.read(partial(said_before, viewer))
        assert seen == ([before] if viewer.member == AMINA else [])
    await written(store, lambda uow: uow.revisions.forget(IN_POD.id))
    assert await store.read(lambda uow: list(uow.revisions.of_nugget(VIEWERS[0], IN_POD.id))) == []
