"""What an app was sent in the last hour: when it hears that there were too many events, when it has missed too many."""

from __future__ import annotations

from collections import deque

MINUTE, HOUR = 60.0, 60

MOST_MISSED = 0.95
"""Past this share of failed tries in an hour an app gets no more events (docs.slack.dev, Events API, failure limits)."""


class Window:
    """A count over the last 60 minutes."""

    def __init__(self) -> None:
        self._minutes: deque[list[int]] = deque()
        self._total = 0

    def total(self, now: float) -> int:
        """Return how many there were in the hour before unix time ``now``."""
        minute = int(now // MINUTE)
        while self._minutes and self._minutes[0][0] <= minute - HOUR:
            self._total -= self._minutes.popleft()[1]
        return self._total

    def add(self, now: float) -> None:
        """Count one more."""
        minute = int(now // MINUTE)
        if not self._minutes or self._minutes[-1][0] != minute:
            self._minutes.append([minute, 0])
        self._minutes[-1][1] += 1
        self._total += 1


class Meter:
    """Counts by the minute; ``most`` events pass in any 60 of them (docs.slack.dev, rate limits of the Events API)."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._events = Window()
        self._told = -1

    def take(self, now: float) -> bool:
        """Count one event at unix time ``now`` and return whether it may be sent."""
        if self._events.total(now) >= self.most:
            return False
        self._events.add(now)
        return True

    def total(self, now: float) -> int:
        """Return how many events were sent in the hour before ``now``."""
        return self._events.total(now)

    def tells(self, now: float) -> bool:
        """Return, once in each minute, that the app is to hear of its being over the cap."""
        minute = int(now // MINUTE)
        first, self._told = minute != self._told, minute
        return first


class Health:
    """How many of the tries to reach an app failed within 60 minutes."""

    def __init__(self) -> None:
        self._tries, self._failures = Window(), Window()

    def note(self, now: float, *, failed: bool) -> None:
        """Count one try at unix time ``now``."""
        self._tries.add(now)
        if failed:
            self._failures.add(now)

    def is_poor(self, now: float) -> bool:
        """Return whether more tries failed than Slack bears with."""
        return self._failures.total(now) > MOST_MISSED * self._tries.total(now)
