"""The real time and real identities."""

import secrets
import time
from datetime import UTC, datetime, timedelta

ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz"
"""Lower case without l and o, which are read as digits; safe in channel names and ids of every platform."""


JUMP = timedelta(seconds=60)
"""A machine's clock that is further than this from the time that has passed, or from the platform's, was set, not corrected."""


class SteadyClock:
    """Time as it passes since the start of the program, from what the machine's clock said then.

    Setting the clock of the machine moves nothing. A machine that slept has aged meanwhile, where the system counts that. One whose
    clock was set before the start would close what is open: where the platform told us the time (`told`, UTC), and it is another, that
    is believed.
    """

    def __init__(self, told: datetime | None = None) -> None:
        self._began, self._mark = datetime.now(UTC), _passed()
        if told is not None and abs(told - self._began) > JUMP:
            self._began = told

    def now(self) -> datetime:
        """The present moment, UTC."""
        return self._began + timedelta(seconds=_passed() - self._mark)

    def apart(self) -> timedelta:
        """How far the machine's clock is ahead of the time that has passed."""
        return datetime.now(UTC) - self.now()


def _passed() -> float:
    # Linux counts sleep in CLOCK_BOOTTIME only.
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class RandomIdentity:
    """Names from the operating system's source of chance: 16 of 34 letters, about 81 bits."""

    def new(self) -> str:
        """A name that is never made twice."""
        return "".join(secrets.choice(ALPHABET) for _ in range(16))

    def seed(self) -> int:
        """A seed below 2^31, so that it can be read out and typed."""
        return secrets.randbelow(2**31)
