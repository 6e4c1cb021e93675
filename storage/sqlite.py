"""SQLite: how its connections are set up."""

import logging
import sqlite3
from collections.abc import Mapping

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage import driver
from storage.address import Address

log = logging.getLogger(__name__)

SOUND = (3, 51, 3)
"""Earlier versions may damage a log that several connections reset at the same moment (https://sqlite.org/wal.html#walresetbug)."""

PRAGMAS: Mapping[str, str] = {
    "busy_timeout": "5000",
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "mmap_size": "0",
}
"""How every connection is set up. FULL so that a committed ballot outlives a power cut, secure_delete so that erased words
are gone from the file too; the busy time-out (ms) only matters beside another process, such as a backup."""

WRITER = "BEGIN IMMEDIATE", PRAGMAS
READER = "BEGIN", {**PRAGMAS, "query_only": "ON"}


def engine(address: Address, size: int, begin: str, pragmas: Mapping[str, str]) -> AsyncEngine:
    """Connections to the file, at most `size` at once."""
    # The driver's own transactions begin too late, at the first write; ours begin where the block does.
    arguments = {"isolation_level": None, "check_same_thread": False, "async_creator_fn": driver.connect}
    # What people wrote must not come into a log by way of a failed statement's parameters.
    made = create_async_engine(
        address.url.set(drivername="sqlite+aiosqlite"),
        pool_size=size,
        max_overflow=0,
        connect_args=arguments,
        hide_parameters=True,
    )

    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        set_up(connection, pragmas)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(made.sync_engine, "connect", on_connect)
    event.listen(made.sync_engine, "begin", on_begin)
    return made


def set_up(connection: DBAPIConnection, pragmas: Mapping[str, str]) -> None:
    """Give a new connection its settings."""
    cursor = connection.cursor()
    for name, value in pragmas.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def empty_log(file: sqlite3.Connection) -> None:
    """Write the log into the file and cut it to nothing, as far as open views let us, without waiting for them."""
    file.execute("PRAGMA busy_timeout=0")
    try:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        file.execute(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")


TO_SCRUB = "PRAGMA user_version=1"
"""Notes in the file itself, within a transaction that deletes, that something is to be overwritten: a crash right after the commit does
not make it forgotten."""


def scrub(file: sqlite3.Connection) -> None:
    """Write the file anew, and empty its log. What is written on the way stays in memory."""
    file.execute("PRAGMA temp_store=MEMORY")
    file.execute("VACUUM")
    file.execute("PRAGMA user_version=0")
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def tell_version() -> None:
    """Say so where this SQLite has a known fault, and what keeps us from it."""
    if sqlite3.sqlite_version_info < SOUND:
        log.info(
            "SQLite %s has a fault that needs two writing connections; Plenary has one, and refuses a second",
            sqlite3.sqlite_version,
        )
