"""What leaves: in order for each place, never twice without a look, and never lost in silence."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.app.carrying import CALL_SECONDS, LEASE_SECONDS
from bot.app.relay import Relay
from bot.core.content import content
from bot.core.intents import Edit, Pin, Post, PublishHome
from bot.core.refs import CommunityRef, RoomRef
from bot.core.text import t
from bot.ports.chat import (
    Disconnected,
    Failure,
    Found,
    Postponed,
    Rejected,
    Scope,
    Uncertain,
    Unreachable,
    Unsupported,
)
from bot.ports.ledger import OutState
from tests.app.rig import AMINA, ELSEWHERE, GENERAL, QUIET, THERE, Rig


async def test_what_is_for_one_place_leaves_in_order_and_what_stands_elsewhere_does_not_wait(rig: Rig) -> None:
    rig.port.fails[Post].append(Unreachable("away"))
    for key in ("a1", "a2", "a3"):
        await rig.post(key)
    await rig.post("b1", QUIET)
    await rig.works()
    assert rig.port.carried_out == ["b1"]
    await rig.works(seconds=1)
    assert rig.port.carried_out == ["b1", "a1", "a2", "a3"]


async def test_r11_a_place_that_is_hurried_waits_as_long_as_it_says_and_nobody_else(rig: Rig) -> None:
    rig.port.fails[Post].append(Postponed(30))
    await rig.post("a1")
    await rig.works()
    await rig.post("a2")
    await rig.post("b1", QUIET)
    await rig.works(seconds=29)
    assert rig.port.carried_out == ["b1"]
    await rig.works(seconds=1)
    assert rig.port.carried_out == ["b1", "a1", "a2"]


@pytest.mark.parametrize(
    ("scope", "moves"),
    [
        (Scope.DESTINATION, {"same community", "other community", "other platform"}),
        (Scope.COMMUNITY, {"other community", "other platform"}),
        (Scope.PLATFORM, {"other platform"}),
    ],
)
async def test_r11_a_limit_holds_as_far_as_it_reaches_and_no_further(rig: Rig, scope: Scope, moves: set[str]) -> None:
    rig.port.fails[Post].append(Postponed(30, scope))
    await rig.post("hurried")
    await rig.works()
    await rig.post("same community", QUIET)
    await rig.post("other community", RoomRef(THERE, "general"))
    await rig.post("other platform", RoomRef(ELSEWHERE, "general"))
    await rig.works(seconds=1)
    assert set(rig.port.carried_out + rig.other.carried_out) == moves
    await rig.works(seconds=30)
    assert set(rig.port.carried_out) == {"hurried", "same community", "other community"}


@pytest.mark.parametrize(
    ("told", "at_most"), [(-5.0, 1), (0.0, 1), (float("nan"), 60), (float("inf"), 60), (1e12, 3600)]
)
async def test_r12_a_wait_that_makes_no_sense_is_bounded(rig: Rig, told: float, at_most: float) -> None:
    rig.port.fails[Post].append(Postponed(told))
    await rig.post("a1")
    await rig.works()
    assert rig.port.carried_out == []
    await rig.works(seconds=at_most)
    assert rig.port.carried_out == ["a1"]


async def test_what_was_sent_and_not_answered_is_looked_for_and_not_sent_again(rig: Rig) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    await rig.post("a1")
    await rig.works()
    assert await rig.state("a1") is OutState.UNCERTAIN
    await rig.works(seconds=1)
    assert (await rig.row("a1")).made == "fake:here:room:1"
    assert rig.port.carried_out == ["a1"]


async def test_what_was_not_sent_after_all_is_sent_once(rig: Rig) -> None:
    rig.port.fails[Post].append(Uncertain("timeout"))
    await rig.post("a1")
    await rig.works()
    await rig.works(seconds=1)
    assert rig.port.carried_out == ["a1"]
    assert rig.port.looked == ["a1"]


@pytest.mark.parametrize(
    "obstacle", [Unreachable("away"), Postponed(5), Rejected("no_history"), Unsupported("look"), Disconnected("401")]
)
async def test_a_doubt_stays_a_doubt_while_the_look_itself_fails(rig: Rig, obstacle: Failure) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    await rig.post("a1")
    await rig.works()
    rig.port.look = obstacle
    for _ in range(3):
        await rig.works(hours=1)
        assert await rig.state("a1") is OutState.UNCERTAIN
    rig.port.look = None
    await rig.works(hours=1)
    assert await rig.state("a1") is OutState.SENT
    assert rig.port.carried_out == ["a1"]


async def test_a_doubt_holds_up_its_own_place_alone(rig: Rig) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    rig.port.look = Found.UNKNOWN
    for key in ("a1", "a2"):
        await rig.post(key)
    await rig.works()
    await rig.post("b1", QUIET)
    await rig.works(minutes=10)
    assert rig.port.carried_out == ["a1", "b1"]


async def test_a_doubt_that_nobody_settles_is_told_to_the_stewards_once(rig: Rig) -> None:
    rig.port.lost[Post].append(Uncertain("timeout"))
    rig.port.look = Found.UNKNOWN
    await rig.post("a1")
    for _ in range(30):
        await rig.works(minutes=16)
    assert rig.port.carried_out.count("a1") == 1
    (notice,) = rig.notices()
    assert "Secret" not in str([delivery for delivery in rig.port.done if delivery.key == notice])


async def test_an_adapter_that_breaks_may_have_sent_it(rig: Rig) -> None:
    async def breaks(_delivery: object) -> None:
        rig.port.before = None
        raise ZeroDivisionError

    rig.port.before = breaks
    await rig.post("a1")
    await rig.works()
    assert await rig.state("a1") is OutState.UNCERTAIN
    await rig.works(seconds=1)
    assert rig.port.carried_out == ["a1"]


async def test_r15_a_platform_that_is_away_is_tried_again_with_growing_pauses_and_in_the_end_given_up(rig: Rig) -> None:
    rig.port.fails[Post].extend([Unreachable("away")] * 100)
    await rig.post("a1")
    began = rig.clock.now()
    pauses: list[timedelta] = []
    while await rig.state("a1") is OutState.PENDING and len(rig.port.tried) < 50:
        due = await rig.bot.storage.read(lambda uow: uow.outbox.next_due())
        assert due is not None
        pauses.append(due - rig.clock.now())
        await rig.works(seconds=max(0.0, (due - rig.clock.now()).total_seconds()))
    assert await rig.state("a1") is OutState.DEAD
    assert [key for key in rig.port.tried if key == "a1"] == ["a1"] * 20
    assert max(pauses) <= timedelta(seconds=900)
    assert rig.clock.now() - began > timedelta(hours=1)


async def test_r14_refused_credentials_let_the_whole_community_wait_and_no_other(rig: Rig) -> None:
    rig.port.fails[Post].append(Disconnected("token_revoked"))
    await rig.post("a1")
    await rig.works()
    await rig.post("b1", QUIET)
    await rig.post("c1", RoomRef(THERE, "general"))
    await rig.works(minutes=29)
    assert rig.port.carried_out == ["c1"]
    await rig.works(minutes=1)
    assert sorted(rig.port.carried_out) == ["a1", "b1", "c1"]


async def test_what_was_never_posted_is_neither_edited_nor_pinned(rig: Rig) -> None:
    rig.port.fails[Post].append(Rejected("odd_words"))
    await rig.post("a1")
    for key, intent in (
        ("e1", Edit("a1", content(t("y")))),
        ("p1", Pin("a1")),
        ("e2", Edit("no.such", content(t("y")))),
    ):
        await rig.put(key, intent, f"#{GENERAL}")
    await rig.works()
    assert rig.port.tried[0] == "a1"
    assert not {"e1", "p1", "e2"} & set(rig.port.tried)
    assert [await rig.state(key) for key in ("e1", "p1", "e2")] == [OutState.DEAD] * 3


async def test_an_edit_finds_the_message_that_its_post_became(rig: Rig) -> None:
    await rig.post("a1")
    await rig.put("e1", Edit("a1", content(t("y"))), f"#{GENERAL}")
    await rig.works()
    assert [delivery.target for delivery in rig.port.done] == ["", "fake:here:room:1"]


async def test_a_platform_that_does_not_run_is_waited_for(rig: Rig) -> None:
    strange = RoomRef(CommunityRef("absent", "one"), "general")
    await rig.post("x1", strange)
    await rig.works()
    for _ in range(30):
        assert (await rig.row("x1")).why == "platform_not_running"
        assert await rig.state("x1") is OutState.PENDING
        await rig.works(minutes=1)


@pytest.mark.parametrize("hurry", [Postponed(1), Disconnected("401")])
async def test_being_told_to_wait_uses_up_no_patience_for_outages(rig: Rig, hurry: Failure) -> None:
    rig.port.fails[Post].extend([hurry] * 25)
    await rig.post("a1")
    for _ in range(25):
        await rig.works(minutes=31)
    assert (await rig.row("a1")).attempts == 0
    rig.port.fails[Post].append(Unreachable("away"))
    await rig.works(minutes=31)
    assert await rig.state("a1") is OutState.PENDING
    await rig.works(minutes=31)
    assert rig.port.carried_out == ["a1"]


async def test_what_left_or_was_given_up_keeps_no_words(rig: Rig) -> None:
    rig.port.fails[Post].extend([Rejected("odd_words")])
    await rig.post("dead")
    await rig.post("sent")
    await rig.works()
    for key in ("dead", "sent"):
        assert "Secret" not in str((await rig.row(key)).intent)


@contextlib.asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[None]:
    task = asyncio.create_task(relay.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_slow_platform_holds_up_its_own_message_and_nothing_else(rig: Rig) -> None:
    slow, release = asyncio.Event(), asyncio.Event()

    async def wait(delivery: object) -> None:
        if getattr(delivery, "key", "") == "slow":
            slow.set()
            await release.wait()

    rig.port.before = wait
    await rig.post("slow")
    async with running(rig.bot.relay):
        async with asyncio.timeout(10):
            await slow.wait()
        for number in range(40):
            await rig.put(f"n{number}", PublishHome(AMINA, content(t("x"))), f"@{AMINA}/{number}")
        rig.bot.relay.wake()
        await rig.port.reaches(40)
        assert "slow" not in rig.port.carried_out
        release.set()
        await rig.port.reaches(41)
    assert await rig.state("slow") is OutState.SENT


async def test_a_relay_that_is_stopped_lets_what_is_on_its_way_arrive(rig: Rig) -> None:
    on_its_way, release = asyncio.Event(), asyncio.Event()

    async def wait(_delivery: object) -> None:
        on_its_way.set()
        await release.wait()

    rig.port.before = wait
    await rig.post("a1")
    async with running(rig.bot.relay):
        async with asyncio.timeout(10):
            await on_its_way.wait()
        asyncio.get_running_loop().call_later(0.05, release.set)
    assert await rig.state("a1") is OutState.SENT


def test_a_call_ends_before_its_lease_does() -> None:
    assert CALL_SECONDS < LEASE_SECONDS
