"""What comes in, once: Slack delivers again when it is in doubt, late, and to several connections."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from handlers.slack.errands import Errands
from handlers.slack.payloads import delivery_key
from handlers.slack.raw import Json

log = logging.getLogger(__name__)

Listener = Callable[[AsyncAck, Json], Awaitable[BoltResponse | None]]

KEYS_KEPT = 20_000
"""Deliveries remembered in memory, which is where nearly every repetition is found."""

KEPT = timedelta(days=2)
"""How long a delivery is remembered. Slack repeats one for six minutes, or for a day where Delayed Events is on."""


class Deliveries(Protocol):
    """What was delivered before, restarts included."""

    async def is_known(self, key: str) -> bool:
        """Whether this delivery was acted on before."""
        ...

    async def remember(self, keys: Sequence[str], at: datetime) -> None:
        """These deliveries were acted on; `at` is UTC. Some may be known already."""
        ...

    async def forget_before(self, at: datetime) -> None:
        """Forget what was delivered before this moment, UTC."""
        ...


@dataclass(slots=True)
class Intake:
    """Lets each delivery through to its listener once.

    A delivery counts as known from the moment its listener begins, and durably once it has ended well: one that failed, or that a
    crash cut short, is taken again when Slack repeats it. Never by retry number: the first try may be the one that was lost.
    """

    deliveries: Deliveries
    errands: Errands
    _known: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _to_remember: list[str] = field(default_factory=list)
    _swept: datetime | None = None

    def once(self, listener: Listener) -> Listener:
        """The listener, called once for each delivery; a repeated one is acknowledged without effect."""

        async def run(ack: AsyncAck, body: Json) -> BoltResponse | None:
            key = delivery_key(body)
            if not await self._is_new(key):
                log.info("delivery repeated: %s", key)
                return await ack()
            try:
                answer = await listener(ack, body)
            except BaseException:
                self._known.pop(key, None)
                raise
            self._remember(key)
            return answer

        return run

    async def _is_new(self, key: str) -> bool:
        if not key or key in self._known:
            return not key
        self._known[key] = None
        while len(self._known) > KEYS_KEPT:
            self._known.popitem(last=False)
        return not await self.deliveries.is_known(key)

    def _remember(self, key: str) -> None:
        # One transaction takes all that have gathered while the last one was written.
        if not self._to_remember:
            self.errands.start(self._write_down())
        self._to_remember.append(key)

    async def _write_down(self) -> None:
        keys, self._to_remember = self._to_remember, []
        now = datetime.now(UTC)
        await self.deliveries.remember(keys, now)
        if self._swept is None or now - self._swept > KEPT / 2:
            self._swept = now
            await self.deliveries.forget_before(now - KEPT)
