"""The real time and real identities."""

import secrets
from datetime import UTC, datetime

ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz"
"""Lower case without l and o, which are read as digits; safe in channel names and ids of every platform."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        return datetime.now(UTC)


class RandomIdentity:
    """Names from the operating system's source of chance: 16 of 34 letters, about 81 bits."""

    def new(self) -> str:
        """A name that is never made twice."""
        return "".join(secrets.choice(ALPHABET) for _ in range(16))

    def seed(self) -> int:
        """A seed below 2^31, so that it can be read out and typed."""
        return secrets.randbelow(2**31)
