"""One platform that is down, refused or broken never stops the others."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.app import supervise
from bot.app.supervise import Supervisor
from bot.core.inbound import Inbound
from bot.core.outcome import Done
from bot.core.refs import CommunityRef
from bot.ports.chat import Answer, Deliver, Disconnected, Menus
from tests.app.platform import FakePlatform


async def deliver(_inbound: Inbound) -> Answer:
    return Answer(Done())


class Failing(FakePlatform):
    """Ends in one way after the other, then stays."""

    def __init__(self, name: str, *ends: Exception | None) -> None:
        super().__init__(name, CommunityRef(name, "one"))
        self.ends = list(ends)
        self.runs = 0
        self.stays = asyncio.Event()

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        self.runs += 1
        if self.ends:
            end = self.ends.pop(0)
            if end is not None:
                raise end
            return
        self.stays.set()
        await super().run(menus, deliver)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "FIRST_PAUSE", 0.001)


@contextlib.asynccontextmanager
async def supervised(*ports: Failing) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor({port.platform: port for port in ports}, Menus(()), deliver)
    task = asyncio.create_task(supervisor.run())
    try:
        yield supervisor
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_platform_that_breaks_or_ends_is_begun_again() -> None:
    port = Failing("one", RuntimeError("secret words"), None, OSError("down"))
    with capture_logs() as logs:
        async with supervised(port) as supervisor:
            async with asyncio.timeout(10):
                await port.stays.wait()
            await asyncio.sleep(0)
            assert supervisor.readiness() == {"one": "ready"}
    assert port.runs == 4
    assert "secret words" not in str(logs)
    assert [line["event"] for line in logs] == ["platform_failed", "platform_ended", "platform_failed"]


async def test_r14_refused_credentials_are_not_tried_again_and_the_others_go_on() -> None:
    refused, fine = Failing("one", Disconnected("4004")), Failing("two")
    with capture_logs():
        async with supervised(refused, fine) as supervisor:
            async with asyncio.timeout(10):
                await fine.stays.wait()
            await asyncio.sleep(0)
            assert supervisor.readiness() == {"one": "refused: 4004", "two": "ready"}
    assert refused.runs == 1


async def test_the_pauses_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    real = asyncio.sleep

    async def note(seconds: float) -> None:
        pauses.append(seconds)
        await real(0)

    port = Failing("one", *[RuntimeError()] * 12)
    monkeypatch.setattr(supervise, "FIRST_PAUSE", 1.0)
    monkeypatch.setattr(asyncio, "sleep", note)
    with capture_logs():
        async with supervised(port):
            async with asyncio.timeout(10):
                await port.stays.wait()
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
