"""What voters are told: that their answer counts. A few at a time, the newest only, and after what has less time."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from consultation.model.references import PersonRef, PollId
from handlers.slack.background import BackgroundTasks
from handlers.slack.blocks import Message
from handlers.slack.idle import IdleDetector
from handlers.slack.outline import outline
from handlers.slack.payloads import Asker

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Receipts on their way side by side. Each costs as much of the processor as several acknowledgements."""

Say = Callable[[], Message]
"""Puts a receipt into words, when it is delivered: that is a quarter of what counting a vote costs, and can wait for an idle moment too."""

Deliver = Callable[[Asker, Message], Awaitable[None]]


@dataclass(slots=True)
class Receipts:
    """A line of receipts. Whoever changes their mind while their receipt waits is told once, what counts now."""

    deliver: Deliver
    background: BackgroundTasks
    idle: IdleDetector = field(default_factory=IdleDetector)
    _waiting: dict[tuple[PersonRef, PollId], tuple[Asker, Say]] = field(default_factory=dict)
    _at_work: int = 0

    def add(self, asker: Asker, poll: PollId, say: Say) -> None:
        """Join the line, or take the place of an older receipt in it."""
        self._waiting[asker.actor.person, poll] = (asker, say)
        if self._at_work < AT_ONCE:
            self._at_work += 1
            self.background.start(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self.idle.wait()
                await self._deliver_first()
        finally:
            self._at_work -= 1

    async def _deliver_first(self) -> None:
        if not self._waiting:
            return  # another was quicker
        asker, say = self._waiting.pop(next(iter(self._waiting)))
        try:
            await self.deliver(asker, say())
        except Exception as error:  # noqa: BLE001 - one that can't be delivered holds up nobody; the answer counts all the same
            log.warning("a receipt was not delivered: %s", outline(error))
