"""Background tasks: what may take longer than Slack waits for an acknowledgement, done beside it."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field

from handlers.slack.outline import outline

log = logging.getLogger(__name__)

DRAIN_SECONDS = 4.0
"""How long a stop waits for tasks under way. What is stored and undone is done at the next start; platforms kill what has not ended
within ten seconds."""


@dataclass(slots=True)
class BackgroundTasks:
    """Holds what is under way, so that nothing is lost or fails unseen."""

    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, work: Coroutine[object, object, None]) -> None:
        """Begin a task. What it raises is logged without texts."""
        task = asyncio.ensure_future(_reporting(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def idle(self) -> None:
        """Wait until nothing is under way, tasks of tasks included."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Let what is under way come to its end, and give up what takes longer."""
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            left = list(self._under_way)
            log.warning("background tasks not finished: %s", len(left))
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


async def _reporting(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - nobody waits for it: what goes wrong in it ends here
        name = getattr(work, "__qualname__", "a background task")
        log.error("%s failed: %s", name, outline(error))  # noqa: TRY400 - a traceback may quote texts
