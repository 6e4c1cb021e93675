"""Which views of a database are open, and since when."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One open view."""

    connection: AsyncConnection
    since: float

    @property
    def seconds(self) -> float:
        """How long it has been open."""
        return time.monotonic() - self.since

    async def close(self) -> None:
        """Take the view away from whoever forgot it: looking on raises an error there."""
        await self.connection.invalidate()


class Views:
    """The open views."""

    def __init__(self) -> None:
        self._open: set[View] = set()

    @contextmanager
    def noted(self, connection: AsyncConnection) -> Iterator[None]:
        """This view is open for the length of the block."""
        view = View(connection, time.monotonic())
        self._open.add(view)
        try:
            yield
        finally:
            self._open.discard(view)

    def open_for(self, seconds: float) -> Sequence[View]:
        """Those that have been open for so long."""
        return [view for view in self._open if view.seconds >= seconds]
