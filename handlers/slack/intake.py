"""What comes in, once: Slack delivers again when it is in doubt, late, and to several connections."""

import asyncio
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

KEYS_KEPT = 50_000
"""Deliveries known at a time: Slack sends 30,000 events an hour at most, and repeats one within six minutes."""

KEPT = timedelta(days=2)
"""How long a delivery is remembered. Slack repeats one for six minutes, or for a day where Delayed Events is on."""


class Deliveries(Protocol):
    """What was delivered before, restarts included."""

    async def newest(self, most: int) -> Sequence[str]:
        """The deliveries remembered last, at most so many, oldest first."""
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
    What is known is read once, after a start: asking the database each time would cost every vote a trip.
    """

    deliveries: Deliveries
    errands: Errands
    _known: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _to_remember: list[str] = field(default_factory=list)
    _swept: datetime | None = None
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _loaded: bool = False

    def once(self, listener: Listener) -> Listener:
        """The listener, called once for each delivery; a repeated one is acknowledged without effect."""

        async def run(ack: AsyncAck, body: Json) -> BoltResponse | None:
            key = delivery_key(body)
            await self._load()
            if not self._is_new(key):
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

    async def _load(self) -> None:
        if not self._loaded:
            async with self._loading:
                if not self._loaded:
                    self._known = OrderedDict.fromkeys(await self.deliveries.newest(KEYS_KEPT))
                    self._loaded = True

    def _is_new(self, key: str) -> bool:
        if not key or key in self._known:
            return not key
        self._known[key] = None
        while len(self._known) > KEYS_KEPT:
            self._known.popitem(last=False)
        return True

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
