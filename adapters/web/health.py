"""Whether the bot works, for whoever watches it."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

READY: Final = "ready"

Readiness = Callable[[], Mapping[str, str]]
"""Tells of each platform, by name, that it is ``ready``, or what else it is."""


def health_route(readiness: Readiness) -> Route:
    """Make ``/healthz``: 200 when a platform is ready, 503 before, with each one by name.

    One platform that is refused or away must not have the whole bot restarted: the others work.
    """

    async def healthz(_request: Request) -> Response:
        platforms = dict(readiness())
        ready = READY in platforms.values()
        body = {"ready": ready, "platforms": platforms}
        return JSONResponse(body, 200 if ready else 503, headers={"Cache-Control": "no-store"})

    return Route("/healthz", healthz)
