"""Messages, history, reactions, pins, files, people: as the Web API keeps and refuses them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, Team
from .state import Channel, Json
from .test_conversations import refusal


@pytest.fixture
def room(team: Team) -> Channel:
    return team.channel("here", members=[team.person("U1"), team.person("U2")])


async def test_a_message_is_posted_updated_and_deleted(room: Channel, team: Team, client: AsyncWebClient) -> None:
    amina = team.person("U1")
    section: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}
    posted = await client.chat_postMessage(channel=room.id, text="Hello", blocks=[section])
    assert amina.reads(room) == "*Hello*"
    await client.chat_update(channel=room.id, ts=str(posted["ts"]), text="Hello again")
    (message,) = amina.sees(room)
    # Blocks that are not sent stay as they were.
    assert (message.text, len(message.blocks)) == ("Hello again", 1)
    await client.chat_update(channel=room.id, ts=str(posted["ts"]), text="Bare", blocks=[])
    assert amina.reads(room) == "Bare"
    link = await client.chat_getPermalink(channel=room.id, message_ts=message.ts)
    assert link["permalink"].endswith(f"/archives/{room.id}/p{message.ts.replace('.', '')}")
    await client.chat_delete(channel=room.id, ts=str(posted["ts"]))
    assert amina.sees(room) == []
    assert await refusal(client.chat_update(channel=room.id, ts=message.ts, text="x")) == "message_not_found"
    assert await refusal(client.chat_delete(channel=room.id, ts=message.ts)) == "message_not_found"


async def test_what_cannot_be_posted_is_refused(
    room: Channel, team: Team, client: AsyncWebClient, slack: FakeSlack
) -> None:
    theirs = team.person("U1").says(room, "mine")
    post = client.chat_postMessage
    assert await refusal(post(channel="C404", text="x")) == "channel_not_found"
    assert await refusal(post(channel=room.id, text="", blocks=[], attachments=[{"fallback": ""}][:0])) == "no_text"
    assert await refusal(post(channel=room.id, text="x" * 40_001)) == "msg_too_long"
    assert await refusal(post(channel=room.id, text="x", thread_ts="1.000001")) == "thread_not_found"
    assert await refusal(post(channel=room.id, text="x", metadata={"event_type": "a"})) == "invalid_metadata_format"
    assert await refusal(client.chat_update(channel=room.id, ts=theirs.ts, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=room.id, ts=theirs.ts)) == "cant_delete_message"
    away = client.chat_postEphemeral(channel=room.id, user=team.person("U3").id, text="x")
    assert await refusal(away) == "user_not_in_channel"
    assert [breach.where for breach in slack.breaches] == ["chat.postMessage"]


async def test_history_is_newest_first_paged_and_keeps_metadata(
    room: Channel, team: Team, client: AsyncWebClient
) -> None:
    first = team.person("U1").says(room, "0")
    team.person("U2").says(room, "in the thread", first)
    for number in range(1, 5):
        payload = {"event_type": "outbox", "event_payload": {"key": f"k-{number}"}}
        await client.chat_postMessage(channel=room.id, text=str(number), metadata=payload)
    texts: list[str] = []
    async for page in await client.conversations_history(channel=room.id, limit=2, include_all_metadata=True):
        texts += [message["text"] for message in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    newest = (await client.conversations_history(channel=room.id, limit=1, include_all_metadata=True))["messages"][0]
    assert newest["metadata"]["event_payload"] == {"key": "k-4"}
    plain = (await client.conversations_history(channel=room.id, limit=1))["messages"][0]
    assert "metadata" not in plain
    since = await client.conversations_history(channel=room.id, oldest=newest["ts"])
    assert since["messages"] == []
    including = await client.conversations_history(channel=room.id, oldest=newest["ts"], inclusive=True)
    assert [message["text"] for message in including["messages"]] == ["4"]
    assert await refusal(client.conversations_history(channel=room.id, oldest="soon")) == "invalid_ts_oldest"
    assert await refusal(client.conversations_history(channel=room.id, limit=5000)) == "invalid_limit"


async def test_a_thread_is_read_with_its_parent_first(room: Channel, team: Team, client: AsyncWebClient) -> None:
    parent = team.person("U1").says(room, "question")
    for word in ("one", "two", "three"):
        await client.chat_postMessage(channel=room.id, text=word, thread_ts=parent.ts)
    texts: list[str] = []
    async for page in await client.conversations_replies(channel=room.id, ts=parent.ts, limit=2):
        texts += [message["text"] for message in page["messages"]]
    assert texts == ["question", "one", "two", "three"]
    shown = (await client.conversations_history(channel=room.id))["messages"]
    assert [(message["text"], message["reply_count"]) for message in shown] == [("question", 3)]
    await client.chat_postMessage(channel=room.id, text="to all", thread_ts=parent.ts, reply_broadcast=True)
    shown = (await client.conversations_history(channel=room.id))["messages"]
    assert [message["text"] for message in shown] == ["to all", "question"]
    assert await refusal(client.conversations_replies(channel=room.id, ts="1.000001")) == "thread_not_found"
    unseen = team.channel("unseen", app=False)
    assert await refusal(client.conversations_history(channel=unseen.id)) == "not_in_channel"


async def test_reactions_and_pins(room: Channel, team: Team, client: AsyncWebClient) -> None:
    message = team.person("U1").says(room, "look")
    at: dict[str, Any] = {"channel": room.id, "timestamp": message.ts}
    await client.reactions_add(name="eyes", **at)
    assert await refusal(client.reactions_add(name="eyes", **at)) == "already_reacted"
    assert await refusal(client.reactions_add(name=":eyes:", **at)) == "invalid_name"
    got = (await client.reactions_get(**at))["message"]["reactions"]
    assert got == [{"name": "eyes", "users": [team.bot_user_id], "count": 1}]
    await client.reactions_remove(name="eyes", **at)
    assert await refusal(client.reactions_remove(name="eyes", **at)) == "no_reaction"
    await client.pins_add(**at)
    assert await refusal(client.pins_add(**at)) == "already_pinned"
    items = (await client.pins_list(channel=room.id))["items"]
    assert [item["message"]["text"] for item in items] == ["look"]
    await client.pins_remove(**at)
    assert await refusal(client.pins_remove(**at)) == "not_pinned"
    assert await refusal(client.pins_add(channel=room.id, timestamp="1.000001")) == "message_not_found"


async def test_a_file_is_uploaded_in_three_steps(
    room: Channel, team: Team, client: AsyncWebClient, slack: FakeSlack
) -> None:
    await client.files_upload_v2(channel=room.id, filename="lab.ics", content="BEGIN:VCALENDAR", title="A lab")
    (file,) = team.state.files.values()
    assert (file.content, file.title, file.complete) == (b"BEGIN:VCALENDAR", "A lab", True)
    assert team.person("U1").sees(room)[-1].files[0]["name"] == "lab.ics"
    assert slack.audience_of("VCALENDAR") == {("T1", "U1"), ("T1", "U2")}
    assert any("BEGIN:VCALENDAR" in text for text in slack.texts())
    assert [record.method for record in slack.recording.holding("BEGIN:VCALENDAR")] == ["upload"]
    started = await client.files_getUploadURLExternal(filename="x", length=5)
    unfinished = client.files_completeUploadExternal(files=[{"id": started["file_id"], "title": "x"}])
    assert await refusal(unfinished) == "file_not_found"


async def test_people_and_groups_are_looked_up(team: Team, client: AsyncWebClient) -> None:
    team.person("U1", name="amina", email="amina@example.org", tz="Africa/Nairobi", locale="fr-FR")
    team.person("U2", guest="single")
    team.usergroup("S1", "facilitators", ["U1"])
    amina = (await client.users_info(user="U1", include_locale=True))["user"]
    assert (amina["tz"], amina["locale"], amina["profile"]["email"]) == ("Africa/Nairobi", "fr-FR", "amina@example.org")
    assert (await client.users_info(user="U2"))["user"]["is_ultra_restricted"] is True
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    listed = [member["id"] async for page in await client.users_list(limit=1) for member in page["members"]]
    assert listed == [team.bot_user_id, "U1", "U2"]
    assert (await client.users_lookupByEmail(email="amina@example.org"))["user"]["id"] == "U1"
    assert (await client.users_profile_get(user="U1"))["profile"]["display_name"] == "amina"
    assert (await client.usergroups_users_list(usergroup="S1"))["users"] == ["U1"]
    groups = (await client.usergroups_list(include_users=True))["usergroups"]
    assert [(group["handle"], group["users"]) for group in groups] == [("facilitators", ["U1"])]
    team.state.paid = False
    assert await refusal(client.usergroups_list()) == "plan_upgrade_required"
    assert (await client.team_info())["team"]["id"] == "T1"


async def test_the_audience_of_a_text_is_whoever_could_ever_read_it(
    team: Team, client: AsyncWebClient, slack: FakeSlack
) -> None:
    amina, joao = team.person("U1"), team.person("U2")
    team.person("U3")
    pod = team.channel("pod", private=True, members=[amina])
    posted = await client.chat_postMessage(channel=pod.id, text='canary-"1"')
    await client.chat_update(channel=pod.id, ts=str(posted["ts"]), text="gone")
    amina.adds(joao, pod)
    assert slack.audience_of('canary-"1"') == {("T1", "U1")}
    assert slack.audience_of("gone") == {("T1", "U1"), ("T1", "U2")}
    public = team.channel("all", members=[amina])
    await client.chat_postMessage(channel=public.id, text="canary-2")
    assert slack.audience_of("canary-2") == {("T1", "U1"), ("T1", "U2"), ("T1", "U3")}
    await client.chat_postEphemeral(channel=public.id, user="U1", text="canary-3")
    assert slack.audience_of("canary-3") == {("T1", "U1")}
    home = {"type": "home", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "canary-4"}}]}
    await client.views_publish(user_id="U2", view=home)
    assert slack.audience_of("canary-4") == {("T1", "U2")}
    assert slack.audience_of("never said") == set()
    team.person("U4")
    assert ("T1", "U4") in slack.audience_of("canary-2")


async def test_an_address_that_somebody_types_comes_in_brackets(slack: FakeSlack) -> None:
    amina = slack.workspace("T1").person("U1")

    said = amina.says(None, 'see https://a.example/x?a=1&b=2. or "https://b.example/" or <https://c.example|this>')

    assert said.text == 'see <https://a.example/x?a=1&amp;b=2>. or "<https://b.example/>" or <https://c.example|this>'
    assert amina.says(None, "https://a.example", literally=True).text == "https://a.example"


async def test_nothing_is_changed_in_an_archived_channel(room: Channel, team: Team) -> None:
    amina = team.person("U1")
    said = amina.says(room, "We changed the rota")
    amina.reacts(said, "eyes")
    amina.archives(room)
    with pytest.raises(ClientRefused):
        amina.edits(said, "We did not")
    with pytest.raises(ClientRefused):
        amina.deletes(said)
    with pytest.raises(ClientRefused):
        amina.reacts(said, "seedling")
    with pytest.raises(ClientRefused):
        amina.unreacts(said, "eyes")
