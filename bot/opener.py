"""The opener: one task that carries out what is decided about rooms."""

import asyncio
import logging
from dataclasses import dataclass

from consultation.ports.storage import Interrupted
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
            if await self._resume():
                await self.changed.wait()
                await asyncio.sleep(GATHER_SECONDS)
            else:
                await asyncio.sleep(PAUSE_AFTER_FAILURE_SECONDS)

    async def _resume(self) -> bool:
        try:
            await self.rooms.resume()
        except Interrupted as trouble:
            log.warning(
                "the database is away (%s); trying again in %s s", trouble, PAUSE_AFTER_FAILURE_SECONDS
            )
        except Exception:
            log.exception("opening rooms failed; trying again in %s s", PAUSE_AFTER_FAILURE_SECONDS)
        else:
            return True
        return False
