"""Which readers of a database are open, and since when: one that is left open keeps the log from being emptied."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True, eq=False)
class OpenReader:
    """One open reader."""

    connection: AsyncConnection
    since: float

    @property
    def seconds(self) -> float:
        """How long it has been open."""
        return time.monotonic() - self.since

    async def close(self) -> None:
        """Take it away from whoever forgot it: looking on raises an error there."""
        await self.connection.invalidate()


class OpenReaders:
    """All that are open."""

    def __init__(self) -> None:
        self._open: set[OpenReader] = set()

    @contextmanager
    def noted(self, connection: AsyncConnection) -> Iterator[None]:
        """This reader is open for the length of the block."""
        reader = OpenReader(connection, time.monotonic())
        self._open.add(reader)
        try:
            yield
        finally:
            self._open.discard(reader)

    def open_for(self, seconds: float) -> Sequence[OpenReader]:
        """Those that have been open for so long."""
        return [reader for reader in self._open if reader.seconds >= seconds]
