"""What is kept of questions to the desk: all their fields, who may read which, and in which order they wait."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.ids import new_id
from bot.core.refs import RoomRef
from bot.core.text import Untrusted, t
from bot.domain.access import Grant, Role, Viewer
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.question import Entry, Leg, Question, QuestionState, Resolution, Side, Useful, Visibility
from bot.domain.handles import new_handle
from bot.domain.nuggets.words import Level
from storage import SqlStorage
from tests.storage.databases import HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW

DAY = timedelta(days=1)


def a_question(**more: Any) -> Question:
    return Question(
        **{
            "id": new_id("Q"),
            "community": HERE,
            "desk": "K-1",
            "state": QuestionState.ASKED,
            "visibility": Visibility.PRIVATE,
            "asker": AMINA,
            "asked_at": NOW,
            "text": "How do you keep oxygen running at night? «ψ»",
            **more,
        }
    )


FULL = a_question(
    pod="P-1",
    room=RoomRef(HERE, "room"),
    state=QuestionState.CLAIMED,
    visibility=Visibility.POD,
    topic="oxygen",
    country="Kenya",
    level=Level.FACILITY,
    needed_by=date(2027, 4, 1),
    priority=Priority.URGENT,
    shown=("N-1",),
    helped=("N-2",),
    triager=LI,
    rung=Rung.REGION,
    route=(Leg(JOAO, t("covers {topic}", topic=Untrusted("oxygen")), Rung.EXPERT, NOW, NOW + DAY, False),),
    claimed_by=LI,
    return_at=NOW + DAY,
    left=timedelta(hours=3, minutes=7),
    respond_by=NOW + DAY,
    resolve_by=NOW + 3 * DAY,
    resolution=Resolution.ANSWERED,
    useful=Useful.PARTLY,
    reopened=2,
)


async def test_a_question_comes_back_with_all_that_is_known_of_it(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.questions.add(FULL))

    assert await store.read(lambda uow: uow.questions.get(FULL.id)) == FULL


async def test_open_questions_wait_in_the_order_in_which_they_are_to_be_solved(store: SqlStorage) -> None:
    later, sooner, unset = (
        a_question(resolve_by=NOW + 2 * DAY),
        a_question(resolve_by=NOW + DAY, claimed_by=LI),
        a_question(),
    )
    over = a_question(state=QuestionState.RESOLVED, resolution=Resolution.ANSWERED, claimed_by=LI)
    for question in (unset, later, sooner, over, a_question(desk="K-2", claimed_by=LI)):
        await written(store, lambda uow, question=question: uow.questions.add(question))  # type: ignore[misc]

    assert await store.read(lambda uow: uow.questions.open_at("K-1")) == [sooner.id, later.id, unset.id]
    assert await store.read(lambda uow: uow.questions.open_at("K-1", limit=1, offset=1)) == [later.id]
    assert await store.read(lambda uow: uow.questions.loads("K-1")) == {LI: 1}
    assert (await store.read(lambda uow: uow.questions.claimed_by(LI)))[0] == sooner.id


async def test_s41_an_asker_finds_their_own_questions_under_all_their_names(store: SqlStorage) -> None:
    handle = new_handle(HERE)
    mine, hidden, others = a_question(), a_question(asker=handle), a_question(asker=JOAO)
    for question in (mine, hidden, others):
        await written(store, lambda uow, question=question: uow.questions.add(question))  # type: ignore[misc]
    viewer = Viewer(HERE, AMINA, handles=frozenset({handle}))

    assert await store.read(lambda uow: [one.id for one in uow.questions.of_viewer(viewer)]) == [hidden.id, mine.id]


async def test_s12_only_who_is_in_its_scope_finds_the_question_of_another(store: SqlStorage) -> None:
    by_visibility = {one: a_question(visibility=one, pod="P-1") for one in Visibility}
    for question in by_visibility.values():
        await written(store, lambda uow, question=question: uow.questions.add(question))  # type: ignore[misc]
    member = Viewer(HERE, JOAO)
    inside = Viewer(HERE, JOAO, frozenset({Grant(Role.POD_MEMBER, "P-1")}))
    guest = replace(inside, guest=True)

    async def found(viewer: Viewer) -> set[Visibility]:
        return {one.visibility for one in await store.read(lambda uow: uow.questions.readable(viewer))}

    assert await found(member) == {Visibility.COMMUNITY}
    assert await found(inside) == {Visibility.COMMUNITY, Visibility.POD}
    assert await found(guest) == {Visibility.POD}


async def test_all_who_had_a_part_in_a_question_are_found_for_being_forgotten(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.questions.add(FULL))

    for who in (AMINA, JOAO, LI):
        assert await store.read(lambda uow, who=who: [one.id for one in uow.questions.naming(who)]) == [FULL.id]  # type: ignore[misc]


async def test_what_was_said_is_found_by_question_by_source_and_by_who_said_it(store: SqlStorage) -> None:
    question = a_question()
    said = Entry(
        id=new_id("E"), question=question.id, side=Side.ASKER, by=AMINA, at=NOW, text="At night", source="mark"
    )
    gone = replace(said, id=new_id("E"), text="", source="", gone=True)
    await written(store, lambda uow: uow.questions.add(question))
    for entry in (said, gone):
        await written(store, lambda uow, entry=entry: uow.entries.add(entry))  # type: ignore[misc]

    assert await store.read(lambda uow: uow.entries.of_question(question.id)) == [said]
    assert await store.read(lambda uow: (uow.entries.from_source("mark"), uow.entries.from_source(""))) == (said, None)
    assert await store.read(lambda uow: uow.entries.of_member(AMINA)) == [said, gone]


async def test_those_that_go_on_as_another_are_found_by_it(store: SqlStorage) -> None:
    into = a_question()
    first, second = (a_question(state=QuestionState.MERGED, merged_into=into.id) for _ in range(2))
    for question in (into, first, a_question(), second):
        await written(store, lambda uow, question=question: uow.questions.add(question))  # type: ignore[misc]

    assert await store.read(lambda uow: uow.questions.merged_into(into.id)) == [first, second]
    assert await store.read(lambda uow: uow.questions.merged_into(first.id)) == []
