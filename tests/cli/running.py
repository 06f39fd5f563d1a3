"""Running the command line in a folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app

ROOT = Path(__file__).parents[2]


def environment(**extra: str) -> dict[str, str]:
    """Give a clean environment, with the project on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PODKEEPER_") and name != "PORT"}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "160", "NO_COLOR": "1", **extra}


def podkeeper(folder: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def invoked(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """Run one command to its end inside this process: loading everything anew takes a second."""
    monkeypatch.chdir(folder)
    for name in os.environ.keys() - environment().keys():
        monkeypatch.delenv(name)
    return CliRunner().invoke(app, arguments)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Running:
    """A bot that runs, and where it is found."""

    process: subprocess.Popen[str]
    address: str

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310 - our own, on loopback
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as wrong:
            return wrong.code, wrong.read().decode()

    def stop(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Tell it to stop; gives its exit code and all that it said."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=10)
        return self.process.returncode, out, err


@contextlib.contextmanager
def running(folder: Path, *arguments: str, **extra: str) -> Iterator[Running]:
    """Start ``python -m bot run`` and wait until it is ready."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", *arguments],
        cwd=folder,
        env=environment(PORT=str(port), **extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    bot = Running(process, f"http://127.0.0.1:{port}")
    try:
        until = time.monotonic() + 30
        while not _answers(bot):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"did not become ready: {process.communicate(timeout=5)}")
        yield bot
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate(timeout=10)


def _answers(bot: Running) -> bool:
    try:
        return bot.get("/healthz")[0] == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
