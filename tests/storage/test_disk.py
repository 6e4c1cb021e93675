import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from consultation.model.intake import Delivery
from storage import disk
from storage.database import Database, open_database
from storage.disk import kind_of_disk
from storage.errors import (
    AlreadyRunning,
    CannotOpen,
    Damaged,
    Moved,
    NetworkDisk,
    OpenToOthers,
    ReadOnly,
    StorageError,
)
from storage.intake import IntakeStore
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage
from tests.support.consultation import FakeClock
from tests.support.filling import fill
from tests.support.storage import SQLITE, url_of

ROOT = Path(__file__).parents[2]
MOUNTS = """\
20 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 20 0:30 / /data rw shared:2 - nfs4 host:/data rw
31 30 254:1 / /data/with\\040space rw - xfs /dev/vdb rw
"""


@pytest.fixture
def engine() -> str:
    return SQLITE


@pytest.fixture
async def path(database: Database) -> Path:
    """A filled database that nobody uses any more."""
    await fill(SqlStorage(database), people=3)
    await database.close()
    return database.address.path


def refused(path: Path) -> StorageError:
    """What keeps the database from being used, whether it is to be opened or brought up to date; the file is as it was."""
    before = path.read_bytes()
    with pytest.raises(StorageError) as migrating:
        migrate(url_of(path), "0001")
    with pytest.raises(StorageError) as opening:
        asyncio.run(open_database(url_of(path)))
    assert path.read_bytes() == before
    assert migrating.value.sentence == opening.value.sentence
    assert str(path) in opening.value.sentence
    return opening.value


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/home/plenary.sqlite3", "ext4"),
        ("/data/x", "nfs4"),
        ("/database", "ext4"),
        ("/data/with space/x", "xfs"),
    ],
)
def test_the_kind_of_a_disk_is_that_of_the_nearest_mount(where: str, kind: str) -> None:
    assert kind_of_disk(Path(where), MOUNTS) == kind


def test_a_network_disk_is_refused(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"30 20 0:30 / {tmp_path} rw - cifs //host/share rw\n")
    monkeypatch.setattr(disk, "MOUNTS", mounts)
    assert isinstance(refused(path), NetworkDisk)


@pytest.mark.parametrize("how", ["emptied", "zeroed", "beginning gone", "cut", "a page gone"])
def test_a_damaged_file_is_refused_with_what_to_do_and_left_as_it_is(path: Path, how: str) -> None:
    content = path.read_bytes()
    spoilt = {
        "emptied": b"",
        "zeroed": bytes(len(content)),
        "beginning gone": bytes(100) + content[100:],
        "cut": content[: len(content) * 2 // 3 + 100],
        "a page gone": content[:8192] + bytes(4096) + content[12288:],
    }
    path.write_bytes(spoilt[how])
    refusal = refused(path)
    assert isinstance(refusal, Damaged)
    assert refusal.code == os.EX_IOERR
    assert "./run bot restore" in refusal.sentence


def test_the_log_of_another_database_is_not_taken_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("CREATE TABLE t (x); INSERT INTO t SELECT hex(randomblob(20000));")
        disk.beside(path, "-wal").write_bytes(disk.beside(other, "-wal").read_bytes())
    assert isinstance(refused(path), Damaged)


def test_a_file_that_may_not_be_written_to_is_refused_with_the_remedy(path: Path) -> None:
    path.chmod(0o444)
    refusal = refused(path)
    assert isinstance(refusal, ReadOnly)
    assert (refusal.code, "chmod u+w" in refusal.sentence) == (os.EX_IOERR, True)


def test_files_that_others_may_read_are_closed_to_them(path: Path) -> None:
    path.chmod(0o664)
    disk.beside(path, "-wal").touch(0o644)

    async def use() -> None:
        await (await open_database(url_of(path))).close()

    asyncio.run(use())
    assert {each.name: stat.S_IMODE(each.stat().st_mode) for each in _beside(path)} == dict.fromkeys(
        ["plenary.sqlite3", "plenary.sqlite3.lock"], 0o600
    )


def _beside(path: Path) -> list[Path]:
    return [each for each in path.parent.iterdir() if each.name.startswith("plenary.sqlite3")]


def test_a_file_of_another_user_that_others_may_read_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_ours(_: Path, __: int) -> None:
        raise PermissionError

    path.chmod(0o664)
    monkeypatch.setattr(Path, "chmod", not_ours)
    assert isinstance(refused(path), OpenToOthers)


def test_a_letter_is_no_damaged_database(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, " * 100)
    assert isinstance(refused(letter), CannotOpen)


@pytest.mark.parametrize("suffix", ["", "-wal"])
async def test_nothing_is_stored_in_a_file_that_was_moved_away_until_it_is_back(
    database: Database, suffix: str
) -> None:
    storage, intake = SqlStorage(database), IntakeStore(database, FakeClock())
    await fill(storage, people=3)
    path = disk.beside(database.address.path, suffix) if suffix else database.address.path
    aside = path.rename(path.with_name("aside"))
    for what in (intake.take(Delivery("T1:lost", "vote", "{}")), fill(storage, people=3)):
        with pytest.raises(Moved, match="put it back"):
            await what
    assert not await intake.can_write()
    aside.rename(path)
    assert await intake.take(Delivery("T1:kept", "vote", "{}"))


async def test_what_comes_in_is_stored_at_whatever_moment_a_write_before_it_was_cancelled(
    database: Database,
) -> None:
    intake = IntakeStore(database, FakeClock())

    async def write() -> None:
        async with database.writing() as connection:
            for _ in range(3):
                await connection.exec_driver_sql("UPDATE intake SET tries = tries")

    for turns in range(60):
        task = asyncio.create_task(write())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await intake.take(Delivery(f"T1:{turns}", "vote", "{}"))


async def test_a_second_process_is_refused_at_once_and_writes_nothing(path: Path) -> None:
    held = await open_database(url_of(path))
    content = path.read_bytes
    before = content()
    second = await asyncio.to_thread(
        subprocess.run,
        [
            sys.executable,
            "-c",
            f"from storage import disk; from pathlib import Path\nwith disk.held(Path({str(path)!r})): pass",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert AlreadyRunning.__name__ in second.stderr
    assert AlreadyRunning.code == 75
    assert content() == before
    await held.close()
    await (await open_database(url_of(path))).close()
