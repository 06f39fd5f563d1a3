"""The public door: what must be reached from outside, such as Slack over HTTP and calendar feeds, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from adapters.web.guards import BodyCap, SafeHeaders
from adapters.web.health import Readiness, health_route
from adapters.web.local import plain_wrong

BODY: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PublicSettings:
    """What an operator may set: the most bytes in a request, read before anything else is looked at."""

    body_bytes: int = BODY


def public_app(
    routes: Sequence[BaseRoute] = (),
    *,
    readiness: Readiness,
    lifespan: Lifespan[Starlette] | None = None,
    settings: PublicSettings | None = None,
) -> Starlette:
    """Build the public door; its routes verify signatures themselves, before they parse."""

    async def say_wrong(_request: Request, problem: Exception) -> Response:
        return plain_wrong(problem.status_code if isinstance(problem, HTTPException) else 500)

    return Starlette(
        routes=[health_route(readiness), *routes],
        middleware=[Middleware(SafeHeaders), Middleware(BodyCap, most=(settings or PublicSettings()).body_bytes)],
        exception_handlers={HTTPException: say_wrong, 500: say_wrong},
        lifespan=lifespan,
    )
