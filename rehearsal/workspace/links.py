"""One open WebSocket of an app: what is sent over it leaves in order, and a slow reader holds nobody up."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from aiohttp import web

_NUMBERS = count()


class Link:
    """A socket with its own queue and the tasks that end with it. ``number`` grows with each new one."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.number = next(_NUMBERS)
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    @asynccontextmanager
    async def over(cls, socket: web.WebSocketResponse) -> AsyncIterator[Link]:
        """Give a link for as long as the block lasts."""
        link = cls(socket)
        link.do(link._pump())
        try:
            yield link
        finally:
            for task in tuple(link._tasks):
                task.cancel()

    def send(self, frame: str) -> None:
        """Send a frame as soon as those before it are gone."""
        self._frames.put_nowait(frame)

    def do(self, work: Coroutine[object, object, None]) -> None:
        """Do something beside reading; it is given up when the socket closes."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def end(self) -> None:
        """Close the socket when everything before is sent."""
        self._frames.put_nowait(None)

    async def _pump(self) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            while (frame := await self._frames.get()) is not None:
                await self.socket.send_str(frame)
            await self.socket.close()
