"""A storage on a real SQLite file, new for each test."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date and empty. Migrating takes longer than copying, so it is done once."""
    path = tmp_path_factory.mktemp("storage") / "template.sqlite3"
    migrate(url_of(path))
    return path


@pytest.fixture
def database_url(migrated_file: Path, tmp_path: Path) -> str:
    path = tmp_path / "plenary.sqlite3"
    shutil.copyfile(migrated_file, path)
    return url_of(path)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def storage(database: Database) -> SqlStorage:
    return SqlStorage(database)
