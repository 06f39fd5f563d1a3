"""A fake Slack, and the adapter connected to it with a core of canned answers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from adapters.slack.adapter import SlackAdapter
from tests.adapters.slack.core import MENUS, Core, adapter_for
from tests.platforms.slack import FakeSlack, ManualClock, Person, Team
from tests.platforms.slack.state import Channel


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def slack(clock: ManualClock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock) as server:
        yield server
        assert server.breaches == []
        assert server.warnings == []


@pytest.fixture
def team(slack: FakeSlack) -> Team:
    return slack.workspace("T1")


@pytest.fixture
def amina(team: Team) -> Person:
    return team.person("U1", name="amina", tz="Africa/Nairobi", locale="fr-FR")


@pytest.fixture
def joao(team: Team) -> Person:
    return team.person("U2", name="joao")


@pytest.fixture
def room(team: Team, amina: Person, joao: Person) -> Channel:
    return team.channel("general", members=[amina, joao])


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
async def idle(team: Team, clock: ManualClock) -> AsyncIterator[SlackAdapter]:
    """The adapter, carrying out intents, not listening."""
    adapter = adapter_for(team, clock=clock)
    yield adapter
    await adapter.close()


@pytest.fixture
async def adapter(idle: SlackAdapter, slack: FakeSlack, core: Core) -> AsyncIterator[SlackAdapter]:
    """The adapter, listening."""
    running = asyncio.create_task(idle.run(MENUS, core.deliver))
    await slack.sockets.connected()
    yield idle
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
