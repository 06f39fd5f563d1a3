"""What every test stands on: sockets on loopback alone, fixed chance, and a plain account of what was left out."""

import gc
import ipaddress
import os
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Shared machines are slow at times: a deadline per example would tell of the neighbours, not of the code.
settings.register_profile("default", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "soak",
    max_examples=1000,
    deadline=None,
    # A long program is worth its time; what hangs is stopped by pytest's own timeout.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("default")

# Nearly all that is imported and collected stays to the end, so there is nothing yet to be found: see below.
gc.disable()


class BeyondLoopbackError(RuntimeError):
    """A test reached for an address outside this machine."""


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _keep_on_loopback(event: str, args: tuple[object, ...]) -> None:
    """Refuse names and addresses beyond loopback, whichever library asks: Python tells audit hooks of each."""
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}:
        opened, address = args
        internet = isinstance(opened, socket.socket) and opened.family in {socket.AF_INET, socket.AF_INET6}
        # A bind to "" is a bind to every address of the machine.
        if internet and isinstance(address, tuple) and (address[0] == "" or not _is_loopback(address[0])):
            raise BeyondLoopbackError(f"{event} to {address[0] or 'every address'}")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not _is_loopback(args[0]):
        raise BeyondLoopbackError(f"{event} for {args[0]!r}")


sys.addaudithook(_keep_on_loopback)


@dataclass(frozen=True)
class Need:
    """Something outside Python that some tests need: how they ask for it, where it is, what to do if it is absent."""

    marker: str
    fixture: str
    found: str | None
    lacking: str


NEEDS = (
    Need(
        marker="browser",
        fixture="chromium",
        found=shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
        lacking="no Chromium on the path, so the page was not driven; on Debian: apt-get install chromium",
    ),
    Need(
        marker="postgres",
        fixture="postgres_url",
        found=os.environ.get("PODKEEPER_TEST_POSTGRES"),
        lacking="no PostgreSQL; set PODKEEPER_TEST_POSTGRES=postgresql+psycopg://user@127.0.0.1:port/database",
    ),
    Need(
        marker="specs",
        fixture="specs_dir",
        found=os.environ.get("PODKEEPER_SPECS"),
        lacking="no published schemas, so bodies were not held against them; set PODKEEPER_SPECS to their folder",
    ),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, with the reason, each test whose marker or fixtures ask for what is not here."""
    for item in items:
        for need in NEEDS:
            asks = item.get_closest_marker(need.marker) or need.fixture in getattr(item, "fixturenames", ())
            if asks and need.found is None:
                item.add_marker(pytest.mark.skip(reason=need.lacking))


def pytest_collection_finish() -> None:
    """Keep the collector from walking all that was imported and collected, which stays to the end, again and again."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a section of its own what was left out, so that a green run does not claim more than it did."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    lacking = [need for need in NEEDS if need.found is None]
    if lacking:
        terminalreporter.section("Left out")
    for need in lacking:
        tests = sum(need.lacking in reason for reason in skipped)
        terminalreporter.line(f"{tests} tests: {need.lacking}")


def _found(fixture: str) -> str:
    """Return what is there for a fixture asked for by name while a test runs, or leave the test out."""
    need = next(need for need in NEEDS if need.fixture == fixture)
    if need.found is None:
        raise pytest.skip.Exception(need.lacking)
    return need.found


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium that Playwright is to start (`executable_path=`)."""
    return _found("chromium")


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """SQLAlchemy URL of a PostgreSQL database in which tests may create and drop schemas and databases."""
    return _found("postgres_url")


@pytest.fixture(scope="session")
def specs_dir() -> Path:
    """Folder of the platforms' published schemas."""
    folder = Path(_found("specs_dir"))
    assert folder.is_dir(), f"PODKEEPER_SPECS names {folder}, which is no folder"
    return folder
