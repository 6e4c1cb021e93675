"""What goes back to an app that calls, and how it leaves: whole, cut off, or never."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.wire import compact

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from rehearsal.workspace.wire import Json

_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER on, for no time: the connection ends with a reset instead of a farewell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``text`` is what is sent; ``spelt`` makes it from the ``body`` where there is one.

    ``way`` is sent, fin or rst: the connection ends without an answer. With ``held`` nothing happens until that is set.
    """

    body: Json | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    content_type: str = "application/json"
    way: str = "sent"
    held: asyncio.Event | None = None

    def spelt(self) -> Answer:
        """Return the same answer with its body put into letters."""
        return self if self.body is None or self.text else replace(self, text=compact(self.body))

    @property
    def said(self) -> Json | str | None:
        """Return what the caller reads, if it reads anything."""
        if self.way != "sent":
            return None
        return self.text if self.body is None else self.body

    @property
    def seen_status(self) -> int:
        """Return the HTTP status that the caller sees; 0 for none."""
        return self.status if self.way == "sent" else 0


async def send(request: web.Request, answer: Answer) -> web.StreamResponse:
    """Let an answer go back in its way."""
    if answer.held is not None:
        await answer.held.wait()
    if answer.way != "sent":
        _cut(request, answer.way)
        return web.Response()
    return web.Response(
        text=answer.spelt().text,
        status=answer.status,
        headers=answer.headers,
        content_type=answer.content_type,
    )


def _cut(request: web.Request, way: str) -> None:
    """End the connection of a request: with FIN, or with RST."""
    transport = request.transport
    if transport is None:
        return
    if way == "fin":
        transport.close()
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    transport.abort()
