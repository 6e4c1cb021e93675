"""Bring a database up to date. Blocking: inside a running program call it through asyncio.to_thread."""

from collections.abc import Collection
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage import copies, disk
from storage.address import Address, parse
from storage.blocking import For, alone
from storage.contents import broken_references, contents, lost
from storage.database import refusal
from storage.errors import BrokenReferences, LostRows, NewerSchema

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to date. A missing file is made; a database that is up to date is left alone.

    All in one transaction: whatever goes wrong, the database stays as it was. Rows that no step says it changes are counted and
    hashed before and after, and all references are looked up. Raises NewerSchema, LostRows, BrokenReferences, and what
    `open_database` raises.
    """
    address = parse(url)
    if revision == "head" and is_current(url):
        return
    with disk.held(address.path) if address.is_file else nullcontext():
        _keep_a_copy(address)
        alone(address, For.MIGRATING, lambda connection: _upgrade(address, connection, revision))


def current(url: str) -> str | None:
    """The revision that the database is at; None where there is no file, or nothing in it. Raises CannotOpen."""
    address = parse(url)
    if address.is_file:
        disk.require_whole(address.path)
        if not address.path.exists() or not address.path.stat().st_size:
            return None
    return alone(address, For.READING, revision_of)


def is_current(url: str) -> bool:
    """Whether the database is as this program needs it. Raises CannotOpen and NewerSchema."""
    revision = current(url)
    require_known(parse(url), revision)
    return revision == newest()


def newest() -> str | None:
    """The revision that this program works with."""
    return max(_revisions(), default=None)


def require_known(address: Address, revision: str | None) -> None:
    """Refuse what a later version wrote. Raises NewerSchema."""
    if revision is not None and revision not in _revisions():
        raise NewerSchema(address.where)


def revision_of(connection: Connection) -> str | None:
    """The revision that the database is at; None where there is nothing in it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _revisions() -> frozenset[str]:
    # The files bear the names of their revisions, counted up: asking Alembic, which takes a tenth of a start, is for when there is work.
    return frozenset(step.name[:4] for step in (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def _keep_a_copy(address: Address) -> None:
    """A file is kept as it was, under the name of its revision; a server undoes a failed step by itself, and has its own backups."""
    if address.is_file and address.path.stat().st_size:
        revision = alone(address, For.READING, revision_of)
        copy = (
            disk.own_folder(address.path.parent / "backups")
            / f"{address.path.stem}-before-{revision}.sqlite3"
        )
        copies.copy(address.path, copy)


def _upgrade(address: Address, connection: Connection, revision: str) -> None:
    from alembic import command

    at = revision_of(connection)
    require_known(address, at)
    before = contents(connection, without=_changes(at, revision))
    try:
        command.upgrade(_config(connection), revision)
    except DBAPIError as error:
        raise refusal(address, error) from error
    if (table := lost(connection, before)) is not None:
        raise LostRows(address.where, table)
    if broken_references(connection):
        raise BrokenReferences(address.where)


def _changes(after: str | None, until: str) -> Collection[str]:
    """Beside the mark of the revision, what the steps after a revision say that they change: a table, or one column of it."""
    steps = _scripts().iterate_revisions(until, after or "base")
    return {"alembic_version"}.union(*(getattr(step.module, "CHANGES", ()) for step in steps))


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> "ScriptDirectory":
    return _scripts_in(MIGRATIONS)


@cache
def _scripts_in(_folder: Path) -> "ScriptDirectory":
    # Once: to load all steps takes longer than to ask them.
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())
