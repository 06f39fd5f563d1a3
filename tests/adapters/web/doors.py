"""A small application behind the local door."""

from collections.abc import Mapping

from httpx2 import ASGITransport, AsyncClient
from prometheus_client import CollectorRegistry, Counter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from adapters.web.local import LocalSettings, local_app

HERE = "http://127.0.0.1:8080"


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def fail(_request: Request) -> Response:
    raise RuntimeError("a secret is in here")


def app(readiness: Mapping[str, str] | None = None) -> ASGIApp:
    registry = CollectorRegistry()
    Counter("steps", "Steps taken.", registry=registry).inc()
    return local_app(
        [Route("/echo", echo, methods=["GET", "POST"]), Route("/fail", fail)],
        readiness=lambda: {"sandbox": "ready"} if readiness is None else readiness,
        registry=registry,
        settings=LocalSettings(body_bytes=100),
    )


def client(to: ASGIApp, base: str = HERE) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app=to, raise_app_exceptions=False), base_url=base)
