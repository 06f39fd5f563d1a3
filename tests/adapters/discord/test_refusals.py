"""What Discord refuses, or does not answer, told to the outbox for what it is."""

import asyncio

import pytest

from bot.core.content import content
from bot.core.intents import (
    Admit,
    CloseRoom,
    Direct,
    Edit,
    Intent,
    LookUpMember,
    OpenRoom,
    Pin,
    Post,
    ScheduleEvent,
)
from bot.core.refs import MemberRef, RoomRef
from bot.core.text import Msg, t
from bot.ports.chat import Disconnected, Found, Postponed, Rejected, Scope, Uncertain
from tests.adapters.discord.stage import Stage, staged
from tests.adapters.discord.test_intents import event, opened
from tests.platforms.discord.faults import (
    DropAfterApply,
    Fault,
    Forbidden,
    HoldAnswer,
    RateLimited,
    Refused,
    ServerError,
    Silence,
    Unauthorized,
)
from tests.platforms.discord.permissions import BOT_BY_DEFAULT, Permission
from tests.platforms.discord.server import FakeDiscord

HELLO = content(t("Hello"))
POSTING = "POST /channels/{channel_id}/messages"


async def refused(stage: Stage, intent: Intent, **more: str) -> Rejected:
    with pytest.raises(Rejected) as caught:
        await stage.perform(intent, **more)
    return caught.value


def advice(rejected: Rejected) -> str:
    assert isinstance(rejected.fix, Msg)
    return rejected.fix.id


def post(stage: Stage) -> Post:
    return Post(stage.room(stage.general), HELLO)


async def test_r33_a_member_who_left_can_be_neither_written_to_nor_let_in_nor_looked_up(stage: Stage) -> None:
    gone = stage.guild.person("Gone")
    ref, room = await opened(stage)
    stage.guild.leave(gone)
    assert (await refused(stage, Direct(stage.member(gone), HELLO))).code == "dm_closed"
    for intent in (Admit(ref, stage.member(gone)), LookUpMember(stage.member(gone))):
        rejected = await refused(stage, intent)
        assert rejected.code == "not_a_member"
        assert "Invite them" in advice(rejected)
    assert gone.id not in room.overwrites


async def test_a_member_of_another_platform_is_no_member_here(stage: Stage) -> None:
    assert (await refused(stage, Direct(MemberRef(stage.community, "U1"), HELLO))).code == "not_a_member"


@pytest.mark.parametrize("lacks", [Permission.MANAGE_CHANNELS, Permission.MANAGE_ROLES])
async def test_a_missing_permission_is_named_to_whoever_can_give_it(server: FakeDiscord, lacks: Permission) -> None:
    guild = server.guild("Ghana", permissions=BOT_BY_DEFAULT & ~lacks)
    async with staged(server, guild) as stage:
        if lacks is Permission.MANAGE_CHANNELS:
            rejected = await refused(stage, OpenRoom(stage.community, "pod", ""))
        else:
            ref, _ = await opened(stage)
            rejected = await refused(stage, Admit(ref, stage.member(guild.person("Amina"))))
    assert rejected.code == "50013"
    assert "Manage Roles" in advice(rejected)


async def test_a_channel_that_the_bot_cannot_see_is_said_so(stage: Stage) -> None:
    secret = stage.guild.channel("secret", private_to=[])
    rejected = await refused(stage, Post(stage.room(secret), HELLO))
    assert rejected.code == "50001"
    assert "View Channel" in advice(rejected)
    assert not rejected.room_gone


async def test_a_server_full_of_channels_is_said_so(server: FakeDiscord) -> None:
    guild = server.guild("Ghana", max_channels=2)
    async with staged(server, guild) as stage:
        rejected = await refused(stage, OpenRoom(stage.community, "pod", ""))
    assert rejected.code == "30013"
    assert "500" in advice(rejected)


@pytest.mark.parametrize(("code", "says"), [(30003, "Unpin"), (30038, "planned events")])
async def test_other_full_things_are_said_so(stage: Stage, code: int, says: str) -> None:
    stage.server.faults.add(Refused(code), times=2)
    made = "discord:1:2:3"
    intent: Intent = Pin("k") if code == 30003 else event(stage)
    rejected = await refused(stage, intent, target=made)
    assert says in advice(rejected)


async def test_r34_a_room_that_was_deleted_is_gone(stage: Stage) -> None:
    ref, room = await opened(stage)
    stage.guild.delete(room)
    rejected = await refused(stage, Post(ref, HELLO))
    assert (rejected.code, rejected.room_gone) == ("10003", True)


async def test_a_message_that_was_deleted_by_hand_cannot_be_edited(stage: Stage) -> None:
    made = (await stage.perform(post(stage))).made
    stage.find(made).deleted = True
    rejected = await refused(stage, Edit("k", HELLO), target=made)
    assert (rejected.code, rejected.room_gone) == ("10008", False)


async def test_an_event_that_has_begun_is_not_announced(stage: Stage) -> None:
    past = event(stage, starts=stage.server.world.now())
    assert isinstance(past, ScheduleEvent)
    rejected = await refused(stage, past)
    assert "still to come" in advice(rejected)


async def test_r14_a_server_that_threw_the_bot_out_is_disconnected(stage: Stage) -> None:
    stage.guild.remove_bot()
    with pytest.raises(Disconnected):
        await stage.perform(OpenRoom(stage.community, "pod", ""))


async def test_r14_a_token_that_was_revoked_is_disconnected(stage: Stage) -> None:
    stage.server.faults.add(Unauthorized(), POSTING)
    with pytest.raises(Disconnected):
        await stage.perform(post(stage))


@pytest.mark.parametrize(
    ("fault", "seconds", "scope"),
    [
        (RateLimited(30), 30, Scope.DESTINATION),
        (RateLimited(2.5, scope="shared"), 2.5, Scope.DESTINATION),
        (RateLimited(7, scope="global"), 7, Scope.PLATFORM),
        (RateLimited(None, header="12"), 12, Scope.DESTINATION),
        (RateLimited(30, via=False), 30, Scope.PLATFORM),
        (RateLimited(None, via=False), 600, Scope.PLATFORM),
    ],
)
async def test_r11_a_rate_limit_is_obeyed_for_as_far_as_it_reaches(
    stage: Stage, fault: Fault, seconds: float, scope: Scope
) -> None:
    """One try, and the waiting is told, never slept."""
    scripted = stage.server.faults.add(fault, POSTING)
    with pytest.raises(Postponed) as caught:
        await stage.perform(post(stage))
    assert (caught.value.seconds, caught.value.scope, scripted.hits) == (seconds, scope, 1)


@pytest.mark.parametrize(("told", "seconds"), [("soon", 5), (None, 5), (-3, 5), (10**12, 3600)])
async def test_r12_a_wait_that_makes_no_sense_is_a_bounded_one(
    stage: Stage, told: float | str | None, seconds: float
) -> None:
    scripted = stage.server.faults.add(RateLimited(told), POSTING)
    with pytest.raises(Postponed) as caught:
        await stage.perform(post(stage))
    assert (caught.value.seconds, caught.value.scope, scripted.hits) == (seconds, Scope.DESTINATION, 1)


async def test_a_rate_limit_on_a_servers_own_route_holds_up_that_community(stage: Stage) -> None:
    stage.server.faults.add(RateLimited(9), "POST /guilds/{guild_id}/channels")
    with pytest.raises(Postponed) as caught:
        await stage.perform(OpenRoom(stage.community, "pod", ""))
    assert caught.value.scope is Scope.COMMUNITY


async def test_a_bucket_that_is_empty_is_not_tried(stage: Stage) -> None:
    stage.server.rate_limits.narrow(POSTING, 2, 60)
    other = stage.guild.channel("other")
    for _ in range(2):
        await stage.perform(post(stage))
    with pytest.raises(Postponed):
        await stage.perform(post(stage))
    await stage.perform(Post(stage.room(other), HELLO))
    assert not [r for r in stage.server.recording.sent_to(POSTING) if r.status == 429]


@pytest.mark.parametrize(
    "fault", [ServerError(500), ServerError(502, html=False), ServerError(503), Silence(), DropAfterApply()]
)
async def test_r15_a_post_without_a_clear_answer_is_in_doubt_and_the_look_tells(
    server: FakeDiscord, fault: Fault
) -> None:
    """Never posted blind, never posted twice."""
    async with staged(server, server.guild("Ghana"), timeout_seconds=0.3) as stage:
        stage.server.faults.add(fault, POSTING)
        with pytest.raises(Uncertain):
            await stage.perform(post(stage), "k")
        was_done = isinstance(fault, DropAfterApply)
        settled = await stage.adapter.settle(stage.delivery(post(stage), "k"))
        assert settled.found is (Found.DONE if was_done else Found.NOT_DONE)
        assert len(stage.general.living) == int(was_done)
        await stage.perform(post(stage), "k")
        assert len(stage.general.living) == 1


async def test_r10_an_answer_after_the_timeout_means_a_doubt_and_no_second_message(server: FakeDiscord) -> None:
    async with staged(server, server.guild("Ghana"), timeout_seconds=0.2) as stage:
        held = HoldAnswer()
        stage.server.faults.add(held, POSTING)
        with pytest.raises(Uncertain):
            await stage.perform(post(stage), "k")
        held.release.set()
        assert (await stage.adapter.settle(stage.delivery(post(stage), "k"))).found is Found.DONE
        assert len(stage.general.living) == 1


async def test_a_doubt_stays_one_while_nobody_can_look(stage: Stage) -> None:
    doubts = (post(stage), OpenRoom(stage.community, "pod", ""))
    for fault in (ServerError(502), Forbidden(), RateLimited(3), Unauthorized()):
        for intent in doubts:
            stage.server.faults.add(fault)
            settled = await stage.adapter.settle(stage.delivery(intent))
            assert settled.found is Found.UNKNOWN
            stage.server.faults.clear()


async def test_r13_refusals_by_the_hundred_are_one_call_each(stage: Stage) -> None:
    """The adapter itself never repeats what was refused; the outbox decides."""
    scripted = stage.server.faults.add(Forbidden(), POSTING, times=None)
    for _ in range(5):
        await refused(stage, post(stage))
    assert scripted.hits == 5


async def test_intents_side_by_side_do_not_disturb_each_other(stage: Stage) -> None:
    stage.server.faults.add(Forbidden(), POSTING, channel=stage.general, times=None)
    other = stage.guild.channel("other")
    posts = [Post(stage.room(channel), HELLO) for channel in (stage.general, other)] * 10
    results = await asyncio.gather(*(stage.perform(intent) for intent in posts), return_exceptions=True)
    assert [isinstance(result, Rejected) for result in results] == [True, False] * 10


@pytest.mark.parametrize("room", ["..", "../../users/@me", "x", "@me"])
async def test_s33_a_room_reference_that_is_none_of_discords_goes_nowhere(stage: Stage, room: str) -> None:
    """What stands in a reference never becomes another address."""
    before = len(stage.server.recording.requests)
    for intent in (Post(RoomRef(stage.community, room), HELLO), CloseRoom(RoomRef(stage.community, room))):
        assert (await refused(stage, intent)).code == "not_an_id"
    assert len(stage.server.recording.requests) == before
