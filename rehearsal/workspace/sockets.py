"""Socket Mode: the WebSockets of one app, its tickets, its acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType

from rehearsal.workspace.envelopes import NOT_CONNECTED, Acknowledgement, Envelope, Missed, Outcome
from rehearsal.workspace.links import Link
from rehearsal.workspace.wire import Json, compact, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.ids import Ids
    from rehearsal.workspace.setup import Timing

MOST = 10
"""How many sockets one app may hold open (docs.slack.dev, using Socket Mode)."""

WARNING = 10.0
"""Seconds between the warning and the end of a socket (docs.slack.dev, using Socket Mode)."""

DEBUG_CONNECTION = 360.0
"""Seconds that a socket opened with ``debug_reconnects=true`` lasts."""

_UNANSWERED = Missed("timeout")


class Sockets:
    """The open sockets of one app. Each envelope goes to one of them, in turn."""

    def __init__(
        self, app_id: str, ids: Ids, clock: Clock, timing: Timing, on_change: Callable[[], None]
    ) -> None:
        self._app_id = app_id
        self._ids = ids
        self._tickets: set[str] = set()
        self._clock = clock
        self._timing = timing
        self._on_change = on_change
        self._open: list[Link] = []
        self._waiting: dict[str, tuple[Link, asyncio.Future[Outcome]]] = {}
        self._arrived: asyncio.Future[None] | None = None
        self._closing = False
        self.enabled = True

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
        if self._arrived is None:
            self._arrived = asyncio.get_running_loop().create_future()
        return await self._clock.settled(self._arrived, seconds)

    async def carry(self, envelope: Envelope) -> Outcome:
        """Send an envelope over the next socket in turn and wait for its acknowledgement."""
        if not self._open:
            return NOT_CONNECTED
        link = self._open.pop(0)
        self._open.append(link)
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = (link, answer)
        try:
            link.send(compact(_frame(envelope)))
            return answer.result() if await self._settled(answer) else _UNANSWERED
        finally:
            del self._waiting[envelope.id]

    async def serve(self, socket: web.WebSocketResponse, *, debug: bool = False) -> None:
        """Greet a new socket and read its acknowledgements until it closes; ``debug`` ones last six minutes."""
        refusal = self._refusal()
        if refusal:
            await socket.send_str(compact(self._farewell(refusal)))
            return
        lasting = DEBUG_CONNECTION if debug else self._timing.connection
        async with Link.over(socket) as link:
            link.send(compact(self._hello(lasting)))
            self._enter(link)
            link.do(self._live_out(link, lasting))
            try:
                async for frame in socket:
                    if frame.type is WSMsgType.TEXT:
                        self._acknowledge(frame.data)
            finally:
                self._forget(link)

    def disconnect(self, reason: str, *, number: int | None = None) -> int:
        """Tell every socket, or only the one of that ``number`` (0 is the oldest), to go, and return how many.

        A ``warning`` is followed by the end of the socket ten seconds later; any other reason is its end.
        """
        told = [link for place, link in enumerate(self._by_age()) if number in (None, place)]
        for link in told:
            if reason == "warning":
                link.do(self._warned(link))
            else:
                link.do(self._retire(link, reason))
        return len(told)

    async def close(self, reason: str) -> None:
        """Say goodbye on every socket and close it."""
        self._closing = True
        for link in tuple(self._open):
            with contextlib.suppress(ConnectionError, RuntimeError):
                await link.socket.send_str(compact(self._farewell(reason)))
            await link.socket.close()

    def _refusal(self) -> str:
        """Return the reason for which a new socket is sent away, or nothing."""
        if not self.enabled:
            return "link_disabled"
        return "too_many_websockets" if len(self._open) >= MOST or self._closing else ""

    def _enter(self, link: Link) -> None:
        self._open.append(link)
        if self._arrived is not None:
            self._arrived.set_result(None)
            self._arrived = None
        self._on_change()

    async def _live_out(self, link: Link, lasting: float) -> None:
        await self._clock.sleep(max(lasting - WARNING, 0.0))
        await self._warned(link)

    async def _warned(self, link: Link) -> None:
        link.send(compact(self._farewell("warning")))
        await self._clock.sleep(WARNING)
        await self._retire(link, "refresh_requested")

    async def _retire(self, link: Link, reason: str) -> None:
        """Send nothing more over a socket, and close it when what is under way there is answered or late."""
        link.send(compact(self._farewell(reason)))
        if link in self._open:
            self._open.remove(link)
            self._on_change()
        pending = [answer for carrier, answer in self._waiting.values() if carrier is link]
        if pending:
            await self._settled(asyncio.gather(*pending))
        link.end()

    async def _settled(self, pending: asyncio.Future[Any]) -> bool:
        return await self._clock.settled(pending, self._timing.acknowledge)

    def _by_age(self) -> list[Link]:
        return sorted(self._open, key=lambda link: link.number)

    def _acknowledge(self, text: str) -> None:
        try:
            frame = parsed(text)
        except ValueError:
            return
        if not isinstance(frame, dict):
            return
        _, answer = self._waiting.get(str(frame.get("envelope_id", "")), (None, None))
        if answer is not None and not answer.done():
            payload = frame.get("payload")
            answer.set_result(Acknowledgement(payload if isinstance(payload, dict) else {}))

    def _forget(self, link: Link) -> None:
        if link in self._open:
            self._open.remove(link)
            self._on_change()
        for carrier, answer in self._waiting.values():
            if carrier is link and not answer.done():
                answer.set_result(_UNANSWERED)

    def _hello(self, lasting: float) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "debug_info": {
                "host": "applink-rehearsal",
                "build_number": 1,
                "approximate_connection_time": int(lasting),
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
