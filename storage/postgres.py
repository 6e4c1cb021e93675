"""PostgreSQL: how its connections are set up, and which of its errors pass by themselves."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.address import Address

Answer = TypeVar("Answer")

WRITING = 0x504C4E01
"""The advisory lock that a writing transaction holds to its end, so that units of work come one after the other: as in SQLite,
what a unit of work has read stays true until it is committed, whichever process it runs in."""

RUNNING = 0x504C4E02
"""The advisory lock that every running program shares, so that a restore can tell that none runs."""

CHANNEL = "plenary"
"""Where processes tell each other that what is visible has changed."""

GONE_SECONDS = 20
"""A process that has not been heard of for so long, by the server's clock, is gone: others take up what it left."""

WRITER = f"SELECT pg_advisory_xact_lock({WRITING})"
READER = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"

SETTINGS: Mapping[str, str] = {
    "application_name": "plenary",
    # A process that is frozen inside a transaction must not hold up the others for longer than this.
    "idle_in_transaction_session_timeout": "10s",
    "lock_timeout": "15s",
    "statement_timeout": "60s",
    "timezone": "UTC",
}

TRIES = 5
PAUSE_SECONDS = 0.1
"""Doubled with each try: 1.5 s in all, so that a delivery is still acknowledged in time."""

PASSING = ("08", "40", "53", "55P03", "57P")
"""Beginnings of the SQLSTATEs that pass: lost connections, conflicts, too many connections, waits for a lock, restarts
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


def engine(address: Address, size: int, begin: str = "") -> AsyncEngine:
    """Connections to the server, at most `size` at once; none is kept where it is 0. `begin` starts each transaction."""
    made = create_async_engine(
        address.url,
        connect_args={"ssl": address.tls, "timeout": 10, "server_settings": {**SETTINGS}},
        hide_parameters=True,
        **({"pool_size": size, "max_overflow": 0} if size else {"poolclass": NullPool}),
    )

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    if begin:
        event.listen(made.sync_engine, "begin", on_begin)
    return made


async def retried(act: Callable[[], Awaitable[Answer]]) -> Answer:
    """Do what leaves no trace when it fails, up to five times where the failure passes by itself. Raises the last one."""
    for attempt in range(TRIES - 1):
        try:
            return await act()
        except (DBAPIError, OSError) as error:
            if not passes(error):
                raise
        await asyncio.sleep(PAUSE_SECONDS * 2**attempt)
    return await act()


def passes(error: BaseException) -> bool:
    """Whether trying again may help: the server was restarted, or two transactions were in each other's way."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError)
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or (isinstance(state, str) and state.startswith(PASSING))


async def scrub(engine: AsyncEngine, tables: Iterable[str]) -> None:
    """Write the tables anew that held what was deleted. The server's own archive, where it keeps one, is beyond our reach."""
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in tables:
            await alone.exec_driver_sql(f"VACUUM (FULL) {table}")
