"""Turns at the one connection that writes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock that is handed on in the order of asking; the urgent come before the others.

    Urgent is what a platform waits for within seconds. It takes a whole group at a time, so that the others get their turn.
    """

    def __init__(self) -> None:
        self._held = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @property
    def held(self) -> bool:
        """Whether somebody holds the turn."""
        return self._held

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for the turn and hold it for the length of the block."""
        if self._held:
            await self._wait(self._urgent if urgent else self._others)
        self._held = True
        try:
            yield
        finally:
            self._hand_on()

    async def _wait(self, line: deque[asyncio.Future[None]]) -> None:
        mine = asyncio.get_running_loop().create_future()
        line.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            # Cancelled in the very moment of being called: the turn must not be lost with us.
            if mine.done() and not mine.cancelled():
                self._hand_on()
            raise

    def _hand_on(self) -> None:
        for line in (self._urgent, self._others):
            while line:
                following = line.popleft()
                if not following.done():
                    following.set_result(None)
                    return
        self._held = False
