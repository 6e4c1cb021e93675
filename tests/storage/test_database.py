import logging
import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import sqlite
from storage.address import parse
from storage.database import Database, open_database, refusal
from storage.errors import BadAddress, CannotOpen
from tests.support.storage import SQLITE, url_of


@pytest.fixture
def engine() -> str:
    return SQLITE


async def setting(database: Database, name: str) -> list[object]:
    """What a pragma is for the writer and for a reader."""
    async with database.writing() as writer, database.reading() as reader:
        return [(await each.execute(text(f"PRAGMA {name}"))).scalar() for each in (writer, reader)]


async def test_a_library_with_a_known_fault_is_told_of_and_one_without_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for version in ((3, 51, 2), sqlite.SOUND):
        monkeypatch.setattr("sqlite3.sqlite_version_info", version)
        await (await open_database(url_of(tmp_path / "new.sqlite3"))).close()
    assert caplog.text.count("has a fault that needs two writing connections") == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("journal_mode", ["wal", "wal"]),
        ("synchronous", [2, 2]),
        ("busy_timeout", [5000, 5000]),
        ("foreign_keys", [1, 1]),
        ("secure_delete", [1, 1]),
        ("query_only", [0, 1]),
    ],
)
async def test_every_connection_is_set_up(database: Database, name: str, values: list[object]) -> None:
    assert await setting(database, name) == values


def modes(folder: Path) -> dict[str, int]:
    return {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}


async def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    database = await open_database(f"sqlite+aiosqlite:///{path}")
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE t (x)"))
        found = modes(tmp_path)
    await database.close()
    assert found == dict.fromkeys(
        ["new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm", "new.sqlite3.lock"], 0o600
    )


async def test_a_file_in_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "plenary.sqlite3"
    with pytest.raises(CannotOpen) as refused:
        await open_database(url_of(path))
    assert str(path) in refused.value.sentence
    assert "folder" in refused.value.sentence


async def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen) as refused:
        await open_database(url_of(tmp_path))
    assert str(tmp_path) in refused.value.sentence


async def test_another_kind_of_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all, " * 100)
    with pytest.raises(CannotOpen) as refused:
        await open_database(url_of(path))
    assert "not a database" in refused.value.sentence
    assert path.read_text() == "Dear all, " * 100


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://ada:secret@db/plenary",
        "postgresql://ada:secret@db/plenary?sslmode=disable",
        "postgresql://ada:secret@db/plenary?sslmode=perhaps",
        "postgresql://ada:secret@db/plenary?options=secret",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory&uri=true",
    ],
)
async def test_an_address_that_is_none_of_ours_is_refused_without_repeating_secrets(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        await open_database(url)
    assert "settings" in refused.value.sentence
    assert "secret" not in refused.value.sentence


def test_a_server_that_does_not_answer_is_told_without_numbers_of_the_system() -> None:
    address = parse("postgresql://plenary:secret@127.0.0.1:1/plenary")
    said = refusal(address, OSError("[Errno 111] Connect call failed ('127.0.0.1', 1)")).sentence
    assert "can't be opened: nothing answers there. Check DATABASE_URL, and that the server runs." in said
    assert "secret" not in said


async def test_a_failed_statement_does_not_repeat_what_people_wrote(database: Database) -> None:
    with pytest.raises(DBAPIError) as failure:
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO nowhere VALUES (:words)"), {"words": "a private opinion"}
            )
    assert "a private opinion" not in str(failure.value)
