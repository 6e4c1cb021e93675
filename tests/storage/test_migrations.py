import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from storage import migrate as migrate_module
from storage.errors import BrokenReferences, CannotOpen, LostRows, NewerSchema, StorageError
from storage.migrate import MIGRATIONS, current, is_current, migrate, newest
from storage.workings import metadata
from tests.support.storage import SQLITE, url_of

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"
CHANGES = {changes}

def upgrade():
{body}
"""


HEAD = max(path.name for path in (MIGRATIONS / "versions").glob("0*.py"))[:4]


@pytest.fixture
def engine() -> str:
    return SQLITE


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file itself, beside our own way in."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@pytest.fixture
def path(database_url: str) -> Path:
    """A database that is up to date and holds a session with two organisers."""
    path = Path(database_url.removeprefix("sqlite:///"))
    with opened(path) as connection:
        connection.execute(
            "INSERT INTO sessions (id, tenant, question, place, phase, seed, created_at)"
            " VALUES ('s1', 'T1', '?', 'C1', 'draft', 7, '2026-11-21 18:00:00.000000')"
        )
        connection.execute("INSERT INTO organisers VALUES ('s1', 'UA', 0), ('s1', 'UB', 1)")
    return path


@pytest.fixture
def later_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, in force, to which a test adds the next one."""
    copy = tmp_path / "100 % later"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate_module, "MIGRATIONS", copy)
    return copy / "versions" / "9000_next.py"


def add(later_version: Path, *lines: str, changes: tuple[str, ...] = ()) -> None:
    later_version.write_text(
        NEXT.format(head=HEAD, changes=changes, body="\n".join(f"    {line}" for line in lines))
    )
    migrate_module._scripts_in.cache_clear()


def dump(path: Path) -> list[str]:
    with opened(path) as connection:
        return list(connection.iterdump())


def test_the_migrations_make_the_tables_that_the_program_knows(migrated_file: Path) -> None:
    engine = create_engine(url_of(migrated_file))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_that_is_up_to_date_is_left_alone(path: Path) -> None:
    before = dump(path)
    assert is_current(url_of(path))
    migrate(url_of(path))
    assert dump(path) == before


def test_a_missing_database_is_nothing_yet_and_looking_does_not_make_it(tmp_path: Path) -> None:
    path = tmp_path / "plenary.sqlite3"
    assert current(url_of(path)) is None
    assert not is_current(url_of(path))
    assert not path.exists()


def test_a_newer_database_is_refused_in_words(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(path)
    for act in (migrate, is_current):
        with pytest.raises(NewerSchema) as refused:
            act(url_of(path))
        assert str(path) in refused.value.sentence
        assert "newer version" in refused.value.sentence
    assert dump(path) == before


def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, " * 100)
    for act in (migrate, current, is_current):
        for path in (letter, tmp_path):
            with pytest.raises(CannotOpen) as refused:
                act(url_of(path))
            assert str(path) in refused.value.sentence


def test_an_older_database_is_brought_up_to_date(path: Path, later_version: Path) -> None:
    add(later_version, 'op.add_column("sessions", sa.Column("length", sa.Integer))')
    assert not is_current(url_of(path))
    migrate(url_of(path))
    assert is_current(url_of(path))


def test_remaking_a_table_keeps_the_rows_that_refer_to_it(path: Path, later_version: Path) -> None:
    """SQLite changes a column by remaking the table; with foreign keys on that would empty the tables below it."""
    add(
        later_version,
        'with op.batch_alter_table("sessions") as batch:',
        '    batch.alter_column("guest", existing_type=sa.Text, nullable=False, server_default="")',
    )
    with opened(path) as connection:
        connection.execute("UPDATE sessions SET guest = ''")
    migrate(url_of(path))
    with opened(path) as connection:
        assert connection.execute("SELECT count(*) FROM organisers").fetchone() == (2,)


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    path: Path, later_version: Path
) -> None:
    add(
        later_version,
        'op.create_table("extra", sa.Column("x", sa.Integer))',
        "op.execute(\"DELETE FROM organisers WHERE person = 'UA'\")",
        'raise RuntimeError("half way")',
    )
    before = dump(path)
    with pytest.raises(RuntimeError, match="half way"):
        migrate(url_of(path))
    assert dump(path) == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [((), LostRows), (("sessions.guest",), LostRows), (("sessions",), BrokenReferences)],
)
def test_a_migration_that_loses_rows_or_breaks_references_is_undone(
    path: Path, later_version: Path, changes: tuple[str, ...], refusal: type[StorageError]
) -> None:
    add(later_version, 'op.execute("DELETE FROM sessions")', changes=changes)
    before = dump(path)
    with pytest.raises(refusal) as refused:
        migrate(url_of(path))
    assert str(path) in refused.value.sentence
    assert dump(path) == before


def test_a_database_of_another_program_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite3"
    with opened(path) as connection:
        connection.execute("CREATE TABLE sessions (theirs)")
    before = dump(path)
    with pytest.raises(CannotOpen, match=r"Plenary's own file"):
        migrate(url_of(path))
    assert dump(path) == before


def test_steps_bear_the_names_of_their_files_and_follow_one_another() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    steps = list(ScriptDirectory.from_config(config).walk_revisions())
    files = sorted((path.name[:4] for path in (MIGRATIONS / "versions").glob("*.py")), reverse=True)
    assert [step.revision for step in steps] == files
    assert [step.down_revision for step in steps] == [*files[1:], None]
    assert newest() == files[0]
