import json
import signal
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import podkeeper, running


def test_without_settings_the_sandbox_starts_and_says_where_it_is_and_what_to_try(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        status, page = bot.get("/")
        health = json.loads(bot.get("/healthz")[1])
        code, out, err = bot.stop()

    assert status == 200
    assert "Amina" in page
    assert health == {"ready": True, "platforms": {"sandbox": "ready"}}
    assert bot.address in out
    assert "/pod list" in out
    assert code == 0
    assert err == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_r40_a_signal_ends_it_cleanly_and_the_next_start_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path) as bot:
        code, out, _ = bot.stop(number)
    assert code == 0
    assert "Stopped." in out
    before = (tmp_path / "data" / "sandbox.db").stat().st_size

    with running(tmp_path) as bot:
        assert bot.get("/")[0] == 200
        bot.stop()
    assert (tmp_path / "data" / "sandbox.db").stat().st_size >= before
    assert podkeeper(tmp_path, "db", "verify").returncode == 0


def test_a_taken_port_is_said_in_one_line_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = podkeeper(tmp_path, "run", PORT=str(port))

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"podkeeper: 127.0.0.1:{port} is taken by another program. Stop it, or choose another port: PORT=8081 make run"
    ]
    assert not (tmp_path / "data").exists()


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")

    ended = podkeeper(tmp_path, "run", PORT="0")

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "data" in ended.stderr


def test_what_other_machines_ask_is_refused(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        port = int(bot.address.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
            answer = line.recv(4096)
        bot.stop()

    assert answer.startswith(b"HTTP/1.1 4")
    assert b"Amina" not in answer


def test_groups_that_the_settings_name_give_their_roles_and_no_longer_than_they_are_named(tmp_path: Path) -> None:
    def in_groups() -> int:
        with closing(sqlite3.connect(tmp_path / "data" / "podkeeper.db")) as store:
            return int(store.execute("SELECT count(*) FROM group_members").fetchone()[0])

    community = "[[communities]]\nref = 'sandbox:quality'\n"
    (tmp_path / "config.toml").write_text(community + "roles = { desk_staff = ['desk'] }\n")
    with running(tmp_path) as bot:
        until = time.monotonic() + 30
        while not in_groups() and time.monotonic() < until:
            bot.get("/healthz")
        bot.stop()
    assert in_groups() > 0

    (tmp_path / "config.toml").write_text(community)
    with running(tmp_path) as bot:
        bot.stop()
    assert in_groups() == 0
