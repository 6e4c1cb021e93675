"""Idle moments, in which little comes in, for what can wait until then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from handlers.slack.pacer import SteadyTime, Time

WINDOW_SECONDS = 0.1
BUSY = 20
"""Deliveries in a window that make a burst: people press by themselves, bursts are hundreds a second."""

PATIENCE = 30
"""Windows that something waits at most: three seconds, as long as Slack waits for an acknowledgement."""


@dataclass(slots=True)
class IdleDetector:
    """Knows how much has come in lately. Acknowledgements have three seconds, private answers have half an hour."""

    time: Time = field(default_factory=SteadyTime)
    clock: Callable[[], float] = monotonic
    _since: float = float("-inf")
    _count: int = 0
    _before: int = 0
    _put_off: int = 0

    def note_arrival(self) -> None:
        """Something came in."""
        now = self.clock()
        if now - self._since >= WINDOW_SECONDS:
            self._before = self._count if now - self._since < 2 * WINDOW_SECONDS else 0
            self._since, self._count = now, 0
        self._count += 1

    @property
    def busy(self) -> bool:
        """Whether a burst is under way, or what it left."""
        return self._put_off > 0 or self.coming_in

    @property
    def coming_in(self) -> bool:
        """Whether a burst is under way."""
        return self.clock() - self._since < WINDOW_SECONDS and max(self._count, self._before) >= BUSY

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """There is none for the length of the block: what a burst has left is being worked through."""
        self._put_off += 1
        try:
            yield
        finally:
            self._put_off -= 1

    async def wait(self, or_once: Callable[[], bool] = lambda: False) -> None:
        """Wait for an idle moment, or for something that can't wait for one, three seconds at most."""
        for _ in range(PATIENCE):
            if not self.busy or or_once():
                return
            await self.time.sleep(WINDOW_SECONDS)
