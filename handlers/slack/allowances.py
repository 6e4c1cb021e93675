"""How much of something may be done when."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

WINDOW = timedelta(minutes=1)


class Allowance(Protocol):
    """How much may be done when."""

    def wait(self, now: datetime) -> timedelta:
        """How long from now until one more is allowed."""
        ...

    def spend(self, now: datetime) -> None:
        """Take one."""
        ...


@dataclass(slots=True)
class InAnyMinute:
    """So many within any minute, at once or spread."""

    most: int
    _spent: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> timedelta:
        """How long from now until one more is allowed."""
        if len(self._spent) < self.most:
            return timedelta(0)
        return max(self._spent[0] + WINDOW - now, timedelta(0))

    def spend(self, now: datetime) -> None:
        """Take one."""
        self._spent.append(now)
        while len(self._spent) > self.most:
            self._spent.popleft()
