"""Bring a database up to date. Blocking: inside a running program call it through asyncio.to_thread."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database import PRAGMAS, explain, make_private, parse, set_up, where
from storage.errors import BrokenReferences, CannotOpen, NewerSchema

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Bring the database at `url` up to date. A missing file is made; a database that is up to date is left alone.

    All in one transaction: whatever goes wrong, the database stays as it was. Raises CannotOpen, NewerSchema and
    BrokenReferences.
    """
    from alembic import command

    parsed = parse(url)
    make_private(parsed)
    # With foreign keys on, remaking a table would empty those that refer to it.
    with _connected(parsed, "BEGIN IMMEDIATE", {**PRAGMAS, "foreign_keys": "OFF"}) as connection:
        _require_known(parsed, _revision(connection))
        try:
            command.upgrade(_config(connection), "head")
        except DatabaseError as error:
            raise CannotOpen(where(parsed), explain(error)) from error
        if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise BrokenReferences(where(parsed))


def current(url: str) -> str | None:
    """The revision that the database is at; None where there is no file, or nothing in it. Raises CannotOpen."""
    parsed = parse(url)
    if not Path(where(parsed)).exists():
        return None
    with _connected(parsed, "BEGIN", {"query_only": "ON"}) as connection:
        return _revision(connection)


def is_current(url: str) -> bool:
    """Whether the database is as this program needs it. Raises CannotOpen and NewerSchema."""
    revision = current(url)
    _require_known(parse(url), revision)
    return revision == _scripts().get_current_head()


def _require_known(url: URL, revision: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerSchema(where(url))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


@contextmanager
def _connected(url: URL, begin: str, pragmas: Mapping[str, str]) -> Iterator[Connection]:
    # As in storage.database: the driver leaves transactions to us, so that tables are undone with the rest.
    engine = create_engine(
        url.set(drivername="sqlite"), poolclass=NullPool, connect_args={"isolation_level": None}
    )

    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        set_up(connection, pragmas)

    event.listen(engine, "connect", on_connect)
    try:
        connection = engine.connect()
    except DatabaseError as error:
        raise CannotOpen(where(url), explain(error)) from error
    with connection, connection.begin():
        try:
            connection.exec_driver_sql(begin)
            connection.exec_driver_sql(
                "PRAGMA schema_version"
            )  # the first read tells whether this is a database
        except DatabaseError as error:
            raise CannotOpen(where(url), explain(error)) from error
        yield connection
