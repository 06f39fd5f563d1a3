"""The gateway: sockets, sessions and their scripted troubles.

Source: developers/events/gateway; close codes from developers/topics/opcodes-and-status-codes.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from .errors import Json
from .intents import KNOWN, Intent, as_seen, reaches
from .payloads import me_json, member_json
from .people import guild_create_json
from .sessions import (
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    PRESENCE,
    RECONNECT,
    REQUEST_MEMBERS,
    RESUME,
    VOICE_STATE,
    Connection,
    Session,
)
from .world import Happened, World

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, WRONG_TOKEN, ALREADY_AUTHENTICATED = 4001, 4002, 4003, 4004, 4005
INVALID_SEQUENCE, INVALID_SHARD, INVALID_INTENTS, DISALLOWED_INTENTS = 4007, 4010, 4013, 4014
MOST_IN_CHUNK = 1000


class Gateway:
    """Takes sockets, keeps sessions, and misbehaves when told to.

    While `silent` is set, nothing is answered or sent: a zombie connection. `tamper` may change an event's data.
    """

    def __init__(self, world: World, heartbeat_seconds: float) -> None:
        self.heartbeat_seconds = heartbeat_seconds
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.received: list[Json] = []
        self.silent = False
        self.tamper: Callable[[str, Json], Json] | None = None
        self._world = world
        self._held: list[Happened] | None = None
        self._repeats: Counter[str] = Counter()
        world.listeners.append(self.publish)

    # What a test can make it do

    def drop(self, code: int | None = None) -> None:
        """Break every connection: cut the wire, or close it with a code. The sessions can be resumed."""
        for connection in self.connections:
            connection.drop() if code is None else connection.close(code)

    def ask_to_reconnect(self) -> None:
        """Send op 7."""
        for connection in self.connections:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Send op 9; without `resumable` the sessions and what they missed are gone."""
        for connection in self.connections:
            connection.send({"op": INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def forget_sessions(self) -> None:
        """Lose every session without a word, as after minutes without a client: a RESUME is answered with op 9."""
        self.sessions.clear()

    def hold(self) -> None:
        """Keep events back until `release`."""
        self._held = []

    def release(self, *, backwards: bool = False, each: int = 1) -> None:
        """Let the held events out, in order or backwards, each so many times."""
        held, self._held = self._held or [], None
        for happened in reversed(held) if backwards else held:
            for _ in range(each):
                self.publish(happened)

    def repeat(self, name: str, times: int = 2) -> None:
        """Send the next event of this name so many times."""
        self._repeats[name] = times

    def inject(self, name: str, data: Json) -> None:
        """Send every session an event as it stands, of a name and a form that the server need not have."""
        for session in self.sessions.values():
            session.dispatch(name, data, silent=self.silent)

    # What it does by itself

    @property
    def identified(self) -> list[Json]:
        """Every IDENTIFY that came, oldest first."""
        return [frame["d"] for frame in self.received if frame.get("op") == IDENTIFY]

    @property
    def resumed(self) -> list[Json]:
        """Every RESUME that came, oldest first."""
        return [frame["d"] for frame in self.received if frame.get("op") == RESUME]

    @property
    def live(self) -> list[Session]:
        """The sessions that have a socket now."""
        return [s for s in self.sessions.values() if s.connection is not None]

    def publish(self, happened: Happened) -> None:
        """Give an event to every session that should get it, also while it is away."""
        if self._held is not None:
            self._held.append(happened)
            return
        for _ in range(self._repeats.pop(happened.name, 1)):
            for session in self.sessions.values():
                if session.covers(happened.guild) and reaches(self._world, happened, session.intents):
                    data = as_seen(self._world, happened, session.intents)
                    if self.tamper is not None:
                        data = self.tamper(happened.name, copy.deepcopy(data))
                    session.dispatch(happened.name, data, silent=self.silent)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=4096 * 4)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.append(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_seconds * 1000, "_trace": []}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._take(connection, message.data)
        finally:
            self.connections.remove(connection)
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
            await connection.finish()
            self._world.touch()
        return socket

    async def shut(self) -> None:
        """Close every socket."""
        for connection in list(self.connections):
            await connection.shut()

    def _take(self, connection: Connection, text: str) -> None:
        try:
            frame: Any = json.loads(text)
        except ValueError:
            frame = None
        if not isinstance(frame, dict):
            connection.close(DECODE_ERROR)
            return
        self.received.append(frame)
        self._world.touch()
        if not self.silent:
            self._answer(connection, frame)

    def _answer(self, connection: Connection, frame: Json) -> None:
        op, data = frame.get("op"), frame.get("d")
        if op == HEARTBEAT:
            connection.send({"op": HEARTBEAT_ACK})
        elif op == IDENTIFY:
            self._identify(connection, data or {})
        elif op == RESUME:
            self._resume(connection, data or {})
        elif connection.session is None:
            connection.close(NOT_AUTHENTICATED)
        elif op == REQUEST_MEMBERS:
            self._send_members(connection.session, data or {})
        elif op not in {PRESENCE, VOICE_STATE}:
            connection.close(UNKNOWN_OPCODE)

    def _identify(self, connection: Connection, data: Json) -> None:
        if connection.session is not None:
            connection.close(ALREADY_AUTHENTICATED)
            return
        refused = self._refused(data)
        if refused is not None:
            connection.close(refused)
            return
        number, count = data.get("shard") or (0, 1)
        session = Session(int(data["intents"]), (number, count), connection)
        self.sessions[session.id] = session
        connection.session = session
        mine = [g for g in self._guilds() if session.covers(g)]
        application = self._world.application
        ready = {
            "v": 10,
            "user": me_json(self._world.bot),
            "guilds": [{"id": str(g.id), "unavailable": True} for g in mine],
            "session_id": session.id,
            "resume_gateway_url": self._world.gateway_url,
            "shard": [number, count],
            "application": {"id": str(application.id), "flags": application.flags},
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "presences": [],
        }
        session.dispatch("READY", ready)
        everyone = Intent.GUILD_PRESENCES & session.intents
        for guild in mine:
            session.dispatch("GUILD_CREATE", guild_create_json(self._world, guild, all_members=bool(everyone)))

    def _refused(self, data: Json) -> int | None:
        intents, application = data.get("intents"), self._world.application
        if data.get("token") != application.token:
            return WRONG_TOKEN
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            return INVALID_SHARD
        if not isinstance(intents, int) or intents & ~KNOWN:
            return INVALID_INTENTS
        allowed = {
            Intent.MESSAGE_CONTENT: application.message_content,
            Intent.GUILD_MEMBERS: application.members,
            Intent.GUILD_PRESENCES: application.presences,
        }
        return DISALLOWED_INTENTS if any(intents & bit and not on for bit, on in allowed.items()) else None

    def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token") != self._world.application.token:
            connection.close(WRONG_TOKEN)
        elif session is None:
            connection.send({"op": INVALID_SESSION, "d": False})
        elif not isinstance(data.get("seq"), int) or data["seq"] > session.sequence:
            connection.close(INVALID_SEQUENCE)
        else:
            if session.connection is not None:
                session.connection.close(4000)
            session.connection = connection
            connection.session = session
            session.replay(data["seq"])

    def _send_members(self, session: Session, data: Json) -> None:
        """Answer op 8 in chunks. A whole list needs the members intent; named members do not."""
        wanted = data.get("user_ids")
        guild = self._world.guilds.get(int(data["guild_id"]))
        if guild is None or (wanted is None and not session.intents & Intent.GUILD_MEMBERS and not data.get("query")):
            return
        ids = [int(i) for i in (wanted if isinstance(wanted, list) else [wanted])] if wanted else []
        start, limit = str(data.get("query") or "").lower(), int(data.get("limit") or 0)
        found = (
            [guild.members[i] for i in ids if i in guild.members]
            if ids
            else [
                m
                for m in guild.members.values()
                if (m.nick or m.user.global_name or m.user.name).lower().startswith(start)
            ]
        )
        found = found[:limit] if limit else found
        chunks = [found[i : i + MOST_IN_CHUNK] for i in range(0, len(found), MOST_IN_CHUNK)] or [[]]
        for index, chunk in enumerate(chunks):
            part: Json = {
                "guild_id": str(guild.id),
                "members": [member_json(m) for m in chunk],
                "chunk_index": index,
                "chunk_count": len(chunks),
                "not_found": [str(i) for i in ids if i not in guild.members],
            }
            session.dispatch("GUILD_MEMBERS_CHUNK", part | ({"nonce": data["nonce"]} if data.get("nonce") else {}))

    def _guilds(self) -> list[Any]:
        return [g for g in self._world.guilds.values() if self._world.bot.id in g.members]
