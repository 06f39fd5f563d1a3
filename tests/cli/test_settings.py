import json
from base64 import b64encode
from pathlib import Path

import pytest

from tests.cli.running import ROOT, invoked, podkeeper

OAUTH = "[slack.oauth]\nclient_id = '1.2'\nclient_secret = 'x'\nsigning_secret = 'x'\nurl = 'https://bot.example'\n"
KEY = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[local]\nprot = 8080\n", "local.prot is not a setting; did you mean port?"),
        ("[local]\nport = 'high'\n", "local.port: input should be a valid integer"),
        ("[slack]\napps = 1\n", "slack.apps: input should be a valid tuple"),
        ("[[slack.apps]]\napp_token = 'x'\n", "slack.apps.0.bot_token is missing"),
        ("[discord]\ntoken = 'env:NO_SUCH_NAME'\n", "discord.token: the environment has no NO_SUCH_NAME"),
        (f"{OAUTH}key = 'c2hvcnQ='\n", "slack.oauth.key: not 32 bytes in base64; make a key with: openssl rand"),
        (f"{OAUTH}key = '{KEY}'\nold_keys = ['?']\n", "slack.oauth.old_keys.0: not 32 bytes in base64"),
        (OAUTH, "slack.oauth.key is missing"),
        (
            f"{OAUTH}key = '{KEY}'\n".replace("signing_secret = 'x'", "signing_secret = ''"),
            "slack.oauth.signing_secret: empty: anybody could sign with it",
        ),
        (f"{OAUTH}key = '{KEY}'\nold_keys = ['env:NO_SUCH_NAME']\n", "the environment has no NO_SUCH_NAME"),
        (f"{OAUTH}key = '{KEY}'\n".replace("https", "http"), "slack.oauth.url: not an https address"),
        ("[[communities]]\nref = 'slack'\n", "communities.0.ref: not a reference of 2 parts"),
        (
            "[[communities]]\nref = 'slack:T1'\nstewards = ['slack:T2:U1']\n",
            "communities.0.stewards: slack:T2:U1 is no member of this community",
        ),
        (
            "[[communities]]\nref = 'slack:T1'\nroles = { facilitator = ['S1'] }\n",
            "communities.0.roles: facilitator is held in a pod; a group can give desk_staff, focal_point",
        ),
        ("[local\n", "Expected ']'"),
    ],
)
def test_a_mistake_in_the_settings_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, said: str
) -> None:
    (tmp_path / "config.toml").write_text(written)

    ended = invoked(tmp_path, monkeypatch, "run")

    assert isinstance(ended.exception, SystemExit)
    assert ended.exit_code == 1
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_mistake_in_the_settings_leaves_no_trace_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[local]\nprot = 8080\n")

    ended = podkeeper(tmp_path, "run")

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1


def test_a_secret_with_a_mistake_in_it_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[discord]\ntoken = ['MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.secret']\n")

    ended = podkeeper(tmp_path, "run")

    assert ended.returncode == 1
    assert "GabcdE" not in ended.stderr


def test_a_settings_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    ended = podkeeper(tmp_path, "doctor", "--config", "other.toml")

    assert ended.returncode == 1
    assert "there is no other.toml" in ended.stderr


def test_the_example_of_the_settings_is_right(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text((ROOT / "config.example.toml").read_text())

    assert podkeeper(tmp_path, "doctor").returncode == 0


def test_the_manifest_of_an_app_to_be_installed_is_made_from_its_settings(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f"{OAUTH}key = '{KEY}'\nprefix = 'pk-'\n")

    made = json.loads(podkeeper(tmp_path, "manifest", "slack", "--oauth").stdout)

    assert made["oauth_config"]["redirect_urls"] == ["https://bot.example/slack/oauth"]
    assert made["settings"]["event_subscriptions"]["request_url"] == "https://bot.example/slack/events"
    assert made["features"]["slash_commands"][0]["command"].startswith("/pk-")


def test_without_an_app_to_be_installed_there_is_no_such_manifest(tmp_path: Path) -> None:
    ended = podkeeper(tmp_path, "manifest", "slack", "--oauth")

    assert ended.returncode == 1
    assert "[slack.oauth]" in ended.stderr
