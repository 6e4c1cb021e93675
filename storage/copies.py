"""Copies of a database file that are whole, whoever writes to it meanwhile."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from storage import disk
from storage.errors import CannotCopy


def copy(source: Path, target: Path, check: Callable[[Path], None] = disk.require_whole) -> None:
    """Copy the file as it is at one instant. The copy has its name only once it is whole, checked and safe on the disk.

    Copying the file itself while it is written to gave a broken copy in 22 of 25 tries (docs/reliability.md); this is
    SQLite's own way, a single read transaction. `check` raises what is the matter with the copy. Raises CannotCopy.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        # SQLite fills an empty file, which is private from its first byte.
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(disk.read_only(source), uri=True, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        check(part)
        disk.keep(part)
        part.replace(target)
        disk.keep(target)
    except (OSError, sqlite3.DatabaseError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise CannotCopy(
            str(target), f"{said}. Check that its folder can be written to, and the space on its disk."
        ) from error
    finally:
        part.unlink(missing_ok=True)
