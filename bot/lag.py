"""The lag of the event loop: how late everything is that waits for its turn."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.25
ALARM_SECONDS = 0.5
"""Slack waits three seconds; a loop that stands still for as long as this is worth a line."""

REMEMBERED_SECONDS = 60.0
"""The worst lag is told for as long as this, and at most twice as long."""


@dataclass(slots=True)
class Lag:
    """Sleeps for a moment, over and over, and looks how much too late it wakes."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _since: float = 0.0
    _worst: float = 0.0
    _before: float = 0.0

    @property
    def worst(self) -> float:
        """The longest lag of the last minute or two, in seconds."""
        return max(self._worst, self._before)

    async def run(self) -> None:
        """Watch until cancelled."""
        self._since = self.clock()
        while True:
            due = self.clock() + EVERY_SECONDS
            await self.sleep(EVERY_SECONDS)
            self._note(self.clock() - due)

    def _note(self, lag: float) -> None:
        if lag >= ALARM_SECONDS:
            log.warning("everything stood still for %.1f s", lag)
        if self.clock() - self._since > REMEMBERED_SECONDS:
            self._since, self._before, self._worst = self.clock(), self._worst, 0.0
        self._worst = max(self._worst, lag)
