"""Socket Mode: tickets, sockets, envelopes and their acknowledgements."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from .deliveries import Attempt, Delivery
from .faults import ConnectionDropped, Faulty
from .methods import Call, method
from .recording import Frame
from .state import Json

if TYPE_CHECKING:
    from .server import FakeSlack

MOST_SOCKETS = 10
"""Slack keeps so many sockets of one app; the next one is told `too_many_websockets`."""


@dataclass(eq=False)
class Socket:
    """One open socket of an app."""

    app_token: str
    ws: web.WebSocketResponse
    transport: asyncio.Transport
    number: int
    frozen: bool = False
    """A zombie: open, but it answers no ping and carries nothing."""
    carried: list[Delivery] = field(default_factory=list)

    async def send(self, frame: Json) -> None:
        """Send one frame."""
        await self.ws.send_str(json.dumps(frame))

    def drop(self) -> None:
        """Cut the connection without a word."""
        self.transport.abort()

    async def close(self) -> None:
        """Close the connection properly."""
        await self.ws.close()


class Sockets:
    """The open sockets of all apps; each delivery goes to one of its app's sockets, in turn."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server
        self.open: list[Socket] = []
        self.opened = 0
        """How many sockets ever said hello."""
        self._tickets: dict[str, str] = {}
        self._backlog: defaultdict[str, list[tuple[Delivery, Attempt]]] = defaultdict(list)
        self._waiting: dict[str, Delivery] = {}
        self._turn = 0
        self._drops_after_send = 0

    def of(self, app_token: str) -> list[Socket]:
        """The open sockets of one app."""
        return [socket for socket in self.open if socket.app_token == app_token]

    async def connected(self, count: int = 1, timeout: float = 3.0) -> None:  # noqa: ASYNC109 - a test's patience
        """Wait until so many sockets are open."""
        await self.server.until(lambda: len(self.open) >= count, timeout)

    async def reconnected(self, timeout: float = 3.0, *, since: int) -> None:  # noqa: ASYNC109 - a test's patience
        """Wait for a socket opened after `since` (a former value of `opened`)."""
        await self.server.until(lambda: self.opened > since and bool(self.open), timeout)

    # What a test scripts.

    async def disconnect(self, reason: str = "refresh_requested", *, close: bool = False) -> None:
        """Tell every socket to go: warning, refresh_requested, too_many_websockets, link_disabled.

        With `close` the server closes the sockets at once after the frame.
        """
        for socket in list(self.open):
            await socket.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})
            if close:
                await socket.close()

    def drop(self) -> None:
        """Cut every connection without a word."""
        for socket in list(self.open):
            socket.drop()

    def freeze(self) -> None:
        """Make zombies of the open sockets: they stay open, answer no ping and carry nothing more."""
        for socket in self.open:
            socket.frozen = True

    def drop_after_send(self, times: int = 1) -> None:
        """Cut the connection right after each of the next envelopes was sent."""
        self._drops_after_send = times

    # The server's side.

    def ticket(self, app_token: str) -> str:
        """A URL that opens one socket, once."""
        ticket = self.server.ids.secret()
        self._tickets[ticket] = app_token
        return f"{self.server.origin.replace('http', 'ws', 1)}/link/?ticket={ticket}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket until it closes."""
        ticket = request.query.get("ticket", "")
        app_token = self._tickets.get(ticket)
        if app_token is None:
            return web.Response(status=404)
        transport = request.transport
        fault = self.server.faults.take("socket", dict(request.query), None)
        if fault is not None:
            try:
                return await fault.strike(Faulty(self.server, None, lambda: web.Response(status=503)))
            except ConnectionDropped:
                if transport is not None:
                    transport.abort()
                return web.Response()
        ws = web.WebSocketResponse(autoping=False, timeout=0.5)
        await ws.prepare(request)
        # A ticket is good until it opened a socket: the sdk comes again with the same URL when opening failed.
        self._tickets.pop(ticket, None)
        if transport is None:
            return ws
        self.opened += 1
        socket = Socket(app_token, ws, transport, self.opened)
        if len(self.of(app_token)) >= MOST_SOCKETS:
            await socket.send({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return ws
        self.open.append(socket)
        try:
            await self.serve(socket)
        finally:
            self.open.remove(socket)
            self.server.notify()
        return ws

    async def serve(self, socket: Socket) -> None:
        """Say hello, hand over what waited, take acknowledgements."""
        app_id = next(w.app_id for w in self.server.workspaces.values() if w.app_token == socket.app_token)
        hello = {
            "type": "hello",
            "num_connections": len(self.of(socket.app_token)),
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": app_id},
        }
        await socket.send(hello)
        self.server.notify()
        for delivery, attempt in self._backlog.pop(socket.app_token, []):
            if not delivery.withdrawn:
                await self.send(delivery, attempt)
        async for message in socket.ws:
            if message.type is WSMsgType.TEXT:
                self.take(message.data)
            elif message.type is WSMsgType.PING and not socket.frozen:
                await socket.ws.pong(message.data)

    async def send(self, delivery: Delivery, attempt: Attempt) -> None:
        """Put a delivery on one of its app's sockets; without one it waits for the next to open."""
        app_token = delivery.workspace.app_token
        usable = [socket for socket in self.of(app_token) if not socket.ws.closed]
        if not usable:
            self._backlog[app_token].append((delivery, attempt))
            return
        self._turn += 1
        socket = usable[self._turn % len(usable)]
        frame: Json = {
            "envelope_id": attempt.envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            frame |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason if attempt.number else ""}
        self._waiting[attempt.envelope_id] = delivery
        socket.carried.append(delivery)
        if socket.frozen:
            return
        try:
            await socket.send(frame)
        except ConnectionError:
            # The app's side went away at this moment: as on the real network, the sending is lost.
            attempt.lost = True
        if self._drops_after_send:
            self._drops_after_send -= 1
            # What is written must leave before the connection is cut.
            socket.transport.close()

    def take(self, text: str) -> None:
        """Take a frame from the app: an acknowledgement, by its envelope_id."""
        content = json.loads(text)
        self.server.recording.frames.append(Frame(text, self.server.clock(), content))
        delivery = self._waiting.get(content.get("envelope_id", ""))
        if delivery is not None:
            attempt = next(a for a in delivery.attempts if a.envelope_id == content["envelope_id"])
            delivery.acknowledge(attempt, content.get("payload"))
        self.server.notify()

    async def stop(self) -> None:
        """Close every socket."""
        await asyncio.gather(*(socket.close() for socket in list(self.open)))


@method("apps.connections.open")
def open_connection(call: Call) -> Json:
    """A URL for one socket."""
    return {"url": call.server.sockets.ticket(call.workspace.app_token)}
