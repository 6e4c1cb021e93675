"""From every version, on both engines, with data: what no step says it changes is the same afterwards, to the last row."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    MetaData,
    Table,
    delete,
    insert,
    text,
)

from storage import migrate as migrations
from storage.address import parse
from storage.blocking import For, alone
from storage.contents import broken_references, contents, lost
from storage.errors import LostRows
from storage.migrate import MIGRATIONS, current, migrate, newest
from storage.verify import verify
from storage.workings import metadata
from tests.support.storage import POSTGRESQL, SQLITE, url_of

ROOT = Path(__file__).parents[2]
VERSIONS = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))
ROWS = 3


@pytest.fixture
def url(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> str:
    """A database without tables."""
    if engine == POSTGRESQL:
        found: str = request.getfixturevalue("empty_postgres")
        return found
    return url_of(tmp_path / "plenary.sqlite3")


def fill(connection: Connection) -> None:
    """Some rows in every table, whatever its columns are in this version: rows of the same number belong together."""
    tables = MetaData()
    tables.reflect(connection)
    fill_each(connection, tables)


def fill_each(connection: Connection, tables: MetaData) -> None:
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            connection.execute(insert(table), [row(table, number) for number in range(ROWS)])


def fill_anew(connection: Connection) -> None:
    """As `fill`, in the place of the rows that are there."""
    tables = MetaData()
    tables.reflect(connection)
    for table in reversed(tables.sorted_tables):
        if table.name != "alembic_version":
            connection.execute(delete(table))
    fill_each(connection, tables)


def row(table: Table, number: int) -> dict[str, object]:
    return {
        column.name: value(column, number) for column in table.columns if column.name not in {"seal", "owner"}
    }


def value(column: Column[object], number: int) -> object:
    if isinstance(column.type, DateTime):
        return datetime(2026, 11, 21, 18, number, tzinfo=UTC)
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Float):
        return number / 4
    return ["words", number] if column.name == "prompts" else f"thing {number}"


def on(url: str, purpose: For, work: Callable[[Connection], object]) -> object:
    return alone(parse(url), purpose, work)


def changed_after(version: str) -> set[str]:
    return set(migrations._changes(version, "head"))


@pytest.mark.parametrize("engine", [SQLITE])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_every_version_is_brought_up_to_date_with_all_its_rows(url: str, version: str) -> None:
    """On a server each step is tried by itself below, and all of them together from the first version on."""
    migrate(url, version)
    on(url, For.WRITING, fill)
    before = alone(parse(url), For.READING, lambda connection: contents(connection, changed_after(version)))
    assert {content.rows for content in before.values()} == {ROWS}
    migrate(url)
    assert current(url) == newest()
    assert on(url, For.READING, lambda connection: lost(connection, before)) is None
    assert on(url, For.READING, broken_references) == []
    assert version in VERSIONS[2:] or verify(url) == []


def rounds_of_before(connection: Connection) -> None:
    """Two rounds: U9 sat in the first room and was left out of the second, in which U1 sits there and U0 looks on."""
    fill(connection)
    for statement in (
        "UPDATE placements SET session_id = 'thing 0', round = number + 1",
        "UPDATE placed_people SET part = 'sits', person = 'U9', theme_id = 'thing 0', theme_number = 0 WHERE placement = 0",
        "UPDATE seats SET person = 'U1' WHERE number = 1",
    ):
        connection.execute(text(statement))


def test_who_sat_in_an_open_room_before_it_was_written_down_is_known_as_far_as_it_was_kept(url: str) -> None:
    migrate(url, "0025")
    on(url, For.WRITING, rounds_of_before)
    migrate(url)
    told = text("SELECT person, room_id, part FROM attendances ORDER BY part, room_id, person")
    assert on(url, For.READING, lambda connection: [tuple(row) for row in connection.execute(told)]) == [
        *((f"thing {number}", f"thing {number}", "leads") for number in range(ROWS)),
        ("U9", "thing 0", "sits"),
        ("U1", "thing 1", "sits"),
    ]


@pytest.mark.parametrize("engine", [POSTGRESQL])
def test_each_step_on_a_server_leaves_the_rows_as_they_were(url: str) -> None:
    """Each step itself refuses to leave a reference broken."""
    migrate(url, VERSIONS[0])
    for version, following in pairwise(VERSIONS):
        on(url, For.WRITING, fill_anew)
        changing = set(migrations._changes(version, following))
        before = alone(parse(url), For.READING, partial(contents, without=changing))
        assert {content.rows for content in before.values()} == {ROWS}
        migrate(url, following)
        assert on(url, For.READING, partial(lost, before=before)) is None
    assert on(url, For.READING, broken_references) == []
    assert current(url) == newest()


def test_the_migrations_make_the_tables_that_the_program_knows_on_both(url: str) -> None:
    migrate(url)
    found = on(
        url,
        For.READING,
        lambda connection: compare_metadata(MigrationContext.configure(connection), metadata),
    )
    assert found == []


KILLED = """
import os, signal, sys
from alembic import op
from storage.migrate import migrate
real = op.create_table
def kill_half_way(name, *rest, **more):
    real(name, *rest, **more)
    os.kill(os.getpid(), signal.SIGKILL)
op.create_table = kill_half_way
migrate(sys.argv[1])
"""


def test_a_migration_that_is_killed_half_way_leaves_the_former_version(url: str) -> None:
    migrate(url, "0001")
    on(url, For.WRITING, fill)
    before = alone(parse(url), For.READING, contents)
    killed = subprocess.run([sys.executable, "-c", KILLED, url], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert current(url) == "0001"
    assert alone(parse(url), For.READING, contents) == before
    migrate(url)
    assert current(url) == newest()


def test_a_migration_that_loses_rows_leaves_the_former_version(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one transaction that is looked through before it is committed, on a server as in a file."""
    migrate(url, "0001")
    on(url, For.WRITING, fill)
    before = alone(parse(url), For.READING, contents)
    upgrade = command.upgrade

    def losing(config: Config, revision: str) -> None:
        upgrade(config, revision)
        config.attributes["connection"].execute(text("DELETE FROM organisers"))

    monkeypatch.setattr(command, "upgrade", losing)
    with pytest.raises(LostRows):
        migrate(url)
    assert current(url) == "0001"
    assert alone(parse(url), For.READING, contents) == before


async def test_it_is_called_beside_a_running_loop_by_way_of_a_thread(url: str) -> None:
    await asyncio.to_thread(migrate, url)
