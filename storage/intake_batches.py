"""Adding what came in to its table: a whole group in one transaction, and to a file in one trip."""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import database
from storage.database import Database
from storage.envelopes import Envelopes
from storage.keys import Keys, intake_key
from storage.shredding import sealed_body
from storage.timestamps import as_kept
from storage.workings import intake

Rows = Sequence[Mapping[str, object]]

# By hand, where a file is concerned: putting a statement together costs more than carrying it out, and each trip to the file's
# thread waits for its turn in the loop, which is long in a burst.
_NEWEST = "SELECT coalesce(max(number), 0) FROM intake"
_ADD = (
    "INSERT INTO intake (key, kind, body, received_at, tries, state, owner) "
    "VALUES (:key, :kind, :body, :received_at, :tries, :state, :owner) ON CONFLICT DO NOTHING"
)
_ADDED = "SELECT key, number FROM intake WHERE number > ?"


async def add(storage: Database, keys: Keys, rows: Rows, *, again: bool) -> dict[str, int]:
    """Store these rows, each `body` in an envelope; the numbers of those whose key was not known, by key.

    `again`: an earlier try may have been committed by a server that did not get to say so; its rows are ours.
    """
    if storage.address.is_file:
        async with storage.file_turn() as file:
            sealed = await _sealed(None, keys, rows)
            kept = [{**row, "received_at": as_kept(row["received_at"])} for row in sealed]
            return await file.transact(partial(_to_file, rows=kept))
    async with storage.writing(urgent=True) as connection:
        return await _to_server(connection, await _sealed(connection, keys, rows), again=again)


async def _sealed(connection: AsyncConnection | None, keys: Keys, rows: Rows) -> Rows:
    name, key = await intake_key(connection, keys)
    envelopes = Envelopes(key)
    return [{**row, "body": sealed_body(name, envelopes, str(row["body"]))} for row in rows]


def _to_file(file: sqlite3.Connection, rows: Rows) -> dict[str, int]:
    """Nobody else writes meanwhile: what has a higher number than any before was added."""
    newest = file.execute(_NEWEST).fetchone()
    file.executemany(_ADD, rows)
    return dict(file.execute(_ADDED, newest).fetchall())


async def _to_server(connection: AsyncConnection, rows: Rows, *, again: bool) -> dict[str, int]:
    adding = database.insert(connection, intake)
    told = adding.excluded
    ours = (intake.c.owner == told.owner) & (intake.c.received_at == told.received_at)
    once = (
        adding.on_conflict_do_update(index_elements=["key"], set_={"tries": intake.c.tries}, where=ours)
        if again
        else adding.on_conflict_do_nothing()
    )
    added = await connection.execute(once.returning(intake.c.key, intake.c.number), list(rows))
    return dict(map(tuple, added.all()))
