"""The opener: one task that carries out what is decided about rooms."""

import asyncio
import logging
from dataclasses import dataclass

from consultation.services.rooms import Rooms

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.3
PAUSE_AFTER_FAILURE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Opener:
    """Carries out steps that are decided and not done, whichever process they were decided in, then sleeps until `changed` is set."""

    rooms: Rooms
    changed: asyncio.Event

    async def run(self) -> None:
        """Open rooms until cancelled. A failure is logged and tried again: a step that isn't done stays pending."""
        while True:
            self.changed.clear()
            try:
                await self.rooms.resume()
            except Exception:
                log.exception("opening rooms failed; trying again in %s s", PAUSE_AFTER_FAILURE_SECONDS)
                await asyncio.sleep(PAUSE_AFTER_FAILURE_SECONDS)
                continue
            await self.changed.wait()
            await asyncio.sleep(GATHER_SECONDS)
