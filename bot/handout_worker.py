"""The handout worker: one task that makes the files that were asked for, and hands them out."""

import asyncio
from dataclasses import dataclass

from bot import attempts
from consultation.services.reports import Reports

GATHER_SECONDS = 0.3

LOOK_SECONDS = 1.0
"""How long files wait for the digest that they follow before the next look."""


@dataclass(frozen=True, slots=True)
class HandoutWorker:
    """Hands out what was asked for, whichever process it was asked of, then sleeps until `changed` is set."""

    reports: Reports
    changed: asyncio.Event

    async def run(self) -> None:
        """Hand out files until cancelled. A failure is logged and tried again: what isn't handed out stays asked for."""
        while True:
            self.changed.clear()
            waits = False
            with attempts.attempt("handing out files") as this:
                waits = await self.reports.hand_out()
            if this.failed or waits:
                await asyncio.sleep(attempts.PAUSE_SECONDS if this.failed else LOOK_SECONDS)
            else:
                await self.changed.wait()
                await asyncio.sleep(GATHER_SECONDS)
