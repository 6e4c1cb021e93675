"""How many events an app was sent in the last hour, and when it hears that there were too many."""

from __future__ import annotations

from collections import deque

MINUTE, HOUR = 60.0, 60


class Meter:
    """Counts by the minute; ``most`` events pass in any 60 of them (docs.slack.dev, rate limits of the Events API)."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minutes: deque[list[int]] = deque()
        self._total = 0
        self._told = -1

    def take(self, now: float) -> bool:
        """Count one event at unix time ``now`` and return whether it may be sent."""
        minute = int(now // MINUTE)
        while self._minutes and self._minutes[0][0] <= minute - HOUR:
            self._total -= self._minutes.popleft()[1]
        if self._total >= self.most:
            return False
        if not self._minutes or self._minutes[-1][0] != minute:
            self._minutes.append([minute, 0])
        self._minutes[-1][1] += 1
        self._total += 1
        return True

    def tells(self, now: float) -> bool:
        """Return, once in each minute, that the app is to hear of its being over the cap."""
        minute = int(now // MINUTE)
        first, self._told = minute != self._told, minute
        return first
