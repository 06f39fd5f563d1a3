"""A wire to PostgreSQL that can be cut after a COMMIT has gone through and before its answer comes back."""

import contextlib
import select
import socket
import threading
from collections.abc import Iterator

from sqlalchemy.engine import URL


class Wire:
    """Forwards bytes on loopback. Once armed, the next COMMIT arrives at the server and its answer at nobody."""

    def __init__(self, server: URL) -> None:
        self._server = (server.host or "127.0.0.1", server.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._armed = threading.Event()
        self.cut = threading.Event()
        self._closed = threading.Event()

    def arm(self) -> None:
        """Cut the wire at the next COMMIT."""
        self._armed.set()

    def serve(self) -> None:
        """Take connections until closed."""
        while not self._closed.is_set():
            readable, _, _ = select.select([self._listener], [], [], 0.1)
            if readable:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server, contextlib.suppress(OSError):
            while not self._closed.is_set():
                readable, _, _ = select.select([client, server], [], [], 0.1)
                for one in readable:
                    sent = one.recv(65536)
                    if not sent:
                        return
                    other = server if one is client else client
                    other.sendall(sent)
                    if one is client and b"COMMIT" in sent and self._armed.is_set():
                        self._armed.clear()
                        # Wait until the server has answered, so that it is known to have committed.
                        select.select([server], [], [], 10)
                        self.cut.set()
                        return

    def close(self) -> None:
        """Take no more connections."""
        self._closed.set()
        self._listener.close()


@contextlib.contextmanager
def wire_to(server: URL) -> Iterator[Wire]:
    """Lay a wire to a server."""
    wire = Wire(server)
    thread = threading.Thread(target=wire.serve, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        wire._closed.set()
        thread.join(5)
        wire.close()
