"""Keeps each platform running on its own: one that is down, refused or misconfigured never stops the others."""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog

from bot.app.traces import log_trouble
from bot.ports.chat import ChatPort, Deliver, Disconnected, Menus

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 300.0

log = structlog.get_logger()


class Supervisor:
    """Runs ports, and begins one again that ended, with growing pauses."""

    def __init__(self, ports: Mapping[str, ChatPort], menus: Menus, deliver: Deliver) -> None:
        self._ports = ports
        self._menus = menus
        self._deliver = deliver
        self._refused: dict[str, str] = {}

    def readiness(self) -> dict[str, str]:
        """Say of each platform: ``ready``, ``connecting``, or why it was given up."""
        return {
            name: self._refused.get(name) or ("ready" if port.ready else "connecting")
            for name, port in self._ports.items()
        }

    async def run(self) -> None:
        """Run all ports until cancelled."""
        await asyncio.gather(*(self._keep(name, port) for name, port in self._ports.items()))

    async def _keep(self, name: str, port: ChatPort) -> None:
        pause = FIRST_PAUSE
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                await port.run(self._menus, self._deliver)
            except Disconnected as refused:
                # Refused credentials stay refused: coming back would only look like an attack. Health shows
                # it, and the bot stays, so that nothing that restarts what ends makes it come back.
                self._refused[name] = f"refused: {refused}"
                log.error("platform_refused", platform=name, reason=str(refused))  # noqa: TRY400 - a trace tells nothing
                await asyncio.get_running_loop().create_future()
            except Exception as problem:  # noqa: BLE001 - whatever it was, this platform comes back and the others stay.
                log_trouble("platform_failed", problem, platform=name, again_in=pause)
            else:
                log.warning("platform_ended", platform=name, again_in=pause)
            if loop.time() - began > LONGEST_PAUSE:
                # It worked for a good while: what ends now is a new trouble.
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
