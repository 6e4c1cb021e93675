"""The book of the forgotten: beside the backups, so that whichever is brought back forgets again those who asked for it.

It names nobody: each line holds a hash that only somebody who has the person's id can make again.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from consultation.model.erasures import AskedBy, Erasure
from consultation.model.references import PersonRef, SessionId, Tenant
from storage import disk

NAME = "forgotten.jsonl"
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure, without whose it was."""

    salt: str
    mark: str
    erasure: Erasure
    at: datetime

    def is_of(self, person: str) -> bool:
        """Whether it was this person who was forgotten."""
        return self.mark == _mark(self.salt, person)


def entry_of(erasure: Erasure, person: PersonRef, at: datetime) -> Entry:
    """A new line of the book."""
    salt = token_hex(SALT_BYTES)
    return Entry(salt, _mark(salt, person), erasure, at)


@dataclass(frozen=True, slots=True)
class Book:
    """The file `forgotten.jsonl` in the folder of backups."""

    path: Path

    def entries(self) -> Sequence[Entry]:
        """Every line, oldest first. A line that a crash left unfinished is none: its erasure was not done."""
        if not self.path.exists():
            return ()
        whole = self.path.read_bytes()
        return [_read(line) for line in whole[: _end(whole)].splitlines()]

    def add(self, entries: Sequence[Entry]) -> None:
        """Write these down, safe on the disk when this returns; those that are there already once only."""
        known = {one.salt for one in self.entries()}
        new = [one for one in entries if one.salt not in known]
        if not new:
            return
        disk.own_folder(self.path.parent)
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+b") as file:
            file.seek(0)
            file.truncate(_end(file.read()))
            file.write(b"".join(_written(one) for one in new))
            file.flush()
            os.fsync(file.fileno())
        disk.keep(self.path)


def book_beside(database: Path) -> Book:
    """The book of a database in a file."""
    return Book(database.parent / "backups" / NAME)


def _end(whole: bytes) -> int:
    """Where the last whole line ends: what a crash or a full disk left unfinished makes way for the next."""
    return whole.rfind(b"\n") + 1


def _mark(salt: str, person: str) -> str:
    return hashlib.blake2b(person.encode(), key=bytes.fromhex(salt), digest_size=32).hexdigest()


def _written(entry: Entry) -> bytes:
    return json.dumps({**asdict(entry), "at": entry.at.isoformat()}).encode() + b"\n"


def _read(line: bytes) -> Entry:
    said = json.loads(line)
    far = said["erasure"]
    erasure = Erasure(
        AskedBy(far["asked_by"]),
        Tenant(far["tenant"]) if far["tenant"] is not None else None,
        tuple(map(SessionId, far["sessions"])) if far["sessions"] is not None else None,
    )
    return Entry(said["salt"], said["mark"], erasure, datetime.fromisoformat(said["at"]))
