"""Python's collector of what nobody uses, at work in idle moments: in the midst of a burst it would hold up everybody."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.slack.idle import IdleDetector

LOOK_SECONDS = 1.0
WORTH_IT = 5_000
"""New objects that make a look worth while: some 10 ms."""

AT_ITS_OWN = 200_000
"""New objects at which it sets to work by itself, whatever comes in: twenty thousand votes. It takes a third of a second, and keeps memory in bounds."""

TURNS = 10
"""After so many looks at what is new, one at what was new before; after as many of those, one at everything."""


def take_over() -> None:
    """Leave alone what the start has made, which stays for good, and let the collector come when it is called."""
    gc.freeze()
    gc.set_threshold(AT_ITS_OWN, TURNS, TURNS)
    gc.enable()


@dataclass(frozen=True, slots=True)
class Collector:
    """Looks for what nobody uses whenever little comes in."""

    idle: IdleDetector
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while True:
            await self.sleep(LOOK_SECONDS)
            self._look()

    def _look(self) -> None:
        new, looks, long_looks = gc.get_count()
        if new >= WORTH_IT and not self.idle.busy:
            gc.collect(2 if long_looks >= TURNS else 1 if looks >= TURNS else 0)
