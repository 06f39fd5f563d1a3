"""Channels: made, filled, archived, and refused in the Web API's own words."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, Team


async def refusal(call: Awaitable[Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_a_private_channel_is_made_filled_and_archived(
    slack: FakeSlack, team: Team, client: AsyncWebClient
) -> None:
    amina, joao = team.person("U1"), team.person("U2")
    made = await client.conversations_create(name="pod-nqps", is_private=True)
    room = made["channel"]["id"]
    await client.conversations_invite(channel=room, users=["U1", "U2"])
    await client.conversations_setTopic(channel=room, topic="Quality")
    await client.conversations_setPurpose(channel=room, purpose="To define")
    await client.chat_postMessage(channel=room, text="Charter")
    assert amina.sees(room)[-1].text == "Charter"
    await client.conversations_kick(channel=room, user="U2")
    assert joao.sees(room) == []
    info = (await client.conversations_info(channel=room, include_num_members=True))["channel"]
    assert (info["num_members"], info["topic"]["value"], info["is_private"]) == (2, "Quality", True)
    assert (await client.conversations_members(channel=room))["members"] == [team.bot_user_id, "U1"]
    await client.conversations_rename(channel=room, name="pod-done")
    await client.conversations_archive(channel=room)
    for call in (
        client.conversations_archive(channel=room),
        client.chat_postMessage(channel=room, text="late"),
        client.conversations_invite(channel=room, users="U2"),
        client.conversations_unarchive(channel=room),
    ):
        assert await refusal(call) in {"already_archived", "is_archived", "not_in_channel"}
    with pytest.raises(ClientRefused, match="archived"):
        amina.says(room, "late")
    amina.unarchives(room)
    assert await refusal(client.conversations_unarchive(channel=room)) == "not_archived"
    assert slack.breaches == []


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("---", "invalid_name_punctuation"),
        ("Pod NQPS", "invalid_name_specials"),
        ("pod.nqps", "invalid_name_specials"),
        ("general", "name_taken"),
    ],
)
async def test_a_name_that_cannot_be_had_is_refused(name: str, error: str, team: Team, client: AsyncWebClient) -> None:
    team.channel("general")
    assert await refusal(client.conversations_create(name=name)) == error


async def test_invitations_are_refused_in_the_words_of_the_web_api(team: Team, client: AsyncWebClient) -> None:
    member, guest = team.person("U1"), team.person("U2", guest="single")
    team.person("U3", deleted=True)
    team.channel("their-one-room", members=[guest])
    room = team.channel("pod", private=True, members=[member]).id
    foreign = team.channel("foreign", members=[member], app=False).id
    hidden = team.channel("hidden", private=True, members=[member], app=False).id
    assert await refusal(client.conversations_invite(channel=room, users="U1")) == "already_in_channel"
    assert await refusal(client.conversations_invite(channel=room, users="U2")) == "ura_max_channels"
    assert await refusal(client.conversations_invite(channel=room, users="U3")) == "cant_invite"
    assert await refusal(client.conversations_invite(channel=room, users="U404")) == "user_not_found"
    assert await refusal(client.conversations_invite(channel=room, users="")) == "no_user"
    assert await refusal(client.conversations_invite(channel=room, users=team.bot_user_id)) == "cant_invite_self"
    assert await refusal(client.conversations_invite(channel=foreign, users="U1")) == "not_in_channel"
    assert await refusal(client.conversations_invite(channel=hidden, users="U1")) == "channel_not_found"
    assert await refusal(client.conversations_kick(channel=room, user=team.bot_user_id)) == "cant_kick_self"
    assert await refusal(client.conversations_kick(channel=room, user="U2")) == "not_in_channel"


async def test_force_invites_those_who_can_be_invited(team: Team, client: AsyncWebClient) -> None:
    team.person("U1")
    room = team.channel("pod", private=True)
    both = ["U1", "U404"]
    assert await refusal(client.conversations_invite(channel=room.id, users=both)) == "user_not_found"
    assert "U1" not in room.members
    await client.conversations_invite(channel=room.id, users=both, force=True)
    assert "U1" in room.members


async def test_direct_conversations_are_opened_once(team: Team, client: AsyncWebClient) -> None:
    amina = team.person("U1")
    team.person("U2", deleted=True)
    opened = await client.conversations_open(users="U1")
    again = await client.conversations_open(users=["U1"], return_im=True)
    assert opened["channel"]["id"] == again["channel"]["id"] == amina.dm.id
    assert again["channel"]["user"] == "U1"
    await client.chat_postMessage(channel="U1", text="hello")
    assert amina.reads() == "hello"
    assert await refusal(client.conversations_open(users="U2")) == "user_disabled"
    assert await refusal(client.conversations_open(users="")) == "users_list_not_supplied"
    await client.conversations_close(channel=amina.dm.id)


async def test_joining_and_leaving(team: Team, client: AsyncWebClient) -> None:
    public = team.channel("open", app=False, members=[team.person("U1")])
    private = team.channel("closed", private=True)
    assert "warning" not in (await client.conversations_join(channel=public.id)).data
    assert (await client.conversations_join(channel=public.id))["warning"] == "already_in_channel"
    assert await refusal(client.conversations_join(channel=private.id)) == "method_not_supported_for_channel_type"
    await client.conversations_leave(channel=public.id)
    assert await refusal(client.conversations_leave(channel=private.id)) == "last_member"
    assert await refusal(client.chat_postMessage(channel=public.id, text="x")) == "not_in_channel"


async def test_lists_are_paged_and_hold_only_what_the_app_can_see(team: Team, client: AsyncWebClient) -> None:
    for number in range(5):
        team.channel(f"room-{number}", app=number % 2 == 0)
    team.channel("hidden", private=True, app=False, members=[team.person("U1")])
    names: list[str] = []
    async for page in await client.conversations_list(limit=2, types="public_channel,private_channel"):
        names += [channel["name"] for channel in page["channels"]]
    assert names == [f"room-{number}" for number in range(5)]
    joined = await client.users_conversations()
    assert [channel["name"] for channel in joined["channels"]] == ["room-0", "room-2", "room-4"]
    assert await refusal(client.conversations_list(cursor="bogus")) == "invalid_cursor"


async def test_scopes_preferences_and_tokens_are_held_to(slack: FakeSlack, team: Team, client: AsyncWebClient) -> None:
    room = team.channel("here")
    team.grant("chat:write", "channels:read")
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_create(name="new", is_private=True)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "groups:write"
    assert refused.value.response["provided"] == "channels:read,chat:write"
    assert (await client.auth_test()).headers["x-oauth-scopes"] == "channels:read,chat:write"
    team.restrict("chat.postMessage")
    assert await refusal(client.chat_postMessage(channel=room.id, text="x")) == "restricted_action"
    team.revoke_token()
    assert await refusal(client.auth_test()) == "token_revoked"
    nobody = AsyncWebClient(token="xoxb-of-nobody", base_url=slack.api_url)
    assert await refusal(nobody.auth_test()) == "invalid_auth"
    assert await refusal(AsyncWebClient(base_url=slack.api_url).auth_test()) == "not_authed"
    assert (await nobody.api_test())["ok"]
    assert await refusal(client.api_call("no.such.method")) in {"unknown_method", "token_revoked"}
