"""The timekeeper: one task that carries out deadlines when they are due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot import attempts
from bot.clock import JUMP, SteadyClock
from consultation.services.deadlines import Deadlines

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
"""How often the clocks are compared, however far the next deadline is."""

GATHER_SECONDS = 0.3
"""How long a change waits for others: a burst of votes is one look. What is due sooner doesn't wait for it."""


@dataclass(slots=True)
class Timekeeper:
    """Sleeps until the next deadline, or until `changed` is set because there may be an earlier one.

    Deadlines keep to the time that has passed: when the machine's clock is set during a session nothing closes early or late,
    and `on_jump` is told, once for each jump.
    """

    deadlines: Deadlines
    clock: SteadyClock
    changed: asyncio.Event
    on_jump: Callable[[str], Awaitable[None]]
    _apart: timedelta = timedelta()

    async def run(self) -> None:
        """Keep deadlines until cancelled. A failure is logged and tried again: what is due stays due."""
        while True:
            self.changed.clear()
            pause = attempts.PAUSE_SECONDS
            with attempts.attempt("keeping deadlines"):
                pause = await self.keep()
            try:
                async with asyncio.timeout(pause):
                    await self.changed.wait()
                    await asyncio.sleep(GATHER_SECONDS)
            except TimeoutError:
                continue

    async def keep(self) -> float:
        """Carry out what is due; the seconds until there is more to look at."""
        await self._compare_clocks()
        following = await self.deadlines.keep()
        if following is None:
            return LOOK_SECONDS
        return min(max((following - self.clock.now()).total_seconds(), 0.0), LOOK_SECONDS)

    async def _compare_clocks(self) -> None:
        apart = self.clock.apart()
        if abs(apart - self._apart) < JUMP:
            return
        minutes = round((apart - self._apart).total_seconds() / 60)
        self._apart = apart
        log.warning("the machine's clock was set by %s minutes", minutes)
        await self.on_jump(
            f"The clock of the machine that Plenary runs on was set by {abs(minutes)} minutes. "
            "Polls close after the time that was agreed, whatever the clock says."
        )
