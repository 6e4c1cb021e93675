"""One transaction by itself, for commands. Blocking: inside a running program call it through asyncio.to_thread."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack
from enum import Enum
from typing import TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from storage import disk, postgres, sqlite
from storage.address import Address
from storage.database import refusal

Answer = TypeVar("Answer")


class For(Enum):
    """What a transaction is for."""

    READING = "reading"
    WRITING = "writing"
    MIGRATING = "migrating"
    """Writing with SQLite's foreign keys off: with them on, remaking a table would empty those that refer to it."""


def alone(address: Address, purpose: For, work: Callable[[Connection], Answer]) -> Answer:
    """Do this in one transaction: all of it or nothing. Raises CannotOpen and ReadOnly where it can't be begun."""
    if not address.is_file:
        return asyncio.run(_on_server(address, purpose, work))
    engine = _file(address, purpose)
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise refusal(address, error) from error
    with connection:
        try:
            connection.begin()
            # The first read tells whether this is a database.
            connection.exec_driver_sql("PRAGMA schema_version")
        except DBAPIError as error:
            raise refusal(address, error) from error
        answer = work(connection)
        connection.commit()
        return answer


async def _on_server(address: Address, purpose: For, work: Callable[[Connection], Answer]) -> Answer:
    engine = postgres.engine(address, 0, postgres.READER if purpose is For.READING else postgres.WRITER)
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine.begin())
        except (DBAPIError, OSError) as error:
            raise refusal(address, error) from error
        return await connection.run_sync(work)


def _file(address: Address, purpose: For) -> Engine:
    begin, pragmas = sqlite.READER if purpose is For.READING else sqlite.WRITER
    if purpose is For.READING:
        # What is only looked at is left as it is, its log too.
        pragmas, place = {"busy_timeout": "5000", "query_only": "ON"}, disk.read_only(address.path)
    else:
        place = address.path.absolute().as_uri()
    if purpose is For.MIGRATING:
        pragmas = {**pragmas, "foreign_keys": "OFF"}

    def connect() -> sqlite3.Connection:
        # As in storage.sqlite: the driver leaves transactions to us, so that tables are undone with the rest.
        connection = sqlite3.connect(place, uri=True, isolation_level=None)
        if purpose is For.READING:
            # A damaged word is to be found, not to stop the looking.
            connection.text_factory = lambda kept: kept.decode("utf-8", "replace")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        sqlite.set_up(connection, pragmas)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine
