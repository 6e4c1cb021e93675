"""How fast the cast acts: lifelike with jitter, or as fast as the bot keeps up."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

AT_ONCE = 10
"""How many people act in the same moment at most: busy enough for a bot, and still each answered in time on a slow machine."""

NO_PAUSE = 0.08
"""Seconds between two acts of one person when nobody watches: four rooms make 50 events a second, more than people ever do."""


class Pace:
    """The rhythm of a rehearsal. ``speed`` 1 is lifelike, 4 four times as fast; None is without pauses."""

    def __init__(self, speed: float | None, seed: int) -> None:
        self.speed = speed
        self._jitter = random.Random(seed)

    async def breath(self, least: float, most: float) -> None:
        """Wait somewhere between so many lifelike seconds."""
        seconds = self._jitter.uniform(least, most)
        await asyncio.sleep(seconds / self.speed if self.speed else NO_PAUSE)

    async def crowd(self, acts: Sequence[Callable[[], Awaitable[None]]], gap: tuple[float, float]) -> None:
        """Let many people act, one starting a gap (lifelike seconds) after the other, some at the same time."""
        seats = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for act in acts:
                await seats.acquire()
                group.create_task(_seated(seats, act))
                if self.speed:
                    await self.breath(*gap)


async def _seated(seats: asyncio.Semaphore, act: Callable[[], Awaitable[None]]) -> None:
    try:
        await act()
    finally:
        seats.release()
