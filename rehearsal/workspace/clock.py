"""What time it is and how waiting is done: by the machine's clock or by hand, so that a test takes no time."""

from __future__ import annotations

import asyncio
import heapq
import time
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

GRACE = 0.1
"""Real seconds that an app has to answer before a clock moved by hand passes the moment at which it would be late."""

HAIR = 0.00001
"""Seconds by which a sum of fractions may miss the moment that is meant."""

ROUNDS = 10
"""How often everyone else has a turn between two moments of a clock moved by hand."""


@dataclass(slots=True)
class Timer:
    """Something to do at a moment (unix time). What it ``awaits``, if anything, may still come before it."""

    due: float
    act: Callable[[], None]
    awaits: asyncio.Future[Any] | None = None
    off: bool = False

    def cancel(self) -> None:
        """Don't do it after all."""
        self.off = True


class Clock:
    """Tells the time and waits. Every wait of the workspace goes through it.

    With ``at`` (unix time) it stands still there until it is moved; without, it goes with the machine's clock.
    """

    def __init__(self, at: float | None = None) -> None:
        self._stands_at = at
        self._ahead = 0.0
        # Tuples, since a crowd sets thousands at once and the machine compares tuples by itself.
        self._timers: list[tuple[float, int, Timer]] = []
        self._numbers = count()
        self._alarm: asyncio.Handle | None = None
        self._moving = asyncio.Lock()

    @property
    def controlled(self) -> bool:
        """Return whether it is moved by hand."""
        return self._stands_at is not None

    def now(self) -> float:
        """Return unix time in seconds (UTC), as Slack's ``ts`` needs it."""
        return time.time() + self._ahead if self._stands_at is None else self._stands_at

    def at(self, due: float, act: Callable[[], None], awaits: asyncio.Future[Any] | None = None) -> Timer:
        """Do something at a moment (unix time), at once if that is past; ``act`` may not raise."""
        timer = Timer(due, act, awaits)
        heapq.heappush(self._timers, (due, next(self._numbers), timer))
        if self._timers[0][2] is timer:
            self.wind()
        return timer

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        timer = self.at(self.now() + seconds, partial(_finish, over))
        try:
            await over
        finally:
            timer.cancel()

    async def settled(self, pending: asyncio.Future[Any], seconds: float) -> bool:
        """Wait until ``pending`` is done, at most so many seconds, and return whether it is; it is never cancelled."""
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        finish = partial(_finish, over)
        pending.add_done_callback(finish)
        timer = self.at(self.now() + seconds, finish, pending)
        try:
            await over
        finally:
            timer.cancel()
            pending.remove_done_callback(finish)
        return pending.done()

    def wind(self) -> None:
        """Set the alarm for what comes next. Who adds something before the event loop runs calls this when it does."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        coming, loop = self._next(), _running_loop()
        if coming is None or loop is None:
            return
        if not self.controlled:
            self._alarm = loop.call_later(max(coming.due - self.now(), 0.0), self._ring)
        elif coming.due <= self.now():
            self._alarm = loop.call_soon(self._ring)

    async def hold(self, at: float | None = None) -> None:
        """Stand still from now on, or from the moment ``at``: what is due by then happens first.

        Back in time, whatever waits keeps waiting as long as it would have.
        """
        now = self.now()
        self._stands_at = now
        self.wind()
        if at is not None and at < now:
            self._set_back(now - at)
            self._stands_at = at
        elif at is not None:
            await self.advance(at - now)

    def release(self) -> None:
        """Go with the machine's clock again; where that is behind, go on from here, since time never goes back."""
        self._ahead = max(self.now() - time.time(), 0.0)
        self._stands_at = None
        self.wind()

    async def advance(self, seconds: float) -> None:
        """Move a clock that stands still, moment by moment, and let happen what is due at each of them."""
        async with self._moving:
            end = self.now() + seconds
            await self._others()
            while (coming := self._next()) and coming.due <= end + HAIR:
                due = max(coming.due, self.now())
                await self._patient(due)
                self._stands_at = due
                self._fire()
                await self._others()
            self._stands_at = max(end, self.now())

    def _ring(self) -> None:
        self._fire()
        self.wind()

    def _fire(self) -> None:
        now = self.now()
        while (coming := self._next()) and coming.due <= now:
            heapq.heappop(self._timers)
            coming.act()

    def _next(self) -> Timer | None:
        while self._timers and self._timers[0][2].off:
            heapq.heappop(self._timers)
        return self._timers[0][2] if self._timers else None

    def _set_back(self, seconds: float) -> None:
        for _, _, timer in self._timers:
            timer.due -= seconds
        self._timers = [(timer.due, number, timer) for _, number, timer in self._timers]

    async def _patient(self, due: float) -> None:
        """Give a moment of real time to what would be late from ``due`` on."""
        waiting = (timer for _, _, timer in self._timers if timer.due <= due and not timer.off)
        late = [timer.awaits for timer in waiting if timer.awaits]
        if late:
            await asyncio.wait(late, timeout=GRACE)

    async def _others(self) -> None:
        for _ in range(ROUNDS):
            await asyncio.sleep(0)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _finish(future: asyncio.Future[None], _settled: object = None) -> None:
    if not future.done():
        future.set_result(None)
