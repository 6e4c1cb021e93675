"""Who leads: always us, on a file; on a server, the process that holds the lock and the newest token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from consultation.ports.leadership import Leadership, LeadershipLost
from storage.database import Database

if TYPE_CHECKING:
    from storage.presence import Presence, Term

_TERM: "ContextVar[Term | None]" = ContextVar("term", default=None)

# Shared with nobody who would begin another term, until the transaction ends.
_TOKEN = text("SELECT token FROM leaders WHERE name = 'outbound' FOR SHARE")


class Undisputed:
    """Implements Leadership where no other process can be."""

    @asynccontextmanager
    async def led(self) -> AsyncIterator[None]:
        yield

    def require(self) -> None:
        pass


class Elected:
    """Implements Leadership among the processes that share a server."""

    def __init__(self, presence: "Presence") -> None:
        self._presence = presence

    @asynccontextmanager
    async def led(self) -> AsyncIterator[None]:
        term = await self._presence.term()
        before = _TERM.set(term)
        task, cut = asyncio.current_task(), False

        async def watch() -> None:
            nonlocal cut
            await term.lost.wait()
            cut = True
            if task is not None:
                task.cancel()

        watching = asyncio.create_task(watch())
        try:
            yield
        except asyncio.CancelledError:
            if cut and task is not None and task.uncancel() == 0:
                raise LeadershipLost from None
            raise
        finally:
            watching.cancel()
            _TERM.reset(before)

    def require(self) -> None:
        term = _TERM.get()
        if term is None or not term.goes_on:
            raise LeadershipLost


def leadership(database: Database) -> Leadership:
    """The leadership of the processes that use this database."""
    return Undisputed() if database.presence is None else Elected(database.presence)


async def fence(connection: AsyncConnection) -> None:
    """Within a led block, let a transaction go on only while no other process leads. Raises LeadershipLost."""
    term = _TERM.get()
    if term is not None and (await connection.execute(_TOKEN)).scalar() != term.token:
        raise LeadershipLost
