"""The bot as a person starts it: `python -m bot run` in a folder of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY_SECONDS = 30.0
STOP_SECONDS = 15.0


@dataclass
class Bot:
    """One running bot; stopped and started again it keeps its folder and its port."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def at(self, person: str, place: str = "room/general", community: str = "quality") -> str:
        return f"{self.address}/as/{community}/{person}/{place}"

    def start(self) -> None:
        """Start, and wait until its health page says that it is ready."""
        self.port = self.port or free_port()
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            "PODKEEPER_STORAGE__URL": f"sqlite:///{self.folder / 'podkeeper.db'}",
            "PODKEEPER_SANDBOX__FILE": str(self.folder / "sandbox.db"),
        }
        with (self.folder / "bot.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        waits = int(READY_SECONDS / 0.1)
        while not self._ready():
            assert waits, self.log
            waits -= 1
            # Nobody tells another process that it listens now: its page is asked again, unless it has ended.
            try:
                self.process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(self.log)

    def _ready(self) -> bool:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asking.request("GET", "/healthz")
            return asking.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asking.close()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it by a signal; gives how it ended."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(STOP_SECONDS)

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
