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

SMOOTH = 10
"""After so many who were answered in time, one more person acts at the same moment."""


class Pace:
    """The rhythm of a rehearsal. ``speed`` 1 is lifelike, 4 four times as fast; None is without pauses.

    ``at_once`` is how many people act in the same moment: fewer where somebody was told to try again, since the machine is
    busy with other things, and more again once all goes smoothly.
    """

    def __init__(self, speed: float | None, seed: int) -> None:
        self.speed = speed
        self.at_once = AT_ONCE
        self._jitter = random.Random(seed)
        self._acting = 0
        self._smooth = 0
        self._free = asyncio.Condition()

    async def breath(self, least: float, most: float) -> None:
        """Wait somewhere between so many lifelike seconds."""
        seconds = self._jitter.uniform(least, most)
        await asyncio.sleep(seconds / self.speed if self.speed else NO_PAUSE)

    async def crowd(self, acts: Sequence[Callable[[], Awaitable[None]]], gap: tuple[float, float]) -> None:
        """Let many people act, one starting a gap (lifelike seconds) after the other, some at the same time."""
        async with asyncio.TaskGroup() as group:
            for act in acts:
                await self._turn()
                group.create_task(self._seated(act))
                if self.speed:
                    await self.breath(*gap)

    def slower(self) -> None:
        """Let half as many people act in the same moment from now on: somebody was told to try again."""
        self.at_once = max(1, self.at_once // 2)
        self._smooth = 0

    async def _turn(self) -> None:
        async with self._free:
            await self._free.wait_for(lambda: self._acting < self.at_once)
            self._acting += 1

    async def _seated(self, act: Callable[[], Awaitable[None]]) -> None:
        try:
            await act()
        finally:
            self._smooth += 1
            if self._smooth >= SMOOTH and self.at_once < AT_ONCE:
                self.at_once, self._smooth = self.at_once + 1, 0
            async with self._free:
                self._acting -= 1
                self._free.notify_all()
