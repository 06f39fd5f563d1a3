import sqlite3
from pathlib import Path

from tests.cli.running import podkeeper, running


def _started_once(folder: Path) -> Path:
    with running(folder) as bot:
        bot.stop()
    return folder / "data" / "podkeeper.db"


def test_help_names_every_command(tmp_path: Path) -> None:
    told = podkeeper(tmp_path, "--help").stdout

    assert all(name in told for name in ("run", "doctor", "db", "commands", "version"))


def test_commands_lists_what_members_can_use_in_their_language(tmp_path: Path) -> None:
    assert "/pod join" in podkeeper(tmp_path, "commands").stdout
    assert "Ask to join" not in podkeeper(tmp_path, "commands", "--locale", "fr").stdout


def test_doctor_says_what_is_there_and_what_is_missing(tmp_path: Path) -> None:
    before = podkeeper(tmp_path, "doctor")
    assert before.returncode == 0
    assert "missing" in before.stdout

    (tmp_path / "config.toml").write_text("[sandbox]\nenabled = 'off'\n")
    assert "under [[communities]] stewards" in podkeeper(tmp_path, "doctor").stdout
    (tmp_path / "config.toml").unlink()

    _started_once(tmp_path)

    after = podkeeper(tmp_path, "doctor")
    assert after.returncode == 0
    assert "missing" not in after.stdout


def test_a_backup_is_a_whole_database_of_its_own(tmp_path: Path) -> None:
    _started_once(tmp_path)

    assert podkeeper(tmp_path, "db", "backup", "copy.db").returncode == 0

    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM members").fetchone()[0] > 0
    copy.close()


def test_a_database_of_a_newer_version_is_refused_in_one_line(tmp_path: Path) -> None:
    file = _started_once(tmp_path)
    with sqlite3.connect(file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()

    ended = podkeeper(tmp_path, "run", PORT="0")

    assert ended.returncode == 1
    assert "newer version" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_verify_says_that_the_log_is_whole(tmp_path: Path) -> None:
    _started_once(tmp_path)

    ended = podkeeper(tmp_path, "db", "verify")

    assert ended.returncode == 0
    assert "whole" in ended.stdout
