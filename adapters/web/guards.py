"""What stands before every route: who may ask, from where, and how much they may send."""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
SAFE: Final = frozenset({"GET", "HEAD"})

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With "no-referrer" browsers would call the origin of our own forms "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class LoopbackOnly:
    """Lets in only who asks this machine by its own name, and changes anything only for its own pages.

    A proxy and a page elsewhere whose name was pointed here also come from loopback: the address they come from
    proves nothing, so the Host header must name loopback with this door's port, and the Origin of whatever is no
    mere reading must be that same place.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] == "http":
            hosts = _all(scope, b"host")
            if len(hosts) != 1 or not _is_here(hosts[0], scope):
                await _refuse(403, send)
                return
            origins = _all(scope, b"origin")
            if scope["method"] not in SAFE and (len(origins) != 1 or not _same_place(origins[0], hosts[0])):
                await _refuse(403, send)
                return
        await self._app(scope, receive, send)


class BodyCap:
    """Refuses a body of more than so many bytes, by what is said of it and by what comes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and count."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = _all(scope, b"content-length")
        if told and (len(told) > 1 or not told[0].isdecimal() or len(told[0]) > 12 or int(told[0]) > self._most):
            await _refuse(413, send)
            return
        come = 0

        async def counted() -> Message:
            nonlocal come
            message = await receive()
            come += len(message.get("body", b""))
            if come > self._most:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


class SafeHeaders:
    """Adds to every answer what tells a browser to run and load nothing but our own."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str] = HEADERS) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add to the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in self._headers if pair[0] not in given)]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _all(scope: Scope, name: bytes) -> list[str]:
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return [value.decode("latin-1") for key, value in headers if key == name]


def _is_here(host: str, scope: Scope) -> bool:
    name, colon, port = host.rpartition(":")
    server = scope.get("server")
    return bool(colon) and name.lower() in LOOPBACK and server is not None and port == str(server[1])


def _same_place(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.netloc.lower() == host.lower() and origin == f"http://{parts.netloc}"


async def _refuse(status: int, send: Send) -> None:
    """Answer without having looked at anything else."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"Forbidden" if status == 403 else b"Too large"})
