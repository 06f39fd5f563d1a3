"""What came of labs is kept: how they went, what is to be done, how they were, and whom nothing was sent yet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import AlreadyThere
from bot.core.ids import new_id
from bot.domain.labs import closing, feedback
from bot.domain.labs.feedback import Mark
from bot.domain.labs.lab import LabState
from bot.domain.labs.outcome import Outcome, OutcomeKind
from bot.domain.labs.rsvp import Answer, Seat
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.contracts.store.test_labs import rsvp
from tests.domain.labs_of_tests import NOW, a_lab, a_when
from tests.storage.databases import HERE, written
from tests.storage.nouns import AMINA, JOAO, LI

LAB, OTHER = (a_lab(community=HERE, organiser=JOAO, facilitators=(JOAO,), state=LabState.CLOSING) for _ in range(2))
WENT = replace(closing.blank(LAB), planned="Three wards «ψ»", closes_at=NOW)
SUMS, _ = feedback.add(feedback.blank(LAB), Mark.YES, Mark.NO, "Longer")


def outcome(what: str, **more: object) -> Outcome:
    given = {"id": new_id("LO"), "lab": LAB.id, "audience": LAB.audience, "kind": OutcomeKind.ACTION, "what": what}
    return Outcome(**{**given, **more})  # type: ignore[arg-type] # as given


OUTCOMES = (
    outcome("Count", owner=AMINA, due=a_when().day, hushed=True),
    outcome("Monthly", kind=OutcomeKind.DECISION),
    outcome("", owner=AMINA, gone=True),
    outcome("Elsewhere", lab=OTHER.id, owner=AMINA, done_at=NOW),
)


@pytest.fixture
async def kept(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for lab in (LAB, OTHER):
            uow.labs.add(lab)
        uow.closings.add(WENT)
        uow.feedbacks.add(SUMS)
        for one in OUTCOMES:
            uow.outcomes.add(one)

    await written(store, add)
    return store


async def test_what_came_of_a_lab_comes_back_as_it_was_put_in(kept: SqlStorage) -> None:
    def read(uow: UnitOfWork) -> tuple[object, ...]:
        closings, sums = uow.closings, uow.feedbacks
        return (
            (closings.of_lab(LAB.id), closings.of_lab(OTHER.id), sums.of_lab(LAB.id), sums.of_lab(OTHER.id)),
            list(uow.outcomes.of_lab(LAB.id)),
            list(uow.outcomes.owned_by(AMINA)),
            tuple(uow.outcomes.get(one.id) for one in OUTCOMES),
        )

    owned = [OUTCOMES[0], *OUTCOMES[2:]]
    assert await kept.read(read) == ((WENT, None, SUMS, None), list(OUTCOMES[:2]), owned, OUTCOMES)


async def test_a_lab_has_one_harvest_and_one_sum(kept: SqlStorage) -> None:
    for add in (
        lambda uow: uow.closings.add(replace(WENT, id=new_id("LQ"))),
        lambda uow: uow.feedbacks.add(replace(SUMS, id=new_id("LF"))),
    ):
        with pytest.raises(AlreadyThere):
            await written(kept, add)


async def test_those_to_whom_nothing_was_sent_are_given_by_whether_they_came(kept: SqlStorage) -> None:
    answers = (
        replace(rsvp(LAB.id, AMINA, Answer.NO, Seat.NONE, 1), came_at=NOW),
        rsvp(LAB.id, LI, Answer.MAYBE, Seat.NONE, 2),
        replace(rsvp(LAB.id, JOAO, Answer.YES, Seat.SEATED, 3), came_at=NOW + timedelta(minutes=1)),
        rsvp(OTHER.id, LI, Answer.YES, Seat.SEATED, 4),
    )

    def add(uow: UnitOfWork) -> None:
        for one in answers:
            uow.rsvps.add(one)

    await written(kept, add)

    def left(uow: UnitOfWork) -> list[list[str]]:
        found = (uow.rsvps.to_follow_up(LAB.id, 9, came=True), uow.rsvps.to_follow_up(LAB.id, 9, came=False))
        return [[one.member.user for one in some] for some in found]

    assert await kept.read(left) == [[AMINA.user, JOAO.user], [LI.user]]
    assert len(await kept.read(lambda uow: uow.rsvps.to_follow_up(LAB.id, 1, came=True))) == 1

    def send(uow: UnitOfWork) -> None:
        for one in answers[:2]:
            uow.rsvps.save(replace(one, followed_up=True))

    await written(kept, send)
    assert await kept.read(left) == [[JOAO.user], []]
