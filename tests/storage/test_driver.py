"""The file's own connection: what is asked for is carried out in the order in which it was asked for."""

import asyncio
import sqlite3
from pathlib import Path
from threading import Event

import pytest

from storage.driver import connect
from tests.support.patience import SECONDS


async def test_a_brief_statement_does_not_overtake_a_beginning_that_nobody_waits_for_any_more(
    tmp_path: Path,
) -> None:
    connection = connect(str(tmp_path / "file.sqlite3"), isolation_level=None, check_same_thread=False)
    async with connection:
        await connection.run("execute", "create table votes (n integer)", ())
        connection.brief, held = True, Event()

        def hold(_: sqlite3.Connection) -> None:
            held.wait(timeout=SECONDS)

        holding = asyncio.create_task(connection.at_once(hold))
        await connection.run("execute", "BEGIN IMMEDIATE", ())
        first = asyncio.create_task(connection.run("execute", "insert into votes values (1)", ()))
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        second = asyncio.create_task(connection.run("execute", "insert into votes values (2)", ()))
        await asyncio.sleep(0)
        held.set()
        await asyncio.gather(holding, second)
        await connection.rollback()
        *_, rows = await connection.run("execute", "select n from votes", ())
    assert list(rows) == []
