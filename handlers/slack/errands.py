"""Errands: what may take longer than Slack waits for an acknowledgement, done beside it."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field

from handlers.slack.outline import outline

log = logging.getLogger(__name__)

DRAIN_SECONDS = 4.0
"""How long a stop waits for errands under way. What is stored and undone is done at the next start; platforms kill what has not ended
within ten seconds."""


@dataclass(slots=True)
class Errands:
    """Holds what is under way, so that nothing is lost or fails unseen."""

    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, errand: Coroutine[object, object, None]) -> None:
        """Begin an errand. What it raises is logged without texts."""
        task = asyncio.ensure_future(_reporting(errand))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def idle(self) -> None:
        """Wait until nothing is under way, errands of errands included."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Let what is under way come to its end, and give up what takes longer."""
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            left = list(self._under_way)
            log.warning("errands not finished: %s", len(left))
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


async def _reporting(errand: Coroutine[object, object, None]) -> None:
    try:
        await errand
    except Exception as error:  # noqa: BLE001 - nobody waits for an errand: what goes wrong in it ends here
        name = getattr(errand, "__qualname__", "an errand")
        log.error("%s failed: %s", name, outline(error))  # noqa: TRY400 - a traceback may quote texts
