"""The alarm for a storage that takes nothing: organisers hear of it in private, past the storage, and again once it is over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.slack.background import BackgroundTasks
from handlers.slack.pacer import Time

PATIENCE_SECONDS = 5.0
"""What is over by then is nobody's concern: Slack delivers again."""

EVERY_SECONDS = 10.0
"""How often it is looked whether something can be stored again."""

NOTHING_STORED = (
    "Nothing can be stored just now. What people press, type or send is not counted, and Slack tells them that it did not work. "
    "Please tell whoever runs Plenary, and say that the disk may be full. It goes on by itself once that is mended."
)
STORED_AGAIN = "Everything is stored again. Whoever was told that something did not work can do it once more."


@dataclass(slots=True)
class Alarm:
    """Rung whenever something could not be stored. Each trouble is told once, and its end."""

    can_write: Callable[[], Awaitable[bool]]
    tell: Callable[[str], Awaitable[None]]
    background: BackgroundTasks
    time: Time
    _rings: bool = False

    def ring(self) -> None:
        """Something could not be stored."""
        if not self._rings:
            self._rings = True
            self.background.start(self._watch())

    async def _watch(self) -> None:
        try:
            await self.time.sleep(PATIENCE_SECONDS)
            if await self.can_write():
                return
            await self.tell(NOTHING_STORED)
            while not await self.can_write():
                await self.time.sleep(EVERY_SECONDS)
            await self.tell(STORED_AGAIN)
        finally:
            self._rings = False
