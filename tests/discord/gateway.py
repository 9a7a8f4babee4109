"""What happens on the socket? Sessions that begin, miss events, resume and end.

https://docs.discord.com/developers/events/gateway
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from tests.discord.payloads import GUILD_ID, TOKEN, guild, ready
from tests.discord.traffic import Json, Traffic

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
NOT_AUTHENTICATED, WRONG_TOKEN, ALREADY_AUTHENTICATED, INVALID_SHARD, DISALLOWED_INTENTS = 4003, 4004, 4005, 4010, 4014
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)  # members, presences, message content
HEARTBEAT_INTERVAL = 41250  # milliseconds
CLIENT_LIMIT = 4096  # bytes that a client may send at once
FOR_GOOD = {1000, 1001}  # …#disconnecting: a client that closes with these cannot resume
ABNORMAL = 1006  # the code of a socket that ended without one


@dataclass
class Session:
    """One shard's events; `sent` is how many of them its socket has had."""

    shard: tuple[int, int]
    intents: int
    id: str = field(default_factory=lambda: uuid4().hex)
    events: list[Json] = field(default_factory=list)
    sent: int = 0
    socket: web.WebSocketResponse | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def attach(self, socket: web.WebSocketResponse, seen: int) -> None:
        """Go on over this socket with the events after the `seen` first ones."""
        async with self.lock:
            self.socket, self.sent = socket, seen

    async def dispatch(self, name: str, data: Json) -> None:
        """Add an event, and send what the socket has not had; without a socket it waits for the next."""
        self.events.append({"op": DISPATCH, "s": len(self.events) + 1, "t": name, "d": data})
        async with self.lock:
            while self.socket is not None and self.sent < len(self.events):
                if not await _send(self.socket, self.events[self.sent]):
                    self.socket = None
                    return
                self.sent += 1


class Gateway:
    """All sessions; `granted` holds the privileged intents that the application may use.

    `received` is every payload of the client without its token, `close_codes` the code
    that the client closed each socket with, 1006 where it closed none.
    """

    def __init__(self, traffic: Traffic) -> None:
        self.sessions: dict[str, Session] = {}
        self.received: list[Json] = []
        self.close_codes: list[int] = []
        self.resumes = 0
        self.granted = 0
        self._traffic = traffic
        self._requests: dict[web.WebSocketResponse, web.Request] = {}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Talk with a client until its socket ends."""
        socket = web.WebSocketResponse(autoclose=False, max_msg_size=CLIENT_LIMIT)
        await socket.prepare(request)
        self._requests[socket] = request
        await _send(socket, {"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL}})
        while (message := await socket.receive()).type is WSMsgType.TEXT:
            await self._hear(socket, json.loads(message.data))
        self._ended(socket, message.data if message.type is WSMsgType.CLOSE else ABNORMAL)
        await socket.close()
        return socket

    def identified(self) -> list[Json]:
        """What each IDENTIFY said: intents, shard, properties."""
        return [payload["d"] for payload in self.received if payload["op"] == IDENTIFY]

    def shard_of(self, guild_id: str | None) -> Session | None:
        """The session that hears of a server, or of direct messages; None until it is there."""
        for session in self.sessions.values():
            number, count = session.shard
            if number == (int(guild_id or 0) >> 22) % count:
                return session
        return None

    def connected(self) -> bool:
        """Whether there is a session, and none is without a socket."""
        return bool(self.sessions) and all(session.socket for session in self.sessions.values())

    def drop(self) -> None:
        """Kill every socket without a word, as a broken network does."""
        for socket in self._detached():
            transport = self._requests[socket].transport
            if transport is not None:
                transport.abort()

    async def reconnect(self) -> None:
        """Ask every shard to reconnect (op 7)."""
        for socket in self._detached():
            await _send(socket, {"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Declare every session invalid (op 9); those that cannot resume are forgotten."""
        sockets = self._detached()
        if not resumable:
            self.sessions.clear()
        for socket in sockets:
            await _send(socket, {"op": INVALID_SESSION, "d": resumable})

    async def close(self, code: int) -> None:
        """Close every socket with this code."""
        for socket in self._detached():
            await socket.close(code=code)

    def _detached(self) -> list[web.WebSocketResponse]:
        """The sockets in use, taken from their sessions."""
        sockets = [session.socket for session in self.sessions.values() if session.socket]
        for session in self.sessions.values():
            session.socket = None
        return sockets

    async def _hear(self, socket: web.WebSocketResponse, payload: Json) -> None:
        op, data = payload["op"], payload.get("d")
        token = data.pop("token", None) if isinstance(data, dict) else None
        self.received.append(payload)
        if op == HEARTBEAT:
            await _send(socket, {"op": ACK, "d": None})
        elif op in {IDENTIFY, RESUME} and token != TOKEN:
            await socket.close(code=WRONG_TOKEN)
        elif op == IDENTIFY:
            await self._identify(socket, payload["d"])
        elif op == RESUME:
            await self._resume(socket, payload["d"])
        elif not self._is_session(socket):
            await socket.close(code=NOT_AUTHENTICATED)
        self._traffic.notify()

    async def _identify(self, socket: web.WebSocketResponse, said: Json) -> None:
        if code := self._objection(socket, said):
            await socket.close(code=code)
            return
        number, count = said.get("shard") or (0, 1)
        session = Session((number, count), said["intents"], socket=socket)
        guild_ids = [GUILD_ID] if (int(GUILD_ID) >> 22) % count == number else []
        await session.dispatch("READY", ready(session.id, [number, count], guild_ids))
        for _ in guild_ids:
            await session.dispatch("GUILD_CREATE", guild())
        self.sessions[session.id] = session

    def _objection(self, socket: web.WebSocketResponse, said: Json) -> int:
        """The code to close with, or 0."""
        number, count = said.get("shard") or (0, 1)
        if self._is_session(socket):
            return ALREADY_AUTHENTICATED
        if not 0 <= number < count:
            return INVALID_SHARD
        return DISALLOWED_INTENTS if said["intents"] & PRIVILEGED & ~self.granted else 0

    async def _resume(self, socket: web.WebSocketResponse, said: Json) -> None:
        session = self.sessions.get(said["session_id"])
        if session is None or not 0 <= said["seq"] <= len(session.events):
            await _send(socket, {"op": INVALID_SESSION, "d": False})
            return
        await session.attach(socket, said["seq"])
        await session.dispatch("RESUMED", {})
        self.resumes += 1

    def _is_session(self, socket: web.WebSocketResponse) -> bool:
        return any(session.socket is socket for session in self.sessions.values())

    def _ended(self, socket: web.WebSocketResponse, code: int) -> None:
        self.close_codes.append(code)
        del self._requests[socket]
        for session in [each for each in self.sessions.values() if each.socket is socket]:
            session.socket = None
            if code in FOR_GOOD:
                del self.sessions[session.id]
        self._traffic.notify()


async def _send(socket: web.WebSocketResponse, payload: dict[str, Any]) -> bool:
    """Send a payload as text, which discord.py reads though it asks for compression; False where nobody is there."""
    try:
        await socket.send_str(json.dumps(payload))
    except ConnectionError:
        return False
    return True
