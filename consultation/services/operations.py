"""Operations: what makes something new on a platform is noted first, so that neither a crash nor a lost answer makes it twice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from consultation.ports.clock import Clock
from consultation.ports.platform import PlatformRefusal, PlatformSilence
from consultation.ports.storage import Storage

TRIES = 3
"""How often a call is made whose answer is lost, each time after a look-up that did not find its effect."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Intent, look-up after a crash, call, result: the order in which nothing is made twice and nothing is forgotten."""

    storage: Storage
    clock: Clock

    async def make(
        self,
        key: str,
        call: Callable[[], Awaitable[str]],
        find: Callable[[datetime], Awaitable[str | None]],
    ) -> str:
        """What this call made, now or before. `find` looks for it on the platform, since a moment (UTC).

        The result is noted by the caller, in the same transaction as what follows from it. Raises PlatformRefusal, after which
        nothing is noted, and PlatformSilence, after which the next try begins with a look-up.
        """
        async with self.storage.work() as work:
            earlier = await work.operations.begin(key, self.clock.now())
        if earlier is None:
            begun = self.clock.now()
        else:
            begun = earlier.called_at
            found = earlier.result or await find(begun)
            if found:
                return found
        return await self._call(key, call, lambda: find(begun))

    async def _call(
        self, key: str, call: Callable[[], Awaitable[str]], find: Callable[[], Awaitable[str | None]]
    ) -> str:
        for tries_left in reversed(range(TRIES)):
            try:
                return await call()
            except PlatformRefusal:
                async with self.storage.work() as work:
                    await work.operations.withdraw(key)
                raise
            except PlatformSilence:
                found = await find()
                if found:
                    return found
                if not tries_left:
                    raise
        raise AssertionError("the last try returns or raises")
