"""What is kept of labs, and in which order they are listed."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.core.ids import derived_id, new_id
from bot.core.refs import MemberRef, MessageRef, RoomRef
from bot.domain.access import Grant, Role, Scope
from bot.domain.labs.breakout import Breakout, GroupState
from bot.domain.labs.contribution import BEFORE, Contribution
from bot.domain.labs.lab import Asked, Lab, LabState
from bot.domain.labs.poll import Poll, Vote
from bot.domain.labs.reminding import ReminderChoice
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.domain.labs.series import Series
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.domain.labs_of_tests import NOW, a_lab, a_plan, a_when
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, a_member, viewer

ROOM = RoomRef(HERE, "labs")


def lab(title: str, **more: Any) -> Lab:
    return a_lab(**{"community": HERE, "organiser": JOAO, "facilitators": (JOAO,), "plan": a_plan(title=title), **more})


LATER = lab("Later", when=a_when(minutes=90, day=a_when().day + timedelta(days=1)))
FIRST = lab("First «ψ»", series="LS-1", occurrence=a_when().day, signup_until=NOW, rapporteurs=(LI,))
POD = lab("Pod", plan=a_plan(title="Pod", scope=Scope.POD), pod="P-1", state=LabState.OPEN, room=ROOM)
HELD = lab("Held", state=LabState.CLOSED, used=(60, 90))
OFF = lab("Off", state=LabState.CANCELLED)
ABROAD = lab("Abroad", community=ELSEWHERE)
ALL = (LATER, FIRST, POD, HELD, OFF, ABROAD)


def rsvp(lab_id: str, who: MemberRef, answer: Answer, seat: Seat, minutes: int) -> Rsvp:
    at = NOW + timedelta(minutes=minutes)
    return Rsvp(id=derived_id("LR", lab_id, str(who)), lab=lab_id, member=who, answer=answer, seat=seat, asked_at=at)


ANSWERS = (
    rsvp(FIRST.id, LI, Answer.YES, Seat.WAITING, 3),
    rsvp(FIRST.id, AMINA, Answer.YES, Seat.SEATED, 2),
    rsvp(FIRST.id, JOAO, Answer.NO, Seat.NONE, 1),
    rsvp(LATER.id, AMINA, Answer.MAYBE, Seat.NONE, 4),
    rsvp(HELD.id, AMINA, Answer.YES, Seat.SEATED, 4),
)
BROUGHT = tuple(
    Contribution(id=new_id("LC"), lab=FIRST.id, item=item, by=AMINA, at=NOW, text=text)
    for item, text in ((1, "second"), (BEFORE, "first"), (1, "third"))
)
SERIES = Series(
    id=new_id("LS"),
    community=HERE,
    plan=a_plan(),
    when=a_when(),
    rule="FREQ=WEEKLY;COUNT=3",
    organiser=JOAO,
    begun_at=NOW,
    rota=(JOAO, AMINA),
)


def _add(answer: Rsvp, uow: UnitOfWork) -> None:
    uow.rsvps.add(answer)


@pytest.fixture
async def kept(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for one in ALL:
            uow.labs.add(one)
        for answer in ANSWERS:
            uow.rsvps.add(answer)
        for brought in BROUGHT:
            uow.contributions.add(brought)
        uow.lab_series.add(SERIES)

    await written(store, add)
    return store


async def test_all_comes_back_as_it_was_put_in(kept: SqlStorage) -> None:
    def read(uow: UnitOfWork) -> tuple[object, ...]:
        labs = tuple(uow.labs.get(one.id) for one in ALL)
        answers = tuple(uow.rsvps.get(one.id) for one in ANSWERS)
        return labs, answers, tuple(uow.contributions.get(one.id) for one in BROUGHT), uow.lab_series.get(SERIES.id)

    assert await kept.read(read) == (ALL, ANSWERS, BROUGHT, SERIES)


async def test_labs_are_listed_for_who_may_come_the_soonest_first(kept: SqlStorage) -> None:
    inside, outside = viewer(AMINA, Grant(Role.POD_MEMBER, "P-1")), viewer(AMINA)

    def titles(uow: UnitOfWork) -> list[list[str]]:
        lists = (uow.labs.coming(inside), uow.labs.coming(outside), uow.labs.past(outside), uow.labs.of_series("LS-1"))
        return [[one.plan.title for one in found] for found in lists]

    assert await kept.read(titles) == [["First «ψ»", "Pod", "Later"], ["First «ψ»", "Later"], ["Held"], ["First «ψ»"]]


async def test_labs_are_found_by_what_they_belong_to(kept: SqlStorage) -> None:
    def found(uow: UnitOfWork) -> tuple[object, ...]:
        return (
            list(uow.labs.unfinished(HERE)),
            [one.id for one in uow.labs.naming(LI)],
            [one.id for one in uow.lab_series.naming(AMINA)],
            list(uow.lab_series.going_on(HERE)),
            list(uow.lab_series.visible(viewer(LI))),
        )

    unfinished = [FIRST.id, POD.id, LATER.id]
    expected = (unfinished, [FIRST.id], [SERIES.id], [SERIES.id], [SERIES])
    assert await kept.read(found) == expected


async def test_answers_are_counted_and_stand_in_the_order_in_which_people_said_yes(kept: SqlStorage) -> None:
    def found(uow: UnitOfWork) -> tuple[object, ...]:
        return (
            dict(uow.rsvps.counted(FIRST.id)),
            [one.member for one in uow.rsvps.seated(FIRST.id, Seat.SEATED, Seat.WAITING)],
            [one.member for one in uow.rsvps.answered(FIRST.id, Answer.NO)],
            uow.rsvps.of(FIRST.id, AMINA),
            [one.id for one in uow.rsvps.coming(AMINA, NOW)],
            len(uow.rsvps.of_member(AMINA)),
        )

    counted = {Answer.YES: 2, Answer.NO: 1}
    expected = (counted, [AMINA, LI], [JOAO], ANSWERS[1], [FIRST.id, LATER.id], 3)
    assert await kept.read(found) == expected


async def test_seats_are_counted_and_the_line_is_read_from_its_head(kept: SqlStorage) -> None:
    waits = [rsvp(LATER.id, who, Answer.YES, Seat.WAITING, minutes) for who, minutes in ((LI, 7), (JOAO, 5))]

    def add(uow: UnitOfWork) -> None:
        for one in waits:
            uow.rsvps.add(one)

    await written(kept, add)

    def found(uow: UnitOfWork) -> tuple[object, ...]:
        return (
            dict(uow.rsvps.seats(LATER.id)),
            dict(uow.rsvps.seats(HELD.id)),
            [one.member for one in uow.rsvps.seated(LATER.id, Seat.WAITING, limit=1)],
            [uow.rsvps.before(one) for one in waits],
            uow.rsvps.last_asked(LATER.id),
            uow.rsvps.last_asked(OFF.id),
        )

    last = NOW + timedelta(minutes=7)
    assert await kept.read(found) == ({Seat.WAITING: 2}, {Seat.SEATED: 1}, [JOAO], [1, 0], last, None)


async def test_zones_are_counted_of_those_who_said_yes_as_far_as_they_are_known(kept: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA, zone="", platform_zone="Africa/Nairobi"))
        uow.members.put(a_member(JOAO, zone="Africa/Maputo"))

    await written(kept, add)
    zones = await kept.read(lambda uow: dict(uow.rsvps.zones(FIRST.id)))
    assert zones == {"Africa/Nairobi": 1, "": 1}, "Joao said no; of Li nothing is known"
    everybody = await kept.read(lambda uow: dict(uow.members.zones(HERE)))
    assert everybody == {"Africa/Nairobi": 1, "Africa/Maputo": 1}


async def test_what_a_member_answered_is_forgotten(kept: SqlStorage) -> None:
    await written(kept, lambda uow: uow.rsvps.forget(AMINA))
    assert not await kept.read(lambda uow: uow.rsvps.of_member(AMINA))


async def test_who_is_to_be_reminded_are_those_who_may_come_and_have_not_been(kept: SqlStorage) -> None:
    later = NOW + timedelta(hours=1)

    def left(uow: UnitOfWork, moment: datetime) -> list[MemberRef]:
        return [one.member for one in uow.rsvps.to_remind(FIRST.id, moment, 10)]

    assert await kept.read(lambda uow: left(uow, NOW)) == [AMINA]
    await written(kept, lambda uow: uow.rsvps.dealt_with([ANSWERS[1].id], NOW))
    assert await kept.read(lambda uow: (left(uow, NOW), left(uow, later))) == ([], [AMINA])
    await written(kept, lambda uow: uow.rsvps.remind_anew(FIRST.id))
    assert await kept.read(lambda uow: left(uow, NOW)) == [AMINA]


async def test_what_members_chose_of_reminders_is_kept_for_each_and_forgotten(store: SqlStorage) -> None:
    chosen = ReminderChoice(id=derived_id("LN", str(AMINA)), member=AMINA, minutes=frozenset({60, 0}))
    await written(store, lambda uow: uow.reminder_choices.add(chosen))

    def read(uow: UnitOfWork) -> tuple[object, ...]:
        return uow.reminder_choices.of(AMINA), dict(uow.reminder_choices.several([AMINA, LI]))

    assert await store.read(read) == (chosen, {AMINA: chosen})
    await written(store, lambda uow: uow.reminder_choices.forget(AMINA))
    assert await store.read(read) == (None, {})


async def test_many_answers_whose_ids_begin_alike_are_kept(store: SqlStorage) -> None:
    """Nobody names an answer by its reference, so two may have the same one."""
    await written(store, lambda uow: uow.labs.add(FIRST))
    alike = [replace(ANSWERS[0], id=f"LR-{'0' * 25}{end}", member=who) for end, who in (("1", LI), ("2", AMINA))]
    for answer in alike:
        await written(store, partial(_add, answer))
    assert len(await store.read(lambda uow: uow.rsvps.seated(FIRST.id, Seat.WAITING))) == 2


async def test_what_somebody_brought_before_is_found_again(kept: SqlStorage) -> None:
    def found(uow: UnitOfWork) -> tuple[object, ...]:
        first = uow.contributions.brought(FIRST.id, BEFORE, AMINA)
        none = uow.contributions.brought(FIRST.id, BEFORE, LI)
        return first, none, uow.contributions.count(FIRST.id, BEFORE), uow.contributions.count(FIRST.id, 1)

    assert await kept.read(found) == (BROUGHT[1], None, 1, 2)


async def test_what_people_brought_is_given_by_item_and_not_once_it_was_taken_back(kept: SqlStorage) -> None:
    def texts(uow: UnitOfWork) -> list[list[str]]:
        lists = (uow.contributions.of_lab(FIRST.id), uow.contributions.to_item(FIRST.id, 1))
        return [[one.text for one in found] for found in lists]

    assert await kept.read(texts) == [["first", "second", "third"], ["second", "third"]]
    await written(kept, lambda uow: uow.contributions.save(replace(BROUGHT[0], text="", gone=True)))
    assert await kept.read(texts) == [["first", "third"], ["third"]]
    assert len(await kept.read(lambda uow: uow.contributions.by(AMINA))) == 3


POLL = Poll(
    id=new_id("LP"), lab=FIRST.id, audience=FIRST.audience, question="Spare?", options=("Yes", "No"), opened_at=NOW
)


def _vote(who: MemberRef, option: int) -> Vote:
    return Vote(id=derived_id("LV", POLL.id, str(who)), poll=POLL.id, member=who, option=option)


async def test_votes_are_counted_and_forgotten_with_their_member(kept: SqlStorage) -> None:
    def put(uow: UnitOfWork) -> None:
        uow.polls.add(POLL)
        for who, option in ((AMINA, 1), (LI, 1), (JOAO, 0)):
            uow.votes.add(_vote(who, option))

    await written(kept, put)

    def read(uow: UnitOfWork) -> tuple[object, ...]:
        votes = uow.votes
        return list(uow.polls.of_lab(FIRST.id)), dict(votes.counted(POLL.id)), votes.of(POLL.id, AMINA)

    assert await kept.read(read) == ([POLL], {0: 1, 1: 2}, _vote(AMINA, 1))
    await written(kept, lambda uow: uow.votes.forget(AMINA))
    assert await kept.read(read) == ([POLL], {0: 1, 1: 1}, None)


async def test_who_was_there_is_counted_and_given_in_order(kept: SqlStorage) -> None:
    def come(uow: UnitOfWork) -> None:
        for minutes, answer in ((5, ANSWERS[0]), (3, ANSWERS[2])):
            uow.rsvps.save(replace(answer, came_at=NOW + timedelta(minutes=minutes)))

    await written(kept, come)

    def read(uow: UnitOfWork) -> tuple[object, ...]:
        return uow.rsvps.came(FIRST.id), [one.member for one in uow.rsvps.present(FIRST.id)]

    assert await kept.read(read) == (2, [JOAO, LI])


def _group(round_: int, number: int, *members: MemberRef, **more: Any) -> Breakout:
    return Breakout(
        id=derived_id("LB", FIRST.id, str(round_), str(number)),
        lab=FIRST.id,
        audience=FIRST.audience,
        round=round_,
        number=number,
        members=members,
        state=GroupState.WORKING,
        made_at=NOW,
        **more,
    )


async def test_groups_are_given_by_round_and_number_and_found_by_whom_they_name(kept: SqlStorage) -> None:
    second = _group(1, 2, JOAO, rapporteur=AMINA, thread=MessageRef(ROOM, "m1"))
    groups = (_group(2, 1, AMINA, LI), second, _group(1, 1, LI, notes="«ψ»", noted_by=AMINA))

    def add(uow: UnitOfWork) -> None:
        for one in groups:
            uow.breakouts.add(one)

    await written(kept, add)

    def read(uow: UnitOfWork) -> tuple[list[Breakout], set[str]]:
        return list(uow.breakouts.of_lab(FIRST.id)), {one.id for one in uow.breakouts.naming(AMINA)}

    assert await kept.read(read) == ([groups[2], second, groups[0]], {one.id for one in groups})
    assert [one.id for one in await kept.read(lambda uow: uow.breakouts.naming(JOAO))] == [second.id]


async def test_labs_are_found_by_who_is_asked_to_lead_them_or_writes_for_them(store: SqlStorage) -> None:
    asked = lab("Asked", asked=(Asked(member=AMINA, by=JOAO, at=NOW, instead=True),))
    noted = lab("Noted", note_taker=AMINA)

    def add(uow: UnitOfWork) -> None:
        for one in (asked, noted, lab("Other")):
            uow.labs.add(one)

    await written(store, add)
    assert await store.read(lambda uow: list(uow.labs.naming(AMINA))) == [asked, noted]
