"""``python -m bot nugget template``: what a community asks of nuggets, given out and taken in as a file."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from tests.cli.running import podkeeper, running

HERE = ("--community", "sandbox:quality")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the database of a bot that has run once; no test here changes it."""
    made = tmp_path_factory.mktemp("once")
    with running(made) as bot:
        bot.stop()
    return made


@pytest.fixture
def folder(once: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go into that folder."""
    monkeypatch.chdir(once)
    return once


def template(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["nugget", "template", *arguments])


def test_a_list_of_areas_is_loaded_as_the_next_version_while_the_bot_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "areas.toml").write_text('[[areas]]\nkey = "oxygen"\nlabel = { fr = "Oxygène" }\n', encoding="utf-8")

    with running(tmp_path) as bot:
        loaded = podkeeper(tmp_path, "nugget", "template", "load", "areas.toml", *HERE)
        noted_as_open = (tmp_path / "data" / "podkeeper.db-open").exists()
        bot.stop()

    assert "Version 1 is in force" in loaded.stdout
    assert noted_as_open
    given = template("show", *HERE).stdout
    assert given.startswith("version = 1\n")
    assert "Oxygène" in given
    assert "Patient flow" not in given
    assert "Patient flow" in template("show", "--version", "0", *HERE).stdout
    assert "whole" in CliRunner().invoke(app, ["db", "verify"]).stdout


def test_what_is_given_out_is_taken_in_again_and_changes_nothing(folder: Path) -> None:
    given = template("show", *HERE)
    (folder / "own.toml").write_bytes(given.stdout_bytes)

    assert 'label = { "en" = "Patient flow"' in given.stdout
    assert "Nothing has changed" in template("load", "own.toml", *HERE).stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"sign = 'ab'\n[[areas]]\nkey = 'a'\nlabel = { xx = 'A' }\n", ["line 1, sign:", "line 2, areas[0].label.xx:"]),
        (b"areas = [\n'a'\n1", ["not TOML", "line 3"]),
        (b"version = 3\n", ["from version 3", "0 is in force"]),
        (b"\n\xff", ["line 2", "UTF-8"]),
    ],
)
def test_a_bad_file_is_told_line_by_line_and_changes_nothing(folder: Path, text: bytes, told: list[str]) -> None:
    (folder / "bad.toml").write_bytes(text)

    ended = template("load", "bad.toml", *HERE)

    assert ended.exit_code == 1
    assert [words for words in told if words not in ended.stderr] == []
    assert template("show", *HERE).stdout.startswith("version = 0\n")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--community", "slack:T1"), "It knows: sandbox:quality"),
        (("--community", "quality"), "is no community"),
        ((*HERE, "--version", "9"), "no version 9"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_there_is_not_is_told_in_one_line(more: tuple[str, ...], told: str) -> None:
    ended = template("show", *more)

    assert ended.exit_code == 1
    assert told in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
