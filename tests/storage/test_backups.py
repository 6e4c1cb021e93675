import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from storage.address import parse
from storage.backups import HERE_ONLY, back_up, restore
from storage.blocking import For, alone
from storage.database import Database, open_database
from storage.errors import AlreadyRunning, BadBackup
from storage.poll_tables import ballots
from storage.unit_of_work import SqlStorage
from storage.verify import verify
from storage.workings import metadata
from tests.support.filling import POLL, ballot, fill
from tests.support.storage import SQLITE, url_of


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def everything(url: str) -> dict[str, list[object]]:
    """All that a database holds, as values that mean the same on both engines."""

    def tables(connection: Connection) -> dict[str, list[object]]:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table.name not in HERE_ONLY
        }

    return await asyncio.to_thread(alone, parse(url), For.READING, tables)


async def test_a_backup_holds_everything_and_is_private(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await fill(SqlStorage(database))
    made = await asyncio.to_thread(back_up, database_url, tmp_path / "copy.sqlite3")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert verify(url_of(made)) == []
    assert await everything(url_of(made)) == await everything(database_url)
    assert not any(name.endswith(".part") for name in names(tmp_path))


@pytest.mark.usefixtures("database")
async def test_a_backup_without_a_name_goes_to_a_private_folder(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = (await asyncio.to_thread(back_up, database_url)).absolute()
    assert made.parent == tmp_path / "backups"
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


async def test_a_backup_while_votes_come_is_the_state_of_one_instant(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """Each person's votes are cast two at a time: a copy with an odd number of them would be of no instant."""
    storage = SqlStorage(database)
    await fill(storage)
    stop = asyncio.Event()

    async def vote() -> None:
        order = 0
        while not stop.is_set():
            order += 1
            async with storage.work() as work:
                await work.polls.cast(
                    [ballot(POLL.opened_by, order % 2, f"2.{order}{half}") for half in "ab"]
                )

    voting = asyncio.create_task(vote())
    copies = [
        await asyncio.to_thread(back_up, database_url, tmp_path / f"{number}.sqlite3") for number in range(3)
    ]
    stop.set()
    await voting
    counts = [await count(copy) for copy in copies]
    assert [number % 2 for number in counts] == [45 % 2] * 3
    assert counts == sorted(counts)


async def count(path: Path) -> int:
    def counted() -> int:
        with closing(sqlite3.connect(path)) as connection:
            found: int = connection.execute("SELECT count(*) FROM ballots").fetchone()[0]
        return found

    return await asyncio.to_thread(counted)


async def test_a_restored_database_is_what_was_backed_up_and_the_former_one_is_kept(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    storage = SqlStorage(database)
    await fill(storage)
    copy = await asyncio.to_thread(back_up, database_url, tmp_path / "copy.sqlite3")
    then = await everything(database_url)
    async with storage.work() as work:
        await work.polls.cast([ballot(POLL.opened_by, 0, "3.1")])
    later = await everything(database_url)
    with pytest.raises(AlreadyRunning):
        await asyncio.to_thread(restore, database_url, copy)
    await database.close()
    kept = await asyncio.to_thread(restore, database_url, copy)
    assert kept
    assert await everything(database_url) == then
    assert await everything(url_of(kept)) == later
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    again = await open_database(database_url)
    async with again.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(ballots))).scalar_one() == 45
    await again.close()


@pytest.mark.parametrize("engine", [SQLITE])
@pytest.mark.parametrize("spoil", ["missing", "empty", "zeroed", "cut", "letter", "changed", "foreign"])
async def test_a_copy_that_is_not_whole_is_refused_and_nothing_is_changed(
    database: Database, database_url: str, tmp_path: Path, spoil: str
) -> None:
    await fill(SqlStorage(database))
    copy = await asyncio.to_thread(back_up, database_url, tmp_path / "copy.sqlite3")
    await database.close()
    spoilt(copy, spoil)
    before = await everything(database_url)
    with pytest.raises(BadBackup) as refused:
        await asyncio.to_thread(restore, database_url, copy)
    assert str(copy) in refused.value.sentence
    assert await everything(database_url) == before
    assert not any(".kept" in name for name in names(tmp_path))


def spoilt(copy: Path, how: str) -> None:
    content = copy.read_bytes()
    match how:
        case "missing":
            copy.unlink()
        case "empty":
            copy.write_bytes(b"")
        case "zeroed":
            copy.write_bytes(bytes(4096) + content[4096:])
        case "cut":
            copy.write_bytes(content[: len(content) // 2])
        case "letter":
            copy.write_text("Dear all, " * 100)
        case _:
            with closing(sqlite3.connect(copy)) as connection, connection:
                connection.execute(
                    "UPDATE notes SET text = 'Others'" if how == "changed" else "DROP TABLE alembic_version"
                )


@pytest.mark.parametrize("engine", [SQLITE])
async def test_a_backup_takes_everything_to_the_other_engine_and_back(
    database: Database, database_url: str, empty_postgres: str, tmp_path: Path
) -> None:
    await fill(SqlStorage(database))
    here = await everything(database_url)
    copy = await asyncio.to_thread(back_up, database_url, tmp_path / "copy.sqlite3")
    assert await asyncio.to_thread(restore, empty_postgres, copy) is None
    assert await everything(empty_postgres) == here
    assert await asyncio.to_thread(verify, empty_postgres) == []
    moved = await open_database(empty_postgres)
    async with SqlStorage(moved).work() as work:
        await work.polls.cast([ballot(POLL.opened_by, 0, "3.1")])
    await moved.close()
    there = await everything(empty_postgres)
    back = await asyncio.to_thread(back_up, empty_postgres, tmp_path / "back.sqlite3")
    await asyncio.to_thread(restore, url_of(tmp_path / "again.sqlite3"), back)
    assert await everything(url_of(tmp_path / "again.sqlite3")) == there != here
