"""Time and identity, which come in as arguments."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, UTC."""
        ...


class Identity(Protocol):
    """New names for new things, never twice the same."""

    def new(self) -> str:
        """A short name: letters and digits, safe in any id of any platform."""
        ...

    def seed(self) -> int:
        """A number that decides ties; kept with the session, so that a placement can be replayed."""
        ...
