"""A Discord in a process of its own, so that what it costs is nobody's: it sends interactions and takes the answers.

Started with how many people there are to be. Gateway and log-in are the fake Discord's; the answers to interactions
are taken by the shortest way there is, since they are what is counted.
"""

import asyncio
import json
import sys
import time
from typing import Any

from aiohttp import web

from tests.platforms.discord.dispatcher import Dispatcher
from tests.platforms.discord.interactions import Interaction, InteractionType, interaction_json
from tests.platforms.discord.server import FakeDiscord

COMMAND_OPTION, TEXT_OPTION = 1, 3


class End:
    """Sends the interactions that it is asked to send, so many at once, and measures until each is answered."""

    def __init__(self, people: int) -> None:
        self.discord = FakeDiscord()
        self.guild = self.discord.guild("Quality")
        self.people = {str((person := self.guild.person(f"p{number}")).id): person for number in range(people)}
        self._left: list[dict[str, Any]] = []
        self._sent: dict[str, float] = {}
        self._answers: list[tuple[float, str]] = []
        self._session = 0
        self._done = asyncio.Event()

    async def serve(self) -> None:
        """Serve until standard input ends; the first line of output says where."""
        app = web.Application()
        app.router.add_post("/api/v10/interactions/{id}/{token}/callback", self.answered)
        app.router.add_post("/send", self.send)
        app.router.add_get("/gateway/", self.discord.gateway.handle)
        Dispatcher(self.discord).mount(app)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        self.discord.url = f"http://{host}:{port}"
        self.discord.world.gateway_url = f"ws://{host}:{port}/gateway/"
        where = {
            "url": self.discord.url,
            "api_url": self.discord.api_url,
            "gateway_url": self.discord.gateway_url,
            "token": self.discord.token,
            "guild": str(self.guild.id),
            "people": list(self.people),
        }
        print(json.dumps(where), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await self.discord.gateway.shut()
        await runner.cleanup()

    async def send(self, request: web.Request) -> web.Response:
        """Send commands, ``in_flight`` at a time, to the ``session`` of that number; gives seconds and answers."""
        asked = await request.json()
        self._session, self._answers = asked["session"], []
        self._left = [self._interaction(*command) for command in reversed(asked["commands"])]
        count, began = len(self._left), time.perf_counter()
        self._done.clear()
        for _ in range(asked["in_flight"]):
            self._next()
        async with asyncio.timeout(60):
            await self._done.wait()
        seconds = time.perf_counter() - began
        assert len(self._answers) == count
        return web.json_response({"seconds": seconds, "answers": self._answers})

    async def answered(self, request: web.Request) -> web.Response:
        """Take the first answer to an interaction."""
        body = await request.text()
        sent = self._sent.pop(request.match_info["id"])
        self._answers.append((time.perf_counter() - sent, body))
        self._next()
        return web.json_response({"interaction": {"id": request.match_info["id"], "type": 2}})

    def _next(self) -> None:
        if self._left:
            data = self._left.pop()
            self._sent[data["id"]] = time.perf_counter()
            list(self.discord.gateway.sessions.values())[self._session].dispatch("INTERACTION_CREATE", data)
        elif not self._sent:
            self._done.set()

    def _interaction(self, user: str, base: str, sub: str, values: dict[str, str]) -> dict[str, Any]:
        world, options = self.discord.world, [{"type": TEXT_OPTION, "name": k, "value": v} for k, v in values.items()]
        data: dict[str, Any] = {"id": "1", "type": 1, "name": base, "options": options}
        if sub:
            data["options"] = [{"type": COMMAND_OPTION, "name": sub, "options": options}]
        made = Interaction(
            id=world.snowflakes.take(),
            token=f"token-{world.snowflakes.take()}",
            type=InteractionType.COMMAND,
            user=world.users[int(user)],
            channel=self.guild.named("general"),
            guild=self.guild.state,
            data=data,
            created_at=world.now(),
        )
        return interaction_json(world, made)


if __name__ == "__main__":
    asyncio.run(End(int(sys.argv[1])).serve())
