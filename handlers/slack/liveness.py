"""Liveness of the way in: whether Slack reaches us, and when it last did."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Liveness:
    """Counts and moments only: whoever may look at the health of the program may see all of it."""

    clock: Callable[[], float] = time.monotonic
    connected: bool = False
    strangers: int = 0
    """Connections to Slack under the same token that are not ours: another copy of the program takes part of what comes."""
    trouble: str = ""
    """A word for what keeps us from being connected; empty where nothing does."""
    heard_at: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.heard_at = self.clock()

    def heard(self) -> None:
        """Slack gave a sign of life: a pong, or a request that bears its signature."""
        self.heard_at = self.clock()

    @property
    def silence(self) -> float:
        """Seconds since the last sign of life, or since the start."""
        return self.clock() - self.heard_at
