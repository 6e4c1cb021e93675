"""One database file: a single writing connection, taken in turns, and a few short readers."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Executable, Row, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage import driver
from storage.errors import CannotOpen
from storage.turns import Turns

Found = Row[*tuple[Any, ...]]
"""A row as it comes, untyped. It becomes a model in the method that fetched it."""

READERS = 4
"""Readers that may look at the same moment; more wait for their turn."""

PRAGMAS: Mapping[str, str] = {
    "busy_timeout": "5000",
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "mmap_size": "0",
}
"""How every connection is set up. FULL so that a committed ballot outlives a power cut, secure_delete so that erased words
are gone from the file too; the busy time-out (ms) only matters beside another process, such as a migration."""


class Database:
    """An open database. Close it when done."""

    def __init__(self, url: URL) -> None:
        self._turns = Turns()
        self._writing: asyncio.Task[object] | None = None
        self._writer = _engine(url, 1, "BEGIN IMMEDIATE", PRAGMAS)
        self._readers = _engine(url, READERS, "BEGIN", {**PRAGMAS, "query_only": "ON"})

    @asynccontextmanager
    async def writing(self, *, urgent: bool = False) -> AsyncIterator[AsyncConnection]:
        """One write transaction at a time, in the order of asking. Leaving the block is the commit; an exception undoes it.

        `urgent` goes before the others: somebody waits for it within seconds.
        Raises RuntimeError where a block is opened inside another of the same task, which would wait for itself for ever.
        """
        task = asyncio.current_task()
        if task is not None and task is self._writing:
            raise RuntimeError("A unit of work is already open in this task.")
        async with self._turns.turn(urgent=urgent):
            self._writing = task
            try:
                async with self._writer.begin() as connection:
                    yield connection
            finally:
                self._writing = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view that can't be written to. Keep it short: an open reader keeps the log from shrinking."""
        async with self._readers.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self._readers.dispose()
        await self._writer.dispose()


async def open_database(url: str) -> Database:
    """Open the database at `sqlite:///path` or `sqlite+aiosqlite:///path`; a file that isn't there yet is made, for us alone.

    Raises CannotOpen where that isn't possible.
    """
    parsed = parse(url)
    make_private(parsed)
    database = Database(parsed.set(drivername="sqlite+aiosqlite"))
    try:
        async with database.writing():
            pass  # the first transaction finds out whether this is a database that can be written to
    except DatabaseError as error:
        await database.close()
        raise CannotOpen(where(parsed), explain(error)) from error
    return database


def parse(url: str) -> URL:
    """The address of a database as a value. Raises CannotOpen for what isn't one of ours, without repeating a password."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise CannotOpen(
            "of the settings", "its address should look like sqlite:///plenary.sqlite3."
        ) from error
    if parsed.drivername not in ("sqlite", "sqlite+aiosqlite"):
        raise CannotOpen("of the settings", f"{parsed.drivername} isn't supported, only sqlite:///path.")
    # An address of SQLite's own (file:...) may mean memory, which doesn't last.
    if (parsed.database or ":memory:").startswith((":memory:", "file:")):
        raise CannotOpen("of the settings", "it needs the path of a file, such as sqlite:///plenary.sqlite3.")
    return parsed


def where(url: URL) -> str:
    """The place of a database in words: its path."""
    return str(url.database)


def make_private(url: URL) -> None:
    """Make the file where it isn't there yet, readable by its owner only. Raises CannotOpen."""
    path = Path(where(url))
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise CannotOpen(
            str(path), f"{error.strerror}. Check that its folder exists and can be written to."
        ) from error


def explain(error: DatabaseError) -> str:
    """What a database said, as the end of a sentence."""
    return f"{error.orig}. Check that this is Plenary's own file and that it can be written to."


def set_up(connection: DBAPIConnection, pragmas: Mapping[str, str]) -> None:
    """Give a new connection its settings."""
    cursor = connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what happens when the row is there already, in the database's own words."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


async def changed(connection: AsyncConnection, statement: Executable) -> int:
    """Carry out a statement; how many rows it changed."""
    return (await connection.execute(statement)).rowcount


def _engine(url: URL, size: int, begin: str, pragmas: Mapping[str, str]) -> AsyncEngine:
    # The driver's own transactions begin too late, at the first write; ours begin where the block does.
    arguments = {"isolation_level": None, "async_creator_fn": driver.connect}
    # What people wrote must not come into a log by way of a failed statement's parameters.
    engine = create_async_engine(
        url, pool_size=size, max_overflow=0, connect_args=arguments, hide_parameters=True
    )

    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        set_up(connection, pragmas)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
    return engine
