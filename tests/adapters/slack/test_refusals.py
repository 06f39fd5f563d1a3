"""What Slack refuses or leaves unanswered becomes the failure that says what to do next (R10 to R15, R34)."""

import contextlib

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.failures import LONGEST_WAIT, USUAL_WAIT
from bot.core.content import content
from bot.core.intents import Admit, Direct, Edit, Expel, LookUpMember, Post, SendFile
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import t
from bot.ports.chat import Disconnected, Postponed, Rejected, Scope, Uncertain, Unreachable
from tests.adapters.slack.core import adapter_for
from tests.adapters.slack.test_intents import AMINA, HELLO, HOME, delivery, post
from tests.platforms.slack import (
    ApiError,
    AuthRevoked,
    Drop,
    FakeSlack,
    ManualClock,
    Person,
    RateLimited,
    ServerError,
    Silence,
    Team,
)
from tests.platforms.slack.state import Channel


async def test_r11_a_rate_limit_holds_back_one_channel(idle: SlackAdapter, room: Channel, slack: FakeSlack) -> None:
    slack.faults.script("chat.postMessage", RateLimited(30))
    with pytest.raises(Postponed) as wait:
        await post(idle, room)
    assert (wait.value.seconds, wait.value.scope) == (30.0, Scope.DESTINATION)
    assert len(slack.calls("chat.postMessage")) == 1


async def test_a_rate_limit_of_another_method_holds_back_the_community(
    idle: SlackAdapter, slack: FakeSlack, amina: Person
) -> None:
    slack.faults.script("users.info", RateLimited(7))
    with pytest.raises(Postponed) as wait:
        await idle.perform(delivery(LookUpMember(MemberRef(HOME, amina.id))))
    assert (wait.value.seconds, wait.value.scope) == (7.0, Scope.COMMUNITY)


@pytest.mark.parametrize("told", ["soon", None, "-5", "nan", "inf", ""])
async def test_r12_a_wait_that_cannot_be_read_is_a_usual_one(
    idle: SlackAdapter, room: Channel, slack: FakeSlack, told: str | None
) -> None:
    slack.faults.script("chat.postMessage", RateLimited(told))
    with pytest.raises(Postponed) as wait:
        await post(idle, room)
    assert USUAL_WAIT <= wait.value.seconds <= 2 * USUAL_WAIT


@pytest.mark.parametrize(("told", "seconds"), [("999999999", LONGEST_WAIT), ("0", 1.0), ("2.5", 2.5)])
async def test_r12_a_wait_has_bounds(
    idle: SlackAdapter, room: Channel, slack: FakeSlack, told: str, seconds: float
) -> None:
    slack.faults.script("chat.postMessage", RateLimited(told))
    with pytest.raises(Postponed) as wait:
        await post(idle, room)
    assert wait.value.seconds == seconds


@pytest.mark.parametrize(
    "code",
    [
        "not_in_channel",
        "user_not_found",
        "cant_invite",
        "cant_invite_self",
        "restricted_action",
        "restricted_action_read_only_channel",
        "user_is_restricted",
        "ura_max_channels",
        "messages_tab_disabled",
    ],
)
async def test_a_known_refusal_says_what_would_help(
    idle: SlackAdapter, room: Channel, slack: FakeSlack, code: str
) -> None:
    slack.faults.script("chat.postMessage", ApiError(code))
    with pytest.raises(Rejected) as refused:
        await post(idle, room)
    assert (refused.value.code, refused.value.room_gone) == (code, False)
    assert refused.value.fix is not None


async def test_a_lacking_scope_is_named(idle: SlackAdapter, room: Channel, team: Team) -> None:
    team.grant("users:read")
    with pytest.raises(Rejected) as refused:
        await post(idle, room)
    assert refused.value.fix is not None
    assert "chat:write" in str(refused.value.fix.args)


async def test_an_unknown_refusal_is_still_one(idle: SlackAdapter, room: Channel, slack: FakeSlack) -> None:
    slack.faults.script("chat.postMessage", ApiError("a_new_word"))
    with pytest.raises(Rejected, match="a_new_word") as refused:
        await post(idle, room)
    assert refused.value.fix is None


async def test_r34_an_archived_room_and_one_that_is_not_seen_are_gone(
    idle: SlackAdapter, room: Channel, amina: Person, team: Team
) -> None:
    made = (await post(idle, room)).made
    amina.archives(room)
    with pytest.raises(Rejected) as archived:
        await post(idle, room, key="k2")
    with pytest.raises(Rejected) as inactive:
        await idle.perform(delivery(Edit("k1", HELLO), "k3", target=made))
    hidden = team.channel("hidden", private=True, members=[amina], app=False)
    with pytest.raises(Rejected) as unseen:
        await post(idle, hidden, key="k4")
    assert [found.value.room_gone for found in (archived, inactive, unseen)] == [True, True, True]
    assert all(found.value.fix for found in (archived, inactive, unseen))


async def test_a_guest_who_cannot_be_admitted_is_told_of(idle: SlackAdapter, team: Team, room: Channel) -> None:
    guest = team.person("U5", guest="single")
    team.channel("elsewhere", members=[guest])
    with pytest.raises(Rejected) as refused:
        await idle.perform(delivery(Admit(RoomRef(HOME, room.id), MemberRef(HOME, "U5"))))
    assert refused.value.fix is not None
    assert "guest" in refused.value.fix.id


async def test_nobody_is_expelled_from_the_general_channel(idle: SlackAdapter, team: Team, amina: Person) -> None:
    general = team.channel("all", members=[amina], general=True)
    with pytest.raises(Rejected) as refused:
        await idle.perform(delivery(Expel(RoomRef(HOME, general.id), AMINA)))
    assert refused.value.fix is not None


async def test_r33_somebody_who_is_not_there_cannot_be_written_to(idle: SlackAdapter) -> None:
    with pytest.raises(Rejected, match="user_not_found"):
        await idle.perform(delivery(Direct(MemberRef(HOME, "U99"), HELLO)))


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive", "token_expired"])
async def test_r14_refused_credentials_disconnect_the_community(
    idle: SlackAdapter, room: Channel, slack: FakeSlack, code: str
) -> None:
    slack.faults.script("chat.postMessage", AuthRevoked(code))
    with pytest.raises(Disconnected, match=code):
        await post(idle, room)
    assert idle.communities() == ()
    with pytest.raises(Disconnected):
        await post(idle, room)
    assert len(slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "fault",
    [ServerError(500), ServerError(502, html=True), ApiError("internal_error"), Drop(), Silence()],
    ids=lambda fault: type(fault).__name__,
)
async def test_r15_a_post_without_an_answer_is_in_doubt(
    room: Channel, slack: FakeSlack, team: Team, clock: ManualClock, fault: ServerError
) -> None:
    adapter = adapter_for(team, clock=clock, call_seconds=0.2)
    slack.faults.script("chat.postMessage", fault)
    with pytest.raises(Uncertain):
        await post(adapter, room)
    assert len(slack.calls("chat.postMessage")) == 1
    await adapter.close()


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload"])
async def test_a_file_of_which_nothing_is_seen_yet_is_tried_again(
    idle: SlackAdapter, slack: FakeSlack, amina: Person, method: str
) -> None:
    slack.faults.script(method, ServerError(500))
    with pytest.raises(Unreachable):
        await idle.perform(delivery(SendFile(MemberRef(HOME, amina.id), "a.csv", "text/csv", "a", HELLO)))


async def test_a_slack_that_is_not_there_was_sent_nothing(clock: ManualClock) -> None:
    async with FakeSlack(clock) as gone:
        team = gone.workspace("T1")
        room = team.channel("general")
        adapter = adapter_for(team, clock=clock, team_id="T1")
        await post(adapter, room)
    with contextlib.suppress(Uncertain):  # The connection that was open may break only when it is used.
        await post(adapter, room)
    with pytest.raises(Unreachable):
        await post(adapter, room)
    await adapter.close()


async def test_a_token_of_another_workspace_is_refused(slack: FakeSlack, team: Team, clock: ManualClock) -> None:
    adapter = adapter_for(team, clock=clock, team_id="T2")
    with pytest.raises(Disconnected):
        await adapter.perform(delivery(Post(RoomRef(CommunityRef("slack", "T2"), "C1"), content(t("x")))))
    assert slack.calls("chat.postMessage") == []
    await adapter.close()


async def test_r14_one_community_s_lost_token_leaves_the_others_served(
    slack: FakeSlack, team: Team, room: Channel, clock: ManualClock
) -> None:
    other = slack.workspace("T2")
    there = other.channel("general")
    adapter = adapter_for(team, other, clock=clock)
    await post(adapter, room)
    team.revoke_token()
    with pytest.raises(Disconnected):
        await post(adapter, room)
    elsewhere = CommunityRef("slack", "T2")
    await adapter.perform(delivery(Post(RoomRef(elsewhere, there.id), HELLO)))
    assert adapter.communities() == (elsewhere,)
    await adapter.close()


async def test_r13_refusals_by_the_dozen_are_one_call_each(idle: SlackAdapter, room: Channel, slack: FakeSlack) -> None:
    slack.faults.script("chat.postMessage", ApiError("not_in_channel"), times=12)
    for _ in range(12):
        with pytest.raises(Rejected):
            await post(idle, room)
    assert len(slack.calls("chat.postMessage")) == 12
