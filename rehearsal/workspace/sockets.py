"""Socket Mode: the WebSockets of one app, its tickets, its acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING

from aiohttp import WSMsgType

from rehearsal.workspace.deliveries import Acknowledgement, Envelope
from rehearsal.workspace.wire import Json, compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.ids import Ids

MOST = 10
"""How many sockets one app may hold open (docs.slack.dev, using Socket Mode)."""


class Sockets:
    """The open sockets of one app. Each envelope goes to one of them, in turn."""

    def __init__(
        self, app_id: str, ids: Ids, clock: Clock, patience: float, on_change: Callable[[], None]
    ) -> None:
        self._app_id = app_id
        self._ids = ids
        self._tickets: set[str] = set()
        self._clock = clock
        self._patience = patience
        self._on_change = on_change
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Acknowledgement | None]]] = {}
        self._arrived = asyncio.Event()
        self._closing = False

    @property
    def connected(self) -> bool:
        """Return whether at least one socket is open."""
        return bool(self._open)

    def ticket(self) -> str:
        """Return leave to open one socket."""
        ticket = self._ids.uuid("ticket")
        self._tickets.add(ticket)
        return ticket

    def admit(self, ticket: str) -> bool:
        """Use a ticket up and return whether it was one."""
        known = ticket in self._tickets
        self._tickets.discard(ticket)
        return known

    async def reachable(self, seconds: float) -> bool:
        """Wait until a socket is open, at most so many seconds."""
        if self._open:
            return True
        arrival = asyncio.ensure_future(self._arrived.wait())
        try:
            return await self._clock.settled(arrival, seconds)
        finally:
            arrival.cancel()

    async def carry(self, envelope: Envelope) -> Acknowledgement | None:
        """Send an envelope over the next socket in turn and wait for its acknowledgement."""
        if not self._open:
            return None
        socket = self._open.pop(0)
        self._open.append(socket)
        answer: asyncio.Future[Acknowledgement | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = (socket, answer)
        try:
            await socket.send_str(compact(_frame(envelope)))
            await self._clock.settled(answer, self._patience)
        except (ConnectionError, RuntimeError):
            return None
        finally:
            del self._waiting[envelope.id]
        return answer.result() if answer.done() else None

    async def serve(self, socket: web.WebSocketResponse) -> None:
        """Greet a new socket and read its acknowledgements until it closes."""
        if len(self._open) >= MOST or self._closing:
            await socket.send_str(compact(self._farewell("too_many_websockets")))
            return
        await socket.send_str(compact(self._hello()))
        self._open.append(socket)
        try:
            self._arrived.set()
            self._on_change()
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._forget(socket)

    async def close(self, reason: str) -> None:
        """Say goodbye on every socket and close it."""
        self._closing = True
        for socket in tuple(self._open):
            with contextlib.suppress(ConnectionError, RuntimeError):
                await socket.send_str(compact(self._farewell(reason)))
            await socket.close()

    def _acknowledge(self, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            return
        _, answer = self._waiting.get(str(frame.get("envelope_id", "")), (None, None))
        if answer is not None and not answer.done():
            payload = frame.get("payload")
            answer.set_result(Acknowledgement(payload if isinstance(payload, dict) else {}))

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._open.remove(socket)
        if not self._open:
            self._arrived.clear()
        for carrier, answer in self._waiting.values():
            if carrier is socket and not answer.done():
                answer.set_result(None)
        self._on_change()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {
                "host": "applink-rehearsal",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }

    def _farewell(self, reason: str) -> Json:
        return {
            "type": "disconnect",
            "reason": reason,
            "num_connections": len(self._open),
            "debug_info": {"host": "applink-rehearsal"},
            "connection_info": {"app_id": self._app_id},
        }


def _frame(envelope: Envelope) -> Json:
    frame: Json = {
        "envelope_id": envelope.id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.accepts_answer,
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
    return frame
