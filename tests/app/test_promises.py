"""What was promised for a moment: kept once, late if need be, replaced and withdrawn; quiet hours are kept."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import dispatch
from bot.app.schedule import TRIES
from bot.core import failpoints
from bot.core.errors import Refusal
from bot.core.inbound import JobDue
from bot.core.text import t
from bot.core.tokens import Token
from bot.domain.members import Hours
from bot.ports.store import UnitOfWork
from tests.app import tiny
from tests.app.stage import COMMUNITY, JOAO, SARA, Stage, set_stage

EVERY_DAY = tuple(range(7))


async def reminders(stage: Stage) -> int:
    await stage.bot.settle()
    return sum("still waits" in text for text in stage.direct(JOAO))


async def test_a_reminder_comes_when_it_was_promised_and_once(stage: Stage) -> None:
    await stage.asks()
    stage.clock.moves(hours=23, minutes=59)
    assert await reminders(stage) == 0
    stage.clock.moves(minutes=1)
    assert await reminders(stage) == 1
    stage.clock.moves(days=30)
    assert await reminders(stage) == 1


async def test_r30_a_reminder_that_is_late_still_comes_and_tells_what_it_was_for(stage: Stage) -> None:
    await stage.asks()
    stage.clock.moves(days=12)
    assert await reminders(stage) == 1
    assert any("2027, 3, 4, 9, 0" in text or "Mar 4" in text or "2027-03-04" in text for text in stage.direct(JOAO))


async def test_a_withdrawn_promise_is_not_kept(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.presses(JOAO, Token("favours.grant", favour))
    assert await stage.bot.storage.read(lambda uow: uow.due.next_due()) is None
    stage.clock.moves(days=2)
    assert await reminders(stage) == 0


async def test_a_promise_made_anew_replaces_the_moment(stage: Stage) -> None:
    favour = await stage.asks()
    later = stage.clock.now() + timedelta(days=3)
    await stage.bot.storage.write(lambda uow: uow.due.put(COMMUNITY, "favours.remind", favour, later), []).result
    stage.clock.moves(days=2)
    assert await reminders(stage) == 0
    stage.clock.moves(days=1)
    assert await reminders(stage) == 1


async def test_a_promise_replaced_after_it_was_claimed_is_kept_at_the_new_moment_alone(stage: Stage) -> None:
    favour = await stage.asks()
    stage.clock.moves(days=1)
    now = stage.clock.now()
    (claimed,) = await stage.bot.storage.write(lambda uow: list(uow.due.claim("w", now, 60, 10)), []).result
    later = now + timedelta(hours=1)
    await stage.bot.storage.write(lambda uow: uow.due.put(COMMUNITY, "favours.remind", favour, later), []).result
    await stage.deliver(claimed)
    assert await reminders(stage) == 0
    stage.clock.moves(hours=1)
    assert await reminders(stage) == 1


async def test_a_promise_for_the_moment_at_which_it_was_kept_already_leaves_nothing_to_claim(stage: Stage) -> None:
    favour = await stage.asks()
    stage.clock.moves(days=1)
    moment = stage.clock.now()
    assert await reminders(stage) == 1
    await stage.bot.storage.write(lambda uow: uow.due.put(COMMUNITY, "favours.remind", favour, moment), []).result
    assert await reminders(stage) == 1
    assert await stage.bot.storage.read(lambda uow: uow.due.next_due()) is None


async def test_a_job_that_breaks_is_tried_again_and_holds_up_no_other(stage: Stage) -> None:
    await stage.asks(what="One")
    await stage.asks(what="Two")
    stage.clock.moves(days=1)
    broken: list[str] = []

    def break_once() -> None:
        if not broken:
            broken.append("once")
            raise RuntimeError

    failpoints.arm("dispatch.handler", break_once)
    try:
        assert await reminders(stage) == 1
    finally:
        failpoints.disarm()
    stage.clock.moves(minutes=2)
    assert await reminders(stage) == 2


async def test_a_job_that_breaks_each_time_is_tried_ever_less_often_then_given_up_and_told(stage: Stage) -> None:
    await stage.asks()
    await stage.bot.settle()
    stage.clock.moves(days=1)
    tries: list[datetime] = []

    def explode() -> None:
        tries.append(stage.clock.now())
        raise RuntimeError

    failpoints.arm("dispatch.handler", explode)
    try:
        for _ in range(60 * 8):
            await stage.bot.schedule.tick()
            stage.clock.moves(minutes=1)
    finally:
        failpoints.disarm()
    assert len(tries) == TRIES
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
    assert await stage.bot.storage.read(lambda uow: uow.due.next_due()) is None
    assert await reminders(stage) == 0
    (told,) = stage.direct(SARA)
    assert tiny.REMIND.name in told


async def test_a_job_that_is_refused_is_struck_off_and_not_run_every_minute_for_ever(stage: Stage) -> None:
    await stage.asks()
    await stage.bot.settle()
    stage.clock.moves(days=1)
    reached: list[str] = []

    def refuse() -> None:
        reached.append("once")
        raise Refusal(t("Nobody may see this."))

    failpoints.arm("dispatch.handler", refuse)
    try:
        with capture_logs() as logs:
            for _ in range(3):
                await stage.bot.schedule.tick()
                stage.clock.moves(minutes=2)
    finally:
        failpoints.disarm()
    assert reached == ["once"]
    assert [line["event"] for line in logs] == ["job_refused"]
    assert await stage.bot.storage.read(lambda uow: uow.due.next_due()) is None


async def test_a_job_waits_for_the_writer_as_long_as_it_takes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.asks()
    await stage.bot.settle()
    stage.clock.moves(days=1)
    monkeypatch.setattr(dispatch, "PATIENCE_SECONDS", 0.0)
    assert await stage.bot.schedule.tick() == 1
    assert await reminders(stage) == 1


async def test_a_job_whose_object_is_gone_or_whose_name_is_unknown_is_struck_off(stage: Stage) -> None:
    now = stage.clock.now()
    gone = "B-" + "0" * 26
    for job, about in (("favours.remind", gone), ("no.such", tiny.NEAR)):

        def promise(uow: UnitOfWork, job: str = job, about: str = about) -> None:
            uow.due.put(COMMUNITY, job, about, now)

        await stage.bot.storage.write(promise, []).result
    await stage.bot.settle()
    assert await stage.bot.storage.read(lambda uow: uow.due.next_due()) is None


async def test_a_job_delivered_twice_acts_once(stage: Stage) -> None:
    favour = await stage.asks()
    stage.clock.moves(days=1)
    due = JobDue(
        key="due:again",
        community=COMMUNITY,
        at=stage.clock.now(),
        job="favours.remind",
        about=favour,
        due_at=stage.clock.now(),
    )
    for _ in range(3):
        await stage.deliver(due)
    assert await reminders(stage) == 1


async def test_r30_promises_outlive_a_restart(tmp_path: Path) -> None:
    async with set_stage(folder=tmp_path) as stage:
        await stage.asks()
        await stage.bot.settle()
        clock = stage.clock
    clock.moves(days=4)
    async with set_stage(folder=tmp_path, clock=clock) as stage:
        assert await reminders(stage) == 1


async def quiet_from_ten_to_eight(stage: Stage) -> None:
    known = await stage.member(JOAO)
    quiet = Hours(time(22), time(8), EVERY_DAY)
    await stage.change(replace(known, zone="Africa/Nairobi", quiet_hours=quiet))


async def test_a_reminder_at_night_waits_for_the_morning_where_the_member_is(stage: Stage) -> None:
    await quiet_from_ten_to_eight(stage)
    stage.clock.moves(hours=11)  # 20:00 UTC is 23:00 in Nairobi.
    await stage.asks()
    await stage.bot.settle()
    stage.clock.moves(days=1)
    assert await reminders(stage) == 0
    stage.clock.moves(hours=8, minutes=59)
    assert await reminders(stage) == 0
    stage.clock.moves(minutes=1)
    assert stage.clock.now() == datetime(2027, 3, 5, 5, 0, tzinfo=UTC)
    assert await reminders(stage) == 1


async def test_what_somebody_else_does_reaches_a_member_at_night_and_past_what_waits(stage: Stage) -> None:
    await quiet_from_ten_to_eight(stage)
    stage.clock.moves(hours=11)
    await stage.asks(what="First")
    await stage.bot.settle()
    stage.clock.moves(days=1)
    assert await reminders(stage) == 0
    await stage.asks(what="Second")
    await stage.bot.settle()
    assert [text for text in stage.direct(JOAO) if "Second" in text]
    assert await reminders(stage) == 0
