"""The file of an SQLite database on its disk: whose it is, who may read it, whether it is whole."""

import fcntl
import logging
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.errors import AlreadyRunning, CannotOpen, Damaged, NetworkDisk, OpenToOthers, ReadOnly

log = logging.getLogger(__name__)

MAGIC = b"SQLite format 3\0"
BESIDE = ("-wal", "-shm", ".lock")
"""What lies beside a database: its log, the log's index, and our lock."""

NETWORK = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs"),
        *("fuse.rclone", "fuse.s3fs", "fuse.sshfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"),
    }
)
"""Kinds of disks on which locks or shared memory don't hold between machines (https://sqlite.org/wal.html)."""

TABLES = "SELECT name FROM sqlite_schema WHERE name = 'alembic_version'"
MOUNTS = Path("/proc/self/mountinfo")


def require_own_disk(path: Path) -> None:
    """Refuse a network disk, where the system tells. Raises NetworkDisk."""
    if MOUNTS.exists():
        kind = kind_of_disk(path.absolute(), MOUNTS.read_text(encoding="utf-8", errors="replace"))
        if kind in NETWORK:
            raise NetworkDisk(str(path), kind)


def kind_of_disk(path: Path, mounts: str) -> str:
    """The kind of the disk that holds this path, by Linux's list of mounts; of several at one place, the last counts."""
    found = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = before.split(" ")[4].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) >= len(found[0]):
            found = point, after.split(" ")[0]
    return found[1]


def make_private(path: Path) -> None:
    """Make the file where it isn't there yet, and let nobody but its owner read it and what lies beside it.

    Raises CannotOpen, ReadOnly and OpenToOthers.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        if path.is_file():
            raise ReadOnly(str(path)) from error
        raise CannotOpen(
            str(path), f"{error.strerror}. Check that its folder exists and can be written to."
        ) from error
    for each in (path, *(beside(path, suffix) for suffix in BESIDE)):
        if each.exists():
            close_to_others(each)


def close_to_others(path: Path) -> None:
    """Take away what others may do with a file. Raises OpenToOthers, and ReadOnly where its owner may not write."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & stat.S_IWUSR:
        raise ReadOnly(str(path))
    if mode & 0o077:
        try:
            path.chmod(0o600)
        except OSError as error:
            raise OpenToOthers(str(path)) from error
        log.warning("%s could be read by others; now only its owner can", path)


def own_folder(path: Path) -> Path:
    """A folder of ours, made where it isn't there, which only its owner may enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    return path


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The file of a running program: looked at, private, made where it isn't there, and ours alone until the block is left.

    Raises NetworkDisk, Damaged, CannotOpen, ReadOnly, OpenToOthers and AlreadyRunning.
    """
    require_own_disk(path)
    _require_beginning(path)
    make_private(path)
    require_whole(path)
    with locked(path):
        yield


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the database for this process alone. Raises AlreadyRunning at once where another, or we ourselves, hold it; ReadOnly.

    The lock goes with the process, however it ends; its empty file stays.
    """
    try:
        descriptor = os.open(beside(path, ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ReadOnly(str(path)) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(str(path)) from error
        yield
    finally:
        os.close(descriptor)


def require_whole(path: Path) -> None:
    """Refuse a file that has lost its beginning, its end or its structure. It is only read. Raises Damaged and CannotOpen.

    An empty file is no database yet, unless our mark beside it tells that it once was one.
    """
    _require_beginning(path)
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(read_only(path), uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            mixed_up = _has_tables(path) and not connection.execute(TABLES).fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN and not _may_be_written(path):
            raise ReadOnly(str(path)) from error  # with a log beside it, which can't be read without writing
        raise Damaged(str(path), str(error)) from error
    if found != "ok":
        raise Damaged(str(path), found.splitlines()[-1])
    if mixed_up:
        raise Damaged(str(path), "the log beside it, -wal, belongs to another database")


def _has_tables(path: Path) -> bool:
    """Whether the file by itself, without the log beside it, is ours."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            return bool(connection.execute(TABLES).fetchall())
    except sqlite3.DatabaseError:
        return False  # half of it is in the log, as after a crash


def _require_beginning(path: Path) -> None:
    if not path.is_file():
        return
    with path.open("rb") as file:
        beginning = file.read(len(MAGIC))
    if beginning == MAGIC or (not beginning and not _was_used(path)):
        return
    if _was_used(path) or not beginning.strip(b"\0"):
        raise Damaged(
            str(path), "its beginning is gone" if beginning else "it is empty, though it has been in use"
        )
    raise CannotOpen(str(path), "it is not a database. Check that this is Plenary's own file.")


def may_be_a_copy(path: Path) -> bool:
    """Whether nothing but an earlier copy, or an empty file, would be lost if this were written over."""
    if not path.exists():
        return True
    with path.open("rb") as file:
        return file.read(len(MAGIC)) in {b"", MAGIC}


def is_in_use(path: Path) -> bool:
    """Whether this is a database that a program works with, or has worked with."""
    return path.exists() and beside(path, ".lock").exists()


def read_only(path: Path) -> str:
    """SQLite's own address of the file, to be read only: such a connection leaves the log as it is too.

    Where nobody can write, as on a disk mounted for reading, SQLite can make no index of a log, and needs none where no log is.
    """
    log = beside(path, "-wal")
    still = not _may_be_written(path) and not (log.exists() and log.stat().st_size)
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"


def _may_be_written(path: Path) -> bool:
    """Whether something can be made beside the file; its administrator may write anywhere but on a disk for reading."""
    return os.access(path.absolute().parent, os.W_OK)


def beside(path: Path, suffix: str) -> Path:
    """The file of this suffix that belongs to the database."""
    return path.with_name(path.name + suffix)


def identities(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files the database and its log are just now, whatever their names; None for one that isn't there."""
    return tuple(map(_identity, (path, beside(path, "-wal"))))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino


def keep(path: Path) -> None:
    """Make sure that a file, and its name, outlive a power cut."""
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def mark_used(path: Path) -> None:
    """Remember beside the database that it has been one, so that an empty file is not taken for a new one."""
    beside(path, ".lock").write_text(
        "This file keeps a second Plenary from the database beside it.\n", encoding="ascii"
    )


def _was_used(path: Path) -> bool:
    lock = beside(path, ".lock")
    return lock.is_file() and lock.stat().st_size > 0
