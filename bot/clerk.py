"""The clerk: one task that makes the files that were asked for, and hands them out."""

import asyncio
import logging
from dataclasses import dataclass

from consultation.ports.platform import PlatformSilence
from consultation.ports.storage import Interrupted
from consultation.services.reports import Reports

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How long files wait for the digest that they follow before the next look."""

PAUSE_AFTER_FAILURE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Clerk:
    """Hands out what was asked for, whichever process it was asked of, then sleeps until `changed` is set."""

    reports: Reports
    changed: asyncio.Event

    async def run(self) -> None:
        """Hand out files until cancelled. A failure is logged and tried again: what isn't handed out stays asked for."""
        while True:
            self.changed.clear()
            pause = await self._pause()
            if pause is None:
                await self.changed.wait()
            else:
                await asyncio.sleep(pause)

    async def _pause(self) -> float | None:
        """Do what can be done; the seconds until the next look, None where nothing waits."""
        try:
            return LOOK_SECONDS if await self.reports.hand_out() else None
        except PlatformSilence as silence:
            log.warning("the platform is silent (%s); files wait", silence)
        except Interrupted as trouble:
            log.warning(
                "the database is away (%s); trying again in %s s", trouble, PAUSE_AFTER_FAILURE_SECONDS
            )
        except Exception:
            log.exception("handing out files failed; trying again in %s s", PAUSE_AFTER_FAILURE_SECONDS)
        return PAUSE_AFTER_FAILURE_SECONDS
