"""The local door, for whoever sits at this machine: the sandbox's page, health and figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from adapters.web.figures import Figures
from adapters.web.guards import BodyCap, LoopbackOnly, SafeHeaders
from adapters.web.health import Readiness, health_route

BODY: Final = 256 * 1024

Routes = Sequence[BaseRoute]
"""What answers at which address."""

Wrong = Callable[[int], Response]
"""Makes the page for a status that is no success."""


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """What an operator may set: the most bytes in a request."""

    body_bytes: int = BODY


def local_app(
    routes: Routes = (),
    *,
    readiness: Readiness,
    figures: Figures | None = None,
    wrong: Wrong | None = None,
    lifespan: Lifespan[Starlette] | None = None,
    settings: LocalSettings | None = None,
) -> Starlette:
    """Build the local door from its parts; ``routes`` are the sandbox's, where it runs."""

    async def say_wrong(_request: Request, problem: Exception) -> Response:
        status = problem.status_code if isinstance(problem, HTTPException) else 500
        return plain_wrong(status) if wrong is None else wrong(status)

    watched = [health_route(readiness), *([figures.route(readiness)] if figures else [])]
    return Starlette(
        routes=[*watched, *routes],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(LoopbackOnly),
            Middleware(BodyCap, most=(settings or LocalSettings()).body_bytes),
        ],
        exception_handlers={HTTPException: say_wrong, 500: say_wrong},
        lifespan=lifespan,
    )


def plain_wrong(status: int) -> Response:
    """Say what is wrong in one line, and nothing about the inside."""
    return PlainTextResponse(f"{status}\n", status)
