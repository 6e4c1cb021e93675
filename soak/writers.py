"""Fifty writers, ten readers and backups at the same moment, for minutes: nobody is told that the database is locked."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from consultation.model.references import PersonRef
from consultation.services.tallies import tally_of
from soak.backups import backed_up
from soak.figures import Figure, Options, at_least, at_most, folder
from storage.database import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage
from storage.upkeep import log_size, tend
from storage.verify import verify
from tests.support.filling import POLL, ballot, fill

WRITERS, READERS = 50, 10

PAUSE_MOST = 0.05
"""The longest that a writer thinks between two votes, in seconds: about 1,500 votes a second in all, if the disk can."""

BACKUP_PAUSE = 20.0
WRITE_P99_MS = 250.0
LOG_MOST = 64 * 2**20


@dataclass(slots=True)
class Seen:
    """What happened."""

    writes: list[float] = field(default_factory=list)
    reads: int = 0
    backups: int = 0
    failures: list[str] = field(default_factory=list)
    log: int = 0


def run(options: Options) -> list[Figure]:
    """Write, read and copy for as long as `--minutes` says, and look through what was written."""
    with folder() as place:
        return asyncio.run(_run(place, options))


async def _run(place: Path, options: Options) -> list[Figure]:
    path, seen = place / "plenary.sqlite3", Seen()
    url = f"sqlite:///{path}"
    await asyncio.to_thread(migrate, url)
    database = await open_database(url)
    storage = SqlStorage(database)
    await fill(storage)
    until = monotonic() + 60 * options.minutes
    chance = Random(options.seed)
    tending = asyncio.create_task(tend(database))
    await asyncio.gather(
        *(_write(storage, seen, until, Random(chance.random()), number) for number in range(WRITERS)),
        *(_read(storage, seen, until, Random(chance.random())) for _ in range(READERS)),
        _copy(url, place, seen, until),
        _watch(database, seen, until),
    )
    tending.cancel()
    await database.close()
    return _figures(url, path, seen)


def _figures(url: str, path: Path, seen: Seen) -> list[Figure]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT count(*) FROM ballots").fetchone()[0]
    waits = sorted(seen.writes)
    return [
        at_most("failures told to anybody, database is locked among them", len(seen.failures), 0),
        at_least("votes written", len(waits), 1_000),
        at_most("votes written and not there, or there and not written", abs(rows - 45 - len(waits)), 0),
        at_least("views looked at", seen.reads, 100),
        at_least("backups made meanwhile", seen.backups, 1),
        at_most("99 of 100 writes took", waits[len(waits) * 99 // 100] * 1000, WRITE_P99_MS, " ms"),
        at_most("bytes of the log at most", seen.log, LOG_MOST),
        at_most("things the matter afterwards", len(verify(url)), 0),
    ]


async def _write(storage: SqlStorage, seen: Seen, until: float, chance: Random, number: int) -> None:
    person, order = PersonRef(f"W{number:02}"), 0
    while monotonic() < until:
        order, began = order + 1, monotonic()
        try:
            async with storage.work(brief=True) as work:  # as votes are counted
                await work.polls.cast([ballot(person, chance.randrange(2), f"5.{order:08}")])
        except Exception as error:  # noqa: BLE001 - each is counted
            seen.failures.append(str(error))
        seen.writes.append(monotonic() - began)
        await asyncio.sleep(chance.random() * PAUSE_MOST)


async def _read(storage: SqlStorage, seen: Seen, until: float, chance: Random) -> None:
    while monotonic() < until:
        try:
            async with storage.look() as work:
                await tally_of(work, POLL)
        except Exception as error:  # noqa: BLE001 - each is counted
            seen.failures.append(str(error))
        seen.reads += 1
        await asyncio.sleep(chance.random())


async def _copy(url: str, place: Path, seen: Seen, until: float) -> None:
    while monotonic() < until:
        try:
            await backed_up(url, place / "copy.sqlite3")
        except Exception as error:  # noqa: BLE001 - each is counted
            seen.failures.append(str(error))
        seen.backups += 1
        await asyncio.sleep(min(BACKUP_PAUSE, max(0.0, until - monotonic())))


async def _watch(database: Database, seen: Seen, until: float) -> None:
    while monotonic() < until:
        seen.log = max(seen.log, log_size(database))
        await asyncio.sleep(0.5)
