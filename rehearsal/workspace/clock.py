"""What time it is and how waiting is done; the one thing of a workspace that its seed doesn't decide."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Protocol


class Clock(Protocol):
    """Tells the time and waits. Every wait of the workspace goes through it, so that a test can hold time still."""

    def now(self) -> float:
        """Return unix time in seconds (UTC), as Slack's ``ts`` needs it."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        ...

    async def settled(self, pending: asyncio.Future[Any], seconds: float) -> bool:
        """Wait until ``pending`` is done, at most so many seconds, and return whether it is."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Return unix time in seconds (UTC)."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await asyncio.sleep(seconds)

    async def settled(self, pending: asyncio.Future[Any], seconds: float) -> bool:
        """Wait until ``pending`` is done, at most so many seconds; it is never cancelled."""
        done, _ = await asyncio.wait({pending}, timeout=seconds)
        return bool(done)
