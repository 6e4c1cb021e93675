"""A full disk, a view left open, a log that grows: nothing that was told to be stored is lost, and it goes on by itself."""

import asyncio
import logging
import sqlite3
from itertools import count

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from consultation.model.intake import Delivery
from storage import upkeep
from storage.database import Database
from storage.intake import IntakeStore
from storage.shredding import shred
from storage.unit_of_work import SqlStorage
from storage.upkeep import log_size, look_after
from tests.support.consultation import FakeClock
from tests.support.filling import ONE, fill
from tests.support.people import TENANT
from tests.support.storage import SQLITE


@pytest.fixture
def engine() -> str:
    return SQLITE


async def limit(database: Database, pages: str) -> None:
    """How many pages the disk holds."""
    async with database.writing() as connection:
        await connection.execute(text(f"PRAGMA max_page_count = {pages}"))


async def taken(intake: IntakeStore, first: int, number: int) -> list[int]:
    """Which of these deliveries were stored; each is large."""
    deliveries = [Delivery(f"T1:{index}", "vote", "x" * 2000) for index in range(first, first + number)]
    answers = await asyncio.gather(*map(intake.take, deliveries), return_exceptions=True)
    assert all(isinstance(answer, int | sqlite3.OperationalError) for answer in answers)
    return [index for index, answer in enumerate(answers, first) if isinstance(answer, int)]


async def test_on_a_full_disk_nothing_is_taken_without_a_row_and_it_resumes_by_itself(
    database: Database,
) -> None:
    storage, intake = SqlStorage(database), IntakeStore(database, FakeClock())
    await fill(storage)
    async with database.reading() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
    await limit(database, str(pages + 20))
    stored = [number for group in range(10) for number in await taken(intake, group * 10, 10)]
    assert 0 < len(stored) < 100
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE
    await limit(database, str(2**30))
    stored += await taken(intake, 100, 10)
    async with database.reading() as connection:
        rows = (await connection.execute(text("SELECT key FROM intake"))).scalars().all()
    assert sorted(rows) == sorted(f"T1:{number}" for number in stored)
    assert stored[-10:] == list(range(100, 110))


async def test_the_log_is_emptied_in_a_quiet_moment(database: Database) -> None:
    await fill(SqlStorage(database))
    assert log_size(database) > 0
    async with database.writing():
        await look_after(database)
        assert log_size(database) > 0
    await look_after(database)
    assert log_size(database) == 0


async def test_a_view_that_was_forgotten_is_told_of_and_closed_when_the_log_grows(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(upkeep, "VIEW_SECONDS", 0)
    monkeypatch.setattr(upkeep, "LOG_MOST", 0)
    storage = SqlStorage(database)

    async def forget() -> None:
        async with storage.look() as work:
            await work.sessions.get(TENANT, ONE.id)
            await fill(storage)
            with caplog.at_level(logging.ERROR):
                await look_after(database)
            await work.sessions.get(TENANT, ONE.id)

    with pytest.raises((DBAPIError, SQLAlchemyError)):
        await forget()
    assert "has been open for" in caplog.text
    await look_after(database)
    assert log_size(database) == 0
    async with storage.look() as work:
        assert await work.sessions.get(TENANT, ONE.id) == ONE


async def test_a_disk_that_fails_ends_no_upkeep(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds, enough = count(1), asyncio.Event()

    async def fails(_: Database) -> None:
        if next(rounds) > 2:
            enough.set()
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(upkeep, "EVERY_SECONDS", 0)
    for work in ("sweep", "look_after"):
        monkeypatch.setattr(upkeep, work, fails)
    tending = asyncio.create_task(upkeep.tend(database))
    await enough.wait()
    assert not tending.done()
    tending.cancel()
    assert "could not be tended: OperationalError" in caplog.text


async def test_what_could_not_be_overwritten_on_a_full_disk_is_overwritten_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrub, tries = Database.scrub, count(1)

    async def full_at_first(one: Database, *_tables: object) -> None:
        if next(tries) == 1:
            raise sqlite3.OperationalError("database or disk is full")
        await scrub(one)

    monkeypatch.setattr(Database, "scrub", full_at_first)
    await shred(database, ["q1"])
    left = [bool(database.to_scrub)]
    for _ in range(2):
        await look_after(database)
    assert [*left, bool(database.to_scrub)] == [True, False]
    assert next(tries) == 3


async def test_emptying_the_log_hands_the_connection_back_without_a_complaint(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        await database.empty_log()
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_emptying_the_log_that_is_given_up_half_way_leaves_the_connection_as_it_was(
    database: Database,
) -> None:
    """Without its patience, the next write beside a backup would fail at once."""
    await fill(SqlStorage(database))
    for moment in range(30):
        emptying = asyncio.create_task(database.empty_log())
        for _ in range(moment):
            await asyncio.sleep(0)
        emptying.cancel()
        await asyncio.gather(emptying, return_exceptions=True)
        async with database.writing() as connection:
            assert (await connection.execute(text("PRAGMA busy_timeout"))).scalar_one() == 5000, moment
