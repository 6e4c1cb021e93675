"""What one of several processes does for all, and what each does about those that are gone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from consultation.ports.leadership import Leadership, LeadershipLost

log = logging.getLogger(__name__)

SWEEP_SECONDS = 10.0


async def leading(leadership: Leadership, work: Callable[[], Awaitable[object]]) -> None:
    """Do this work while this process leads, from its beginning each time that it comes to lead. Goes on until cancelled."""
    while True:
        try:
            async with leadership.led():
                await work()
                await asyncio.Event().wait()
        except LeadershipLost:
            log.info("another process leads by now")


async def sweeping(take_up: Callable[[], Awaitable[object]]) -> None:
    """Take up what processes that are gone have left, every ten seconds. Goes on until cancelled."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await take_up()
        except Exception as error:  # noqa: BLE001 - the database is away, and will be asked again
            log.warning("what others left can't be taken up now: %s", type(error).__name__)
