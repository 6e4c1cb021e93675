"""What Slack held back, since there was too much of it: told to organisers, and read from Slack once the minute is over."""

import asyncio
import logging
from contextvars import Context
from dataclasses import dataclass, field

from consultation.model.references import Tenant
from consultation.services import Services
from handlers.slack.outline import outline
from handlers.slack.pacer import Time
from handlers.slack.payloads import place_of, tenant_of
from handlers.slack.raw import Json, at

log = logging.getLogger(__name__)

HELD_BACK = "app_rate_limited"
"""Slack's word for events that it did not deliver, since there were more than 30,000 within an hour; it tells once a minute."""

MINUTE = 60
OVER_SECONDS = 65.0
"""So long after Slack told of a minute it is over, and what was done in it can be read, whatever our own clock says."""

MISSED = (
    "Slack held back part of what people did here, because there was too much of it at once. Votes and forms are not affected. "
    "Messages that were tagged, changed or deleted meanwhile are read again from Slack, a few minutes later, so that the notes "
    "will be complete. You need not do anything."
)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Catches up with what was held back. While it is more than a minute, only the last one is followed by reading."""

    services: Services
    time: Time
    _newest: dict[Tenant, int] = field(default_factory=dict)

    async def heard(self, body: Json) -> bool:
        """Tell, wait until the minute is over, and catch up; False where that can't be done just now."""
        # In a context of its own: none of its many commits is the one effect of this delivery, which is done when all is.
        return await asyncio.create_task(self._catch_up(body), context=Context())

    async def _catch_up(self, body: Json) -> bool:
        tenant, minute = tenant_of(body), minute_of(body)
        self._newest[tenant] = max(minute, self._newest.get(tenant, 0))
        try:
            await self.services.notices.raise_at(tenant, place_of(body), MISSED)
            await self.time.sleep(OVER_SECONDS)
            if self._newest[tenant] == minute:
                await self.services.catching_up.catch_up(tenant, f"{minute + MINUTE}.000000")
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            log.warning("what was held back could not be read: %s", outline(error))
            return False
        return True


def minute_of(body: Json) -> int:
    """The beginning of the minute that Slack tells of, in seconds since 1970; 0 where it names none."""
    found = at(body, "minute_rate_limited")
    return found if isinstance(found, int) else 0
