"""The SQLite driver with one trip to its thread for each statement instead of four, and none for what can go with another.

aiosqlite goes to its thread and back for making a cursor, executing, fetching and closing; each trip costs more than most of our
statements. Measured on 2 cores: a vote's unit of work took 13 ms that way. A transaction begins on the way of its first statement, and
one that is over is not rolled back once more on its return to the pool. In a busy process each trip also waits for the interpreter's
lock: 50 votes held the one writing connection for 16 ms by trips, and for 8 ms without (`brief`).
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeVar

import aiosqlite
from typing_extensions import override

Answer = TypeVar("Answer")


class Cursor:
    """As much of a cursor as SQLAlchemy's adapter uses. Rows are fetched with the statement, so fetching and closing cost nothing."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: Sequence[sqlite3.Row] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> "Cursor":
        """Carry out one statement and fetch what it answers."""
        return await self._run("execute", statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> "Cursor":
        """Carry out one statement for each set of parameters."""
        return await self._run("executemany", statement, parameters)

    async def fetchall(self) -> Sequence[sqlite3.Row]:
        """The rows of the last statement, once."""
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        """Let go of the rows."""
        self._rows = ()

    async def _run(self, method: str, statement: str, parameters: Iterable[Any]) -> "Cursor":
        found = await self._connection.run(method, statement, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows = found
        return self


class Connection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors make one trip a statement.

    `_beginning` is how the transaction begins that has no statement yet; `_open` that one may be open, also where whoever began it
    was cancelled before the thread came to it; `_away` that a statement may still be on its way to the thread.
    """

    _beginning = ""
    _open = False
    _away = False
    brief = False
    """Whether statements are carried out where they are asked for instead of by a trip, for those that take less time than the trip.

    Not the first of a transaction and not the commit: those may have to wait, for another program or for the disk."""

    @override
    def cursor(self) -> Cursor:  # type: ignore[override]  # aiosqlite's is a coroutine that makes a trip of its own
        """A cursor, made without a trip."""
        return Cursor(self)

    async def transact(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """A transaction in one trip: begin, `work`, commit; what `work` raises undoes it. It comes to its end also where nobody waits."""

        def in_thread(file: sqlite3.Connection) -> Answer:
            file.execute("BEGIN IMMEDIATE")
            try:
                answer = work(file)
                file.execute("COMMIT")
            except BaseException:
                file.rollback()
                raise
            return answer

        return await self.at_once(in_thread)

    async def at_once(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do this in one trip, outside of a transaction. It comes to its end also where nobody waits."""

        def in_thread() -> Answer:
            return work(self._conn)

        answer: Answer = await self._execute(in_thread)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped
        return answer

    async def run(
        self, method: str, statement: str, parameters: Iterable[Any]
    ) -> tuple[Any, int, int | None, Sequence[sqlite3.Row]]:
        """One trip: execute, fetch, close. None for a BEGIN, which goes with what follows."""
        if statement.startswith("BEGIN"):
            self._beginning = statement
            return None, -1, None, ()
        beginning, self._beginning = self._beginning, ""
        self._open = True

        def in_thread() -> tuple[Any, int, int | None, Sequence[sqlite3.Row]]:
            if beginning:
                self._conn.execute(beginning)
            cursor = self._conn.cursor()
            try:
                getattr(cursor, method)(statement, parameters)
                rows = cursor.fetchall() if cursor.description else ()
                return cursor.description, cursor.rowcount, cursor.lastrowid, rows
            finally:
                cursor.close()

        if self.brief and not beginning and not self._away:
            return in_thread()
        # Stays so where whoever waits is cancelled: what comes next must not overtake a beginning that is still on its way.
        self._away = True
        found: tuple[Any, int, int | None, Sequence[sqlite3.Row]] = await self._execute(in_thread)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped
        self._away = False
        return found

    @override
    async def commit(self) -> None:
        """End the transaction. One without a statement is begun first, so that a database that can't be written to says so."""
        if self._beginning:
            await self.run("execute", "SELECT 1", ())
        await super().commit()
        self._open = False

    @override
    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self._beginning = ""
        if self._open:
            await super().rollback()
            self._open = False


def connect(path: str, **settings: Any) -> Connection:  # noqa: ANN401 - handed on as they come
    """A connection to be awaited; `settings` are those of `sqlite3.connect`."""
    connection = Connection(lambda: sqlite3.connect(path, **settings), iter_chunk_size=64)
    # As SQLAlchemy sets it for aiosqlite's own: a thread left behind must not keep a program that ends alive.
    connection._thread.daemon = True  # noqa: SLF001 - there is no public way
    return connection
