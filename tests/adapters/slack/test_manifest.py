"""The manifest is what Slack takes, asks for no more than is used, and is enough for all that the bot does."""

import re
from pathlib import Path

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.events import READERS
from adapters.slack.manifest import EVENTS, GROUP_SCOPES, SCOPES, Branding, ManifestError, manifest
from bot.core.commands import CommandSpec
from bot.core.intents import Admit, CloseRoom, Direct, Expel, LookUpMember, OpenRoom, Pin, Post, ReadThread, SendFile
from bot.core.refs import MessageRef, RoomRef
from bot.core.text import t
from bot.ports.chat import Menus, ShortcutSpec
from bot.ports.health import Health
from tests.adapters.slack.core import MENUS
from tests.adapters.slack.test_intents import AMINA, HELLO, HOME, delivery
from tests.platforms.slack import FakeSlack, Person, Team
from tests.platforms.slack.state import Channel

TRANSLATED = {"message.channels": "message", "message.groups": "message", "message.im": "message"}


def commands(*names: str) -> Menus:
    return Menus(tuple(CommandSpec(name, t("Do it")) for name in names))


def test_commands_are_grouped_by_their_first_word() -> None:
    found = {command["command"]: command for command in manifest(MENUS)["features"]["slash_commands"]}
    assert list(found) == ["/ask", "/keep", "/pod"]
    assert found["/pod"]["description"] == "Pod: join, invite, list, sign"
    assert found["/pod"]["usage_hint"] == "join <pod> <reason> | invite <member> [note] | list [which] | sign <emoji>"
    assert found["/ask"] == {
        "command": "/ask",
        "description": "Ask a question",
        "should_escape": True,
        "usage_hint": "[question]",
    }


def test_shortcuts_are_on_messages() -> None:
    (found,) = manifest(MENUS)["features"]["shortcuts"]
    assert (found["name"], found["type"], found["callback_id"]) == ("Harvest this thread", "message", "harvest")


@pytest.mark.parametrize("name", ["me", "remind", "status", "who", "invite list"])
def test_a_name_that_is_slack_s_own_is_refused_when_it_is_built(name: str) -> None:
    with pytest.raises(ManifestError, match="Slack's own"):
        manifest(commands(name))
    prefixed = manifest(commands(name), Branding(prefix="pk-"))
    assert prefixed["features"]["slash_commands"][0]["command"] == f"/pk-{name.split(maxsplit=1)[0]}"


@pytest.mark.parametrize(
    "menus",
    [
        commands(*(f"c{number}" for number in range(51))),
        commands("x" * 33),
        commands("Pod"),
        Menus((), tuple(ShortcutSpec(f"s{number}", t("Keep")) for number in range(11))),
        Menus((), (ShortcutSpec("s", t("A name that is far too long for it")),)),
    ],
)
def test_what_slack_would_refuse_is_refused_here(menus: Menus) -> None:
    with pytest.raises(ManifestError):
        manifest(menus)


@pytest.mark.parametrize("branding", [Branding(name=""), Branding(name="x" * 36), Branding(prefix="PK ")])
def test_a_name_that_slack_would_refuse_is_refused_here(branding: Branding) -> None:
    with pytest.raises(ManifestError):
        manifest(MENUS, branding)


def test_it_is_a_socket_unless_an_address_is_given() -> None:
    assert manifest(MENUS)["settings"]["socket_mode_enabled"] is True
    made = manifest(MENUS, url="https://bot.example/slack/T1")
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == "https://bot.example/slack/T1"
    assert {command["url"] for command in made["features"]["slash_commands"]} == {"https://bot.example/slack/T1"}
    with pytest.raises(ManifestError):
        manifest(MENUS, url="http://bot.example/")


def test_an_app_to_be_installed_says_where_people_are_sent_back_to() -> None:
    assert "redirect_urls" not in manifest(MENUS)["oauth_config"]
    made = manifest(MENUS, url="https://bot.example/slack/events", back="https://bot.example/slack/oauth")
    assert made["oauth_config"]["redirect_urls"] == ["https://bot.example/slack/oauth"]
    with pytest.raises(ManifestError):
        manifest(MENUS, back="http://bot.example/slack/oauth")


def test_every_event_that_is_read_is_asked_for_and_no_other() -> None:
    asked = {TRANSLATED.get(event, event) for event in EVENTS} - {"app_uninstalled", "tokens_revoked"}
    assert asked == set(READERS)
    assert set(EVENTS.values()) - {""} <= set(SCOPES)
    quiet = manifest(MENUS, messages=False)["settings"]["event_subscriptions"]["bot_events"]
    assert "message.channels" not in quiet
    assert "message.im" in quiet


def test_nothing_of_an_administrator_s_is_asked_for() -> None:
    assert not any(scope.startswith("admin") or scope.partition(":")[0] == "user" for scope in SCOPES)
    assert all(reason for reason in SCOPES.values())


async def test_the_scopes_are_enough_for_every_intent(
    idle: SlackAdapter, team: Team, amina: Person, joao: Person, room: Channel
) -> None:
    team.grant(*SCOPES)
    root = amina.says(room, "Water")
    place = RoomRef(HOME, room.id)
    made = (await idle.perform(delivery(Post(place, HELLO), "k1"))).made
    await idle.perform(delivery(Pin("k1"), "k2", target=made))
    await idle.perform(delivery(ReadThread(MessageRef(place, root.ts)), "k3"))
    await idle.perform(delivery(Direct(AMINA, HELLO), "k4"))
    await idle.perform(delivery(LookUpMember(AMINA), "k5"))
    await idle.perform(delivery(SendFile(AMINA, "a.csv", "text/csv", "a", HELLO), "k6"))
    opening = delivery(OpenRoom(HOME, "Pod", "We try."), "k7")
    pod = RoomRef.parse((await idle.perform(opening)).made)
    await idle.settle(opening)
    await idle.settle(delivery(Post(pod, HELLO), "k8"))
    await idle.settle(delivery(Direct(AMINA, HELLO), "k4"))
    await idle.perform(delivery(Admit(pod, AMINA), "k9"))
    await idle.perform(delivery(Expel(pod, AMINA), "k10"))
    await idle.perform(delivery(CloseRoom(pod), "k11"))
    assert joao.everything()


async def test_doctor_finds_an_app_that_is_as_it_should_be(idle: SlackAdapter, team: Team, slack: FakeSlack) -> None:
    team.grant(*SCOPES)
    findings = await idle.examine()
    assert [finding.health for finding in findings] == [Health.FINE] * 3
    assert slack.sockets.opened == 0


async def test_doctor_names_what_is_lacking_and_what_is_too_much(idle: SlackAdapter, team: Team) -> None:
    team.grant(*(SCOPES.keys() - {"pins:write"}))
    lacking = (await idle.examine())[1]
    assert (lacking.health, "pins:write" in lacking.what) == (Health.BROKEN, True)
    team.grant(*SCOPES, "admin")
    more = (await idle.examine())[1]
    assert (more.health, "admin" in more.what) == (Health.MISSING, True)


async def test_doctor_finds_a_refused_token(idle: SlackAdapter, team: Team) -> None:
    team.revoke_token()
    (finding,) = await idle.examine()
    assert (finding.health, "token_revoked" in finding.what) == (Health.BROKEN, True)
    assert team.bot_token not in finding.what + finding.fix


async def test_it_is_ready_once_it_listens(adapter: SlackAdapter) -> None:
    assert adapter.ready


async def test_it_is_not_ready_before_it_listens(idle: SlackAdapter) -> None:
    assert not idle.ready


def test_the_readme_gives_the_reason_for_each_scope() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([a-z_.:]+)` \| (.+) \|$", readme, re.MULTILINE))
    assert told == {**SCOPES, **GROUP_SCOPES}
