"""Backups while 500 votes a second are written, and copies made with `cp`: the first are all good, the second are found out."""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL
from contextlib import closing
from pathlib import Path
from random import Random
from time import monotonic, sleep

from consultation.model.references import PersonRef
from soak.figures import Figure, Options, at_least, at_most, folder
from storage import disk
from storage.backups import restore
from storage.database import open_database
from storage.errors import BadBackup
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage
from storage.verify import verify
from tests.support.filling import ballot, fill

ROOT = Path(__file__).parent.parent
COPIES = 25
VOTES_AT_ONCE, RATE = 20, 500
"""Twenty votes in a transaction, twenty-five times a second."""

RATE_LEAST = 450
CHUNK, COPY_SECONDS = 2**14, 1.5
"""How long `cp` takes for the file of a long evening on a slow disk."""

RESTORE_SECONDS = 600.0


class Writing:
    """Votes, twenty of one person in each transaction, as long as the block lasts."""

    def __init__(self, storage: SqlStorage, chance: Random) -> None:
        self._storage, self._chance = storage, chance
        self.votes = 0
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Write until told to stop."""
        began = monotonic()
        while not self._stop.is_set():
            person = PersonRef(f"W{self._chance.randrange(1000):03}")
            async with self._storage.work() as work:
                await work.polls.cast(
                    [
                        ballot(person, number % 2, f"6.{self.votes + number:09}")
                        for number in range(VOTES_AT_ONCE)
                    ]
                )
            self.votes += VOTES_AT_ONCE
            await asyncio.sleep(max(0.0, began + self.votes / RATE - monotonic()))

    def stop(self) -> None:
        """Write nothing more."""
        self._stop.set()


def run(options: Options) -> list[Figure]:
    """Make the copies, bring each back, and count what is in it."""
    with folder() as place:
        return asyncio.run(_run(place, Random(options.seed)))


async def _run(place: Path, chance: Random) -> list[Figure]:
    path = place / "plenary.sqlite3"
    url = f"sqlite:///{path}"
    await asyncio.to_thread(migrate, url)
    database = await open_database(url)
    storage = SqlStorage(database)
    await fill(storage)
    writing, began = Writing(storage, chance), monotonic()
    task = asyncio.create_task(writing.run())
    good = [await backed_up(url, place / f"good-{number}.sqlite3") for number in range(COPIES)]
    rate = writing.votes / (monotonic() - began)
    bad = [
        await asyncio.to_thread(_copied, path, place / f"bad-{number}.sqlite3") for number in range(COPIES)
    ]
    writing.stop()
    await task
    await database.close()
    return await asyncio.to_thread(_figures, place, good, bad, rate)


def _copied(path: Path, target: Path) -> Path:
    # As somebody would who knows no better: the file and what lies beside it, one after the other.
    size = path.stat().st_size
    for suffix in ("", "-wal"):
        with disk.beside(path, suffix).open("rb") as source, disk.beside(target, suffix).open("wb") as copy:
            while chunk := source.read(CHUNK):
                copy.write(chunk)
                sleep(COPY_SECONDS * len(chunk) / size)
    return target


async def backed_up(url: str, target: Path) -> Path:
    """As an operator does, beside the running program."""
    arguments = (sys.executable, "-m", "bot", "backup", str(target))
    child = await asyncio.create_subprocess_exec(
        *arguments, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, stdout=DEVNULL
    )
    if await child.wait():
        raise RuntimeError("The backup failed.")
    return target


def _figures(place: Path, good: list[Path], bad: list[Path], rate: float) -> list[Figure]:
    url = f"sqlite:///{place / 'restored.sqlite3'}"
    slowest, whole = 0.0, 0
    for copy in good:
        began = monotonic()
        restore(url, copy)
        slowest = max(slowest, monotonic() - began)
        whole += not verify(url) and _votes(place / "restored.sqlite3") % VOTES_AT_ONCE == 0
    return [
        at_least("votes a second meanwhile", int(rate), RATE_LEAST),
        at_least(f"of {COPIES} backups: restored, whole, of one instant", whole, COPIES),
        at_most("slowest restore", slowest, RESTORE_SECONDS, " s"),
        at_least(f"of {COPIES} copies with cp: found to be broken", sum(map(_is_refused, bad)), 0),
        at_least(
            f"of {COPIES} copies with cp: refused, or whole after all", sum(map(_is_known, bad)), COPIES
        ),
    ]


def _votes(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM ballots WHERE person LIKE 'W%'").fetchone()[0]
    return found


def _is_refused(copy: Path) -> bool:
    try:
        restore(f"sqlite:///{copy.with_suffix('.from')}", copy)
    except BadBackup:
        return True
    return False


def _is_known(copy: Path) -> bool:
    restored = copy.with_suffix(".from")
    return not restored.exists() or (
        not verify(f"sqlite:///{restored}") and _votes(restored) % VOTES_AT_ONCE == 0
    )
