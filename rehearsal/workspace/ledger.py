"""A log of bounded length whose entries have numbers, so that a reader can ask for what came since."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json


class Ledger:
    """The latest entries, oldest first; numbers begin with 1 and stay with their entry until it is let go.

    It holds at most so many entries, and with ``room`` at most so many letters of JSON, as those who append count them.
    """

    def __init__(self, most: int, room: int = 0) -> None:
        self._entries: deque[Json] = deque()
        self._letters: deque[int] = deque()
        self._most = most
        self._room = room
        self._held = 0
        self.count = 0

    def append(self, entry: Json, letters: int = 0) -> None:
        """Write down what happened; where there is no place or room left, the oldest entries are let go."""
        self._entries.append(entry)
        self._letters.append(letters)
        self._held += letters
        self.count += 1
        while len(self._entries) > self._most or (self._room and self._held > self._room):
            self._entries.popleft()
            self._held -= self._letters.popleft()

    def clear(self) -> None:
        """Let go of every entry; the numbers go on."""
        self._entries.clear()
        self._letters.clear()
        self._held = 0

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
