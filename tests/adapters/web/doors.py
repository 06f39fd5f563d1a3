"""A small application behind the local door."""

from collections.abc import Mapping

from httpx2 import ASGITransport, AsyncClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from adapters.web.figures import Figures
from adapters.web.local import LocalSettings, local_app
from bot.ports.ledger import OutState

HERE = "http://127.0.0.1:8080"


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def fail(_request: Request) -> Response:
    raise RuntimeError("a secret is in here")


async def nothing_waits() -> Mapping[OutState, int]:
    return {}


def app(readiness: Mapping[str, str] | None = None, figures: Figures | None = None) -> ASGIApp:
    return local_app(
        [Route("/echo", echo, methods=["GET", "POST"]), Route("/fail", fail)],
        readiness=lambda: {"sandbox": "ready"} if readiness is None else readiness,
        figures=figures or Figures(nothing_waits),
        settings=LocalSettings(body_bytes=100),
    )


def client(to: ASGIApp, base: str = HERE) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app=to, raise_app_exceptions=False), base_url=base)
