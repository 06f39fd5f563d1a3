"""Slack as a stage once more, delivering over HTTP to the public door instead of down a socket."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import EVENTS, SlackApp
from adapters.slack.http_door import HttpDoor
from adapters.web.public import public_app
from adapters.web.serve import Door, listen
from bot.app.replays import StoredReplays
from bot.locales import words
from bot.ports.chat import ChatPort
from bot.ports.feature import Feature
from bot.ports.store import Storage
from tests.scenarios.slack_stage import SlackStage, set_slack_stage


class SlackHttpStage(SlackStage):
    """Implements ``Stage``."""

    def port(self, storage: Storage) -> ChatPort:
        team = self.team
        app = SlackApp(team.bot_token, signing_secret=team.signing_secret, api_url=self.slack.api_url)
        self.adapter = SlackAdapter([app], words, self.clock, self.groups)
        route = HttpDoor(self.adapter, self.clock, StoredReplays(storage)).route()
        door = Door(public_app([route], readiness=dict), listen(0))
        serving = asyncio.create_task(door.serve())

        async def close() -> None:
            await door.close()
            await serving

        self._running.push_async_callback(close)
        team.use_http(door.address + EVENTS)
        return self.adapter


@contextlib.asynccontextmanager
async def slack_http_stage(features: Sequence[Feature], *, url: str = "sqlite://") -> AsyncIterator[SlackStage]:
    """Set the stage."""
    async with set_slack_stage(SlackHttpStage, features, url) as stage:
        yield stage
