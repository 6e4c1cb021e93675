import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Column, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateTable

from storage.database import Database
from storage.workings import metadata, operations

ROOT = Path(__file__).parents[2]
PERSON_COLUMNS = {
    "lead",
    "delegate",
    "person",
    "facilitator",
    "opened_by",
    "guest",
    "role",
    "organisation",
    "credit",
}


async def test_a_time_without_a_time_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 21, 18)  # noqa: DTZ001  # that is the point
    async with database.writing() as connection:
        with pytest.raises(StatementError, match="without a time zone"):
            await connection.execute(insert(operations).values(key="k", called_at=naive))


async def test_a_time_of_any_zone_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    summer = datetime(2026, 7, 1, 19, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    async with database.writing() as connection:
        await connection.execute(insert(operations).values(key="k", called_at=summer))
        kept = (await connection.execute(select(operations.c.called_at))).scalar_one()
    assert kept == summer
    assert kept.tzinfo is UTC


def test_every_column_that_holds_a_person_is_marked() -> None:
    columns: list[Column[object]] = [column for table in metadata.tables.values() for column in table.columns]
    marked = {column for column in columns if column.info.get("personal")}
    assert marked == {one for one in columns if one.name in PERSON_COLUMNS or str(one) == "intake.body"}


def test_whoever_knows_the_last_of_the_tables_knows_all_of_them() -> None:
    """A backup of a server, and what is brought back to one, is as many tables as are known: here by a program that loads nothing else."""
    asked = "import storage.backups as b; print(*sorted(b.metadata.tables))"
    known = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    written = {
        name
        for path in (ROOT / "storage").glob("*.py")
        for name in re.findall(r'Table\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert set(known.stdout.split()) == written == set(metadata.tables)


def test_the_tables_can_be_spelled_for_postgresql_too() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
