"""Serving a door: its socket is opened first, so that a taken port is known before anything else begins."""

import contextlib
import errno
import socket
from collections.abc import Callable, Iterator
from typing import Final

import uvicorn
from starlette.types import ASGIApp

HOST: Final = "127.0.0.1"
GRACE: Final = 3
"""Seconds that open requests have to end when the door is closed."""


class PortInUse(Exception):
    """Another program listens on this port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port} is taken by another program")
        self.host, self.port = host, port


def listen(port: int, host: str = HOST) -> socket.socket:
    """Open a listening socket (port 0: any free one); PortInUse if somebody has it."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as wrong:
        listener.close()
        if wrong.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from wrong
        raise
    listener.setblocking(False)
    return listener


class _Quiet(uvicorn.Server):
    """Leaves signals to whoever runs the whole bot."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Door:
    """One application behind one socket. ``closing`` lets long answers end when the door is closed."""

    def __init__(self, app: ASGIApp, listener: socket.socket, closing: Callable[[], None] = lambda: None) -> None:
        self._listener = listener
        self._closing = closing
        self._server = _Quiet(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                ws="none",
                timeout_graceful_shutdown=GRACE,
            )
        )

    @property
    def address(self) -> str:
        """Where it is found, as a browser writes it."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}"

    async def serve(self) -> None:
        """Serve until closed."""
        await self._server.serve(sockets=[self._listener])

    async def close(self) -> None:
        """Take no new requests and let the open ones end; ``serve`` then returns."""
        self._closing()
        self._server.should_exit = True
