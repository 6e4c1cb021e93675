"""Backups: one SQLite file that holds everything, whichever engine it comes from and whichever it is restored to."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage import copies, disk, postgres
from storage.address import Address, file_at, parse
from storage.blocking import For, alone
from storage.database import refusal
from storage.errors import (
    NOT_THERE,
    AlreadyRunning,
    BadBackup,
    CannotCopy,
    CannotOpen,
    NewerSchema,
    StorageError,
)
from storage.migrate import migrate, newest, revision_of
from storage.verify import findings, look_through
from storage.workings import metadata

ROWS_AT_ONCE = 500
FOLDER = "backups"
HERE_ONLY = frozenset({"processes", "leaders", "envelope_keys"})
"""Tables about who is running just now, which mean nothing in a copy; and keys, which would undo what they are for."""


def back_up(url: str, target: Path | None = None) -> Path:
    """Make a copy of everything as it is at one instant, while the program runs. Returns where it is.

    The copy is private, looked through before it gets its name, and safe on the disk when this returns; without `target` it goes to
    the folder `backups` beside the database, or here. An earlier copy of that name is replaced; no other file is. Raises
    CannotCopy, BadBackup, and what `verify` raises.
    """
    address = parse(url)
    if address.is_file and not address.path.exists():
        raise CannotOpen(address.where, NOT_THERE)
    made = target or _folder(address) / f"plenary-{_stamp()}.sqlite3"
    _require_place(made)
    if address.is_file:
        copies.copy(address.path, made, _require_good)
    else:
        with _exported(address, made.parent) as whole:
            copies.copy(whole, made, _require_good)
    return made


def restore(url: str, source: Path) -> Path | None:
    """Put a backup in the place of the database, which is kept aside. Returns where that is; None when there was none.

    The program must not run. Raises BadBackup, before anything is changed, for a copy that isn't whole; AlreadyRunning.
    """
    address = parse(url)
    if address.is_file and source.exists() and address.path.exists() and source.samefile(address.path):
        raise BadBackup(
            str(source), "it is the database itself. Name a copy, such as one of those in backups/."
        )
    _require_good(source)
    if address.is_file:
        disk.require_own_disk(address.path)
        with disk.locked(address.path):
            return _restore_file(address.path, source)
    with _brought_up_to_date(source) as current:
        return _restore_server(address, current)


def _require_place(path: Path) -> None:
    """Refuse to write over anything but an earlier copy: a slip of the finger must not cost another file."""
    if not path.parent.is_dir():
        raise CannotCopy(str(path), "its folder is not there. Make the folder, or name another.")
    if path.is_dir():
        raise CannotCopy(str(path), "that is a folder. Name a file in it.")
    if disk.is_in_use(path):
        raise CannotCopy(str(path), "that is a database which Plenary uses. Name another file.")
    if not disk.may_be_a_copy(path):
        raise CannotCopy(str(path), "there is a file of that name which is no backup. Name another.")


def _require_good(path: Path) -> None:
    if path.is_dir():
        raise BadBackup(str(path), "it is a folder. Name a file in it.")
    if not path.is_file() or not path.stat().st_size:
        raise BadBackup(str(path), "it is not there, or empty.")
    try:
        with _brought_up_to_date(path) as current:
            found = findings(file_at(current))
    except NewerSchema:
        raise
    except StorageError as error:
        why = error.why if isinstance(error, CannotOpen) else error.sentence
        raise BadBackup(str(path), why) from error
    if found:
        raise BadBackup(str(path), found[0])


@contextmanager
def _brought_up_to_date(path: Path) -> Iterator[Path]:
    """The file itself, or a copy at the present revision where it is of an earlier one."""
    disk.require_whole(path)
    revision = alone(file_at(path), For.READING, revision_of)
    if revision is None:
        raise BadBackup(str(path), "there is nothing of Plenary's in it.")
    if revision == newest():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="plenary-") as folder:
        current = Path(folder, "copy.sqlite3")
        copies.copy(path, current)
        migrate(f"sqlite:///{current}")
        yield current


def _restore_file(path: Path, source: Path) -> Path | None:
    ready = disk.beside(path, ".restored")
    copies.copy(source, ready)
    kept = disk.beside(path, f".kept-{_stamp()}") if path.exists() else None
    if kept is not None:
        # The log goes aside with its database: with another's it would do harm.
        for suffix in ("-wal", "-shm"):
            if disk.beside(path, suffix).exists():
                disk.beside(path, suffix).replace(disk.beside(kept, suffix))
        os.link(path, kept)
        disk.close_to_others(kept)
    ready.replace(path)
    disk.keep(path)
    return kept


def _restore_server(address: Address, source: Path) -> Path | None:
    migrate(str(address.url.render_as_string(hide_password=False)))
    kept = None
    if alone(address, For.READING, _holds_anything):
        kept = back_up(
            address.url.render_as_string(hide_password=False), _folder(address) / f"kept-{_stamp()}.sqlite3"
        )

    def replace(target: Connection) -> None:
        if not target.execute(select(func.pg_try_advisory_xact_lock(postgres.RUNNING))).scalar_one():
            raise AlreadyRunning(address.where)
        for table in reversed(metadata.sorted_tables):
            target.execute(delete(table))
        alone(file_at(source), For.READING, lambda connection: _pour(connection, target))
        _number_on(target)
        if (found := next(look_through(target), None)) is not None:
            raise BadBackup(str(source), found)

    alone(address, For.WRITING, replace)
    return kept


@contextmanager
def _exported(address: Address, folder: Path) -> Iterator[Path]:
    """Everything that a server holds, as a file: all tables in one consistent view."""
    revision = alone(address, For.READING, revision_of)
    if revision is None or revision != newest():
        raise BadBackup(address.where, "bring the database up to date first: ./run bot migrate.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as made:
        path = Path(made, "export.sqlite3")

        def pour(source: Connection) -> None:
            alone(file_at(path), For.WRITING, lambda target: _export(source, target, revision))

        try:
            alone(address, For.READING, pour)
        except DBAPIError as error:
            raise refusal(address, error) from error
        yield path


def _export(source: Connection, target: Connection, revision: str) -> None:
    # The tables as this program knows them are those of its newest step (tests/storage/test_migrations.py).
    metadata.create_all(target)
    target.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    target.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    _pour(source, target)


def _pour(source: Connection, target: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name in HERE_ONLY:
            continue
        rows = source.execute(select(table).order_by(*table.primary_key)).mappings()
        for some in rows.partitions(ROWS_AT_ONCE):
            target.execute(insert(table), [{**row} for row in some])


def _number_on(target: Connection) -> None:
    """Let a server go on numbering where the copy ends."""
    for table in metadata.sorted_tables:
        if "number" in table.primary_key.columns:
            highest = select(func.coalesce(func.max(table.c.number), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "number")
            target.execute(select(func.setval(sequence, highest, False)))


def _holds_anything(connection: Connection) -> bool:
    return any(
        connection.execute(select(1).select_from(table).limit(1)).first() for table in metadata.sorted_tables
    )


def _folder(address: Address) -> Path:
    folder = (address.path.parent if address.is_file else Path()) / FOLDER
    try:
        return disk.own_folder(folder)
    except OSError as error:
        raise CannotCopy(
            str(folder), f"{error.strerror}. Name another place: ./run bot backup FILE."
        ) from error


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
