"""How soon the bot is ready, and how much memory it holds when nothing happens."""

import asyncio
import contextlib
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.bench.figures import Figures
from tests.cli.running import environment, free_port
from tests.platforms.discord import FakeDiscord
from tests.platforms.slack import FakeSlack

STARTS = 3
SETTLED_SECONDS = 1.5
LOOK_AGAIN = 0.005

BOTH = """
[[slack.apps]]
bot_token = "{bot}"
app_token = "{app}"
api_url = "{slack}"

[discord]
token = "{token}"
api_url = "{discord}"
gateway_url = "{gateway}"
"""


@dataclass(frozen=True)
class Start:
    """Seconds until it was ready, and megabytes resident at rest (None where the system does not tell)."""

    seconds: float
    memory: float | None


@pytest.mark.bench
async def test_memory_at_rest_and_time_to_ready(figures: Figures, tmp_path: Path) -> None:
    _tell(figures, "the sandbox", await _starts(tmp_path), most=None)


@pytest.mark.bench
async def test_memory_at_rest_and_time_to_ready_on_both_platforms(figures: Figures, tmp_path: Path) -> None:
    async with FakeSlack() as slack, FakeDiscord() as discord_:
        team = slack.workspace("T1")
        discord_.guild("Quality")
        settings = BOTH.format(
            bot=team.bot_token,
            app=team.app_token,
            slack=slack.api_url,
            token=discord_.token,
            discord=discord_.api_url,
            gateway=discord_.gateway_url,
        )
        (tmp_path / "config.toml").write_text(settings)
        _tell(figures, "both platforms", await _starts(tmp_path), most=100)


async def _starts(folder: Path) -> list[Start]:
    return [await _start(folder) for _ in range(STARTS + 1)]


async def _start(folder: Path) -> Start:
    """Start the bot in a folder, wait until it says that it is ready, and stop it again."""
    port = free_port()
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        # As for everybody, Python keeps what it has compiled: by the first start, for those after it.
        env=environment(PORT=str(port), PYTHONDONTWRITEBYTECODE=""),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(30):
            while not await _ready(session, f"http://127.0.0.1:{port}/healthz"):
                assert process.returncode is None, await process.communicate()
                await asyncio.sleep(LOOK_AGAIN)
        seconds = time.perf_counter() - began
        # At rest is when it has done for a while what it does when nothing happens.
        await asyncio.sleep(SETTLED_SECONDS)
        return Start(seconds, _resident(process.pid))
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


async def _ready(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as answer:
            return answer.status == 200
    except aiohttp.ClientConnectionError:
        return False


def _resident(pid: int) -> float | None:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1_000_000


def _tell(figures: Figures, what: str, starts: list[Start], most: float | None) -> None:
    first, *others = starts
    seconds = statistics.median(start.seconds for start in others)
    note = f"from the process's start to /healthz 200; the first, which made the database: {first.seconds:.2f} s"
    figures.add(f"ready, {what}", seconds, "s", at_most=1.5, note=note)
    resident = [start.memory for start in others if start.memory is not None]
    if resident:
        note = f"resident, {SETTLED_SECONDS} s after it was ready"
        figures.add(f"memory at rest, {what}", statistics.median(resident), "MB", at_most=most, note=note)
    else:
        figures.leave_out(f"memory at rest, {what}", "MB", "this system has no /proc to read it from")
