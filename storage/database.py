"""One database: writing transactions one after the other, and a few short readers."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Row, Table, event, text
from sqlalchemy.dialects import sqlite as dialect_of_file
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import greenlet_spawn

from storage import disk, driver, postgres, sqlite
from storage.address import Address, parse
from storage.errors import CannotOpen, Moved, ReadOnly, StorageError
from storage.open_readers import OpenReaders
from storage.postgres import CHANNEL
from storage.turns import Turns

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql as dialect_of_server

    from storage.presence import Presence

Found = Row[*tuple[Any, ...]]
"""A row as it comes, untyped. It becomes a model in the method that fetched it."""

OF_ENVELOPES = ("ballots", "intake", "envelope_keys")
"""Tables from which the close of an anonymous poll deletes what may tell who answered."""

READERS = 4
"""Readers that may look at the same moment; more wait for their turn."""


class Database:
    """An open database. Close it when done. `held` is what it keeps others out by."""

    def __init__(self, address: Address, held: AsyncExitStack) -> None:
        self.address, self._held = address, held
        self.presence = None if address.is_file else _presence(address)
        self.process = secrets.token_hex(8) if self.presence is None else self.presence.process
        """A name for this process, as long as it has the database open."""
        self.is_open = True
        # A file remembers over a crash that it is to be written anew. A server's tables are written anew at each start instead.
        self.to_scrub: set[str] = set() if address.is_file else set(OF_ENVELOPES)
        """Tables from which something was deleted of which nothing may be left, and that has not been seen to yet."""
        self.spent: set[str] = set()
        """Anonymous polls that are known to be closed: nothing that is pressed in them too late is stored."""
        self._files: tuple[tuple[int, int] | None, ...] = ()
        self.open_readers = OpenReaders()
        self._turns, self._urgent_turns = Turns(), Turns()
        self._writing: asyncio.Task[object] | None = None
        self._file: driver.Connection | None = None
        if address.is_file:
            self._writer = sqlite.engine(address, 1, *sqlite.WRITER)
            event.listen(self._writer.sync_engine, "connect", self._remember_file)
            event.listen(self._writer.sync_engine, "close", self._forget_file)
            self._readers = sqlite.engine(address, READERS, *sqlite.READER)
            self._adder = None
        else:
            self._writer = postgres.engine(address, 1, postgres.WRITER)
            self._readers = postgres.engine(address, READERS, postgres.READER)
            self._adder = postgres.engine(address, 1)

    @asynccontextmanager
    async def writing(self, *, urgent: bool = False, brief: bool = False) -> AsyncIterator[AsyncConnection]:
        """One write transaction at a time, in the order of asking. Leaving the block is the commit; an exception undoes it.

        `urgent` is for what only adds rows while somebody waits for it within seconds: it goes before the others, and where
        several processes write it waits for none of them. `brief` is for a few rows by their keys (`driver.Connection.brief`).
        Raises RuntimeError where a block is opened inside another of the same task, which would wait for itself for ever; Moved.
        """
        self.require_in_place()
        task = asyncio.current_task()
        if task is not None and task is self._writing:
            raise RuntimeError("A unit of work is already open in this task.")
        if urgent and self._adder is not None:
            async with self._urgent_turns.turn(), _begun(self._adder) as connection:
                yield connection
            return
        async with self._turns.turn(urgent=urgent):
            self._writing = task
            try:
                async with _begun(self._writer) as connection:
                    if self._file is not None:
                        self._file.brief = brief
                    yield connection
            finally:
                self._writing = None
                if self._file is not None:
                    self._file.brief = False

    @asynccontextmanager
    async def file_turn(self) -> AsyncIterator[driver.Connection]:
        """An urgent turn at a file's one writing connection, for a transaction in one trip (`Connection.transact`). Raises Moved."""
        self.require_in_place()
        async with self._turns.turn(urgent=True):
            yield await self._connected()

    async def _connected(self) -> driver.Connection:
        if self._file is None:  # the write before was cancelled, and its connection with it
            await self._connect()
        assert self._file is not None
        return self._file

    async def _connect(self) -> None:
        raw = await self._writer.raw_connection()
        await greenlet_spawn(raw.close)  # SQLAlchemy's own way back to the pool from asyncio

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view that can't be written to. Keep it short: an open reader keeps the log from shrinking."""
        async with _begun(self._readers) as connection:
            with self.open_readers.noted(connection):
                yield connection

    def _remember_file(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The one there is, whose turn it is to use; taking it from the pool and giving it back would be a trip more.
        raw = getattr(connection, "driver_connection", None)
        assert isinstance(raw, driver.Connection)
        self._file = raw
        self._forget_log()

    def _forget_file(self, _connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        self._file = None

    def _forget_log(self) -> None:
        # SQLite takes the log away with the last connection that is closed, and makes another one.
        self._files = self._files and (self._files[0], None)

    @property
    def is_quiet(self) -> bool:
        """Whether nobody writes just now."""
        return not self._turns.held

    def remember_files(self) -> None:
        """From now on, write only while the file and its log are these."""
        self._files = disk.identities(self.address.path)

    def require_in_place(self) -> None:
        """Refuse to write to a file that has no name any more, or another's. Raises Moved."""
        if not self._files:
            return
        found = disk.identities(self.address.path)
        if self._file is None:  # a write was cancelled, and its connection with it
            self._forget_log()
        if any(known not in (None, now) for known, now in zip(self._files, found, strict=True)):
            raise Moved(self.address.where)
        self._files = found  # the log is made with the first write

    async def empty_log(self) -> None:
        """Write a file's log into the file and cut it to nothing, as far as open views let us, without waiting for them."""
        async with self._turns.turn():
            await (await self._connected()).at_once(sqlite.empty_log)

    async def note_to_scrub(self, connection: AsyncConnection) -> None:
        """Remember with this transaction that something is deleted of which nothing may be left; a file remembers it over a crash."""
        if self.address.is_file:
            await connection.exec_driver_sql(sqlite.TO_SCRUB)

    async def scrub(self, tables: Iterable[str] = OF_ENVELOPES) -> None:
        """Write a file anew, or these tables of a server, so that nothing which was deleted is left between the rows; empty a file's log.

        What the system, the disk or a server's archive keeps of it is beyond our reach.
        """
        async with self._turns.turn():
            if not self.address.is_file:
                await postgres.scrub(self._writer, tables)
                return
            await (await self._connected()).at_once(sqlite.scrub)

    def hear(self, on_news: Callable[[], None]) -> None:
        """Call this when another process has changed what is visible."""
        if self.presence is not None:
            self.presence.on_news = on_news

    async def tell_others(self, connection: AsyncConnection) -> None:
        """Let the other processes know, once this transaction is committed, that what is visible has changed."""
        if self.presence is not None:
            await connection.exec_driver_sql(f"NOTIFY {CHANNEL}, '{self.process}'")

    async def close(self) -> None:
        """Close all connections, and let others have the database."""
        self.is_open = False
        if self.presence is not None:
            await self.presence.stop()
        for engine in (self._readers, self._writer, self._adder):
            if engine is not None:
                await engine.dispose()
        await self._held.aclose()


async def open_database(url: str) -> Database:
    """Open the database at `sqlite:///path` or `postgresql://user:password@host/name`.

    A file that isn't there yet is made, for us alone, and held: another process is refused until it is closed.
    Raises BadAddress, CannotOpen, ReadOnly, Damaged, NetworkDisk, OpenToOthers and AlreadyRunning.
    """
    address = parse(url)
    held = AsyncExitStack()
    if address.is_file:
        sqlite.tell_version()
        held.enter_context(disk.held(address.path))
    database = Database(address, held)
    try:
        async with database.writing() as connection:  # which finds out whether this can be written to
            if address.is_file and await connection.scalar(text("PRAGMA user_version")):
                database.to_scrub.update(OF_ENVELOPES)
        if database.presence is not None:
            await database.presence.start()
    except (DBAPIError, OSError) as error:
        await database.close()
        raise refusal(address, error) from error
    except BaseException:
        await database.close()
        raise
    if address.is_file:
        disk.mark_used(address.path)
        database.remember_files()
    return database


def _presence(address: Address) -> "Presence":
    # The server's driver takes time to load that a file needn't spend.
    from storage.presence import Presence

    return Presence(address)


def refusal(address: Address, error: Exception) -> StorageError:
    """Why a database can't be used, in a sentence, by what it said itself."""
    said = _said(error.orig if isinstance(error, DBAPIError) and error.orig else error)
    if not address.is_file:
        return CannotOpen(address.where, f"{said}. Check DATABASE_URL, and that the server runs.")
    if "readonly" in said:
        return ReadOnly(address.where)
    return CannotOpen(
        address.where, f"{said}. Check that this is Plenary's own file and that it can be written to."
    )


def _said(error: BaseException) -> str:
    if "Connect call failed" in str(error):
        return "nothing answers there"
    return (isinstance(error, OSError) and error.strerror) or str(error)


def insert(connection: AsyncConnection, table: Table) -> "dialect_of_file.Insert | dialect_of_server.Insert":
    """An INSERT that can say what happens when the row is there already, in the database's own words."""
    if connection.dialect.name == "postgresql":
        # Loaded with all of the server's drivers, which a file has no need of.
        from sqlalchemy.dialects import postgresql as dialect_of_server

        return dialect_of_server.insert(table)
    return dialect_of_file.insert(table)


async def changed(connection: AsyncConnection, statement: Executable) -> int:
    """Carry out a statement; how many rows it changed."""
    return (await connection.execute(statement)).rowcount


@asynccontextmanager
async def _begun(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction. Beginning it is tried again where a server was away for a moment: nothing has been done yet."""
    async with AsyncExitStack() as stack:
        yield await postgres.retried(lambda: stack.enter_async_context(engine.begin()))
