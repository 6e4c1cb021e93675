"""The room worker: one task that carries out what is decided about rooms."""

import asyncio
from dataclasses import dataclass

from bot import attempts
from consultation.services.rooms import Rooms

GATHER_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class RoomWorker:
    """Carries out steps that are decided and not done, whichever process they were decided in, then sleeps until `changed` is set."""

    rooms: Rooms
    changed: asyncio.Event

    async def run(self) -> None:
        """Open rooms until cancelled. A failure is logged and tried again: a step that isn't done stays pending."""
        while True:
            self.changed.clear()
            with attempts.attempt("opening rooms") as this:
                await self.rooms.resume()
            if this.failed:
                await asyncio.sleep(attempts.PAUSE_SECONDS)
            else:
                await self.changed.wait()
                await asyncio.sleep(GATHER_SECONDS)
