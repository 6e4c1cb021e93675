"""Deliveries that wait for each other and then go in another order."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rehearsal.workspace.faults.fault import Fault


class Batch:
    """As many deliveries as the fault's ``of``. When all are there, each goes when the one before it is done."""

    def __init__(self, fault: Fault) -> None:
        order = fault.options["order"]
        self._order = order
        self._size = len(order) if isinstance(order, list) else int(fault.number("of"))
        self._seed = fault.count.seed
        self._came: list[asyncio.Future[None]] = []
        self._going: deque[asyncio.Future[None]] = deque()
        self.full = False
        fault.at_end(self._go)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn; the next one's comes when the block is left."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._came.append(mine)
        if len(self._came) == self._size:
            self._go()
        try:
            await mine
            yield
        finally:
            self._next()

    def _go(self) -> None:
        """Let go of those that are there: the batch is full, or the fault is switched off before it is."""
        if not self.full:
            self.full = True
            self._going.extend(self._ordered())
            self._next()

    def _next(self) -> None:
        while self._going:
            turn = self._going.popleft()
            if not turn.done():
                turn.set_result(None)
                return

    def _ordered(self) -> list[asyncio.Future[None]]:
        came = list(self._came)
        if self._order == "shuffle":
            Random(self._seed).shuffle(came)
        elif isinstance(self._order, list) and len(came) == self._size:
            came = [came[place] for place in self._order]
        else:
            came.reverse()
        return came
