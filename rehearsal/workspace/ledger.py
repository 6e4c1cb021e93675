"""A log of bounded length whose entries have numbers, so that a reader can ask for what came since."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json


class Ledger:
    """The latest entries, oldest first; numbers begin with 1 and stay with their entry until it is let go."""

    def __init__(self, most: int) -> None:
        self._entries: deque[Json] = deque(maxlen=most)
        self.count = 0

    def append(self, entry: Json) -> None:
        """Write down what happened; past its length the oldest entry is let go."""
        self._entries.append(entry)
        self.count += 1

    def get(self, number: int) -> Json | None:
        """Return the entry with a number, if it is still here."""
        at = number - 1 - (self.count - len(self._entries))
        return self._entries[at] if 0 <= at < len(self._entries) else None

    def since(self, number: int, most: int) -> Iterator[tuple[int, Json]]:
        """Give the entries after a number, at most so many of the latest, with theirs."""
        wanted = max(0, min(self.count - number, most, len(self._entries)))
        first = self.count - wanted + 1
        return enumerate(islice(self._entries, len(self._entries) - wanted, None), first)

    def __iter__(self) -> Iterator[Json]:
        return iter(self._entries)

    def __reversed__(self) -> Iterator[Json]:
        return reversed(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
