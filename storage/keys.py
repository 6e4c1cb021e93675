"""Keys of envelopes, kept apart from what they open.

For a file they are files of their own in a folder beside it, which no backup holds; on a server a table that is left out of backups.
A key that is destroyed makes what it opened unreadable everywhere, in old backups too.
"""

import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import disk
from storage.database import Database
from storage.envelopes import new_key
from storage.workings import envelope_keys

FOLDER = ".keys"
UNFINISHED = "unfinished"
"""The name of a key's file until all of it is there."""

PAIRS = "pairs."
"""Names of the keys that pair the answers of one survey with those of the survey that follows it begin so."""

INTAKE = "intake."
"""Names of the keys of what came in begin so; the one of the highest number is in use."""


class Keys(Protocol):
    """Keys by their names, which are ids of ours. `connection` may be None where they are no rows."""

    async def get(self, connection: AsyncConnection | None, name: str) -> bytes | None: ...

    async def make(self, connection: AsyncConnection | None, name: str) -> bytes:
        """A new key of this name, safe before anything is wrapped with it."""
        ...

    async def names(self, connection: AsyncConnection | None) -> list[str]: ...

    async def destroy(self, connection: AsyncConnection | None, name: str) -> None:
        """Make the key unknown to everybody. On a server it takes effect with the transaction."""
        ...


class TableKeys:
    """Keys in a table, for a server that several processes share."""

    async def get(self, connection: AsyncConnection | None, name: str) -> bytes | None:
        assert connection is not None
        found = await connection.scalars(select(envelope_keys.c.key).where(envelope_keys.c.name == name))
        key = found.one_or_none()
        return bytes.fromhex(key) if key else None

    async def make(self, connection: AsyncConnection | None, name: str) -> bytes:
        assert connection is not None
        key = new_key()
        await connection.execute(insert(envelope_keys).values(name=name, key=key.hex()))
        return key

    async def names(self, connection: AsyncConnection | None) -> list[str]:
        assert connection is not None
        return list(await connection.scalars(select(envelope_keys.c.name)))

    async def destroy(self, connection: AsyncConnection | None, name: str) -> None:
        assert connection is not None
        await connection.execute(delete(envelope_keys).where(envelope_keys.c.name == name))


class FileKeys:
    """Keys in files that only their owner can read."""

    def __init__(self, database: Path) -> None:
        self._folder = disk.beside(database, FOLDER)

    async def get(self, connection: AsyncConnection | None, name: str) -> bytes | None:  # noqa: ARG002 - the port's
        try:
            return self._path(name).read_bytes() or None
        except FileNotFoundError:
            return None

    async def make(self, connection: AsyncConnection | None, name: str) -> bytes:  # noqa: ARG002 - the port's
        key, path = new_key(), self._path(name)
        disk.own_folder(self._folder)
        if path.exists() and path.stat().st_size:
            raise FileExistsError(path)
        # Under another name first: one that a crash left empty would stand in the way of every later one.
        unfinished = self._path(UNFINISHED)
        unfinished.unlink(missing_ok=True)
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, key)
            os.fsync(file)
        finally:
            os.close(file)
        unfinished.replace(path)
        disk.keep(path)
        return key

    async def names(self, connection: AsyncConnection | None) -> list[str]:  # noqa: ARG002 - the port's
        return [each.name for each in self._folder.glob("*") if each.name != UNFINISHED]

    async def destroy(self, connection: AsyncConnection | None, name: str) -> None:  # noqa: ARG002 - the port's
        path = self._path(name)
        if not path.exists():
            return
        # Over it first, for disks that write in place.
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        disk.keep(self._folder)

    def _path(self, name: str) -> Path:
        return self._folder / name


def keys_of(database: Database) -> Keys:
    """Where the keys of a database are."""
    return FileKeys(database.address.path) if database.address.is_file else TableKeys()


async def intake_key(connection: AsyncConnection | None, keys: Keys) -> tuple[str, bytes]:
    """The key that what comes in is wrapped with, by name."""
    newest = max(
        (_number(name) for name in await keys.names(connection) if name.startswith(INTAKE)), default=0
    )
    name = f"{INTAKE}{newest or 1}"
    return name, await keys.get(connection, name) or await keys.make(connection, name)


def next_intake_name(name: str) -> str:
    """The name of the key after this one."""
    return f"{INTAKE}{_number(name) + 1}"


def _number(name: str) -> int:
    return int(name.removeprefix(INTAKE))
