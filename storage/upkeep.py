"""Upkeep of a file while it is open: its log stays small, and a view that is left open is noticed."""

import asyncio
import logging

from storage import disk
from storage.database import Database
from storage.errors import Moved
from storage.shredding import scrub, sweep

log = logging.getLogger(__name__)

EVERY_SECONDS = 4.0
SERVER_EVERY_SECONDS = 60.0
VIEW_SECONDS = 5.0
"""A view that is open for longer was forgotten: ours take milliseconds. With the pause above, told within ten seconds."""

LOG_MOST = 32 * 2**20
"""Bytes of the log at which a forgotten view is closed, half of what it may grow to: as long as it is open, the log can't shrink."""


async def tend(database: Database) -> None:
    """Look after the database until cancelled."""
    work = sweep
    while True:
        try:
            await work(database)
            work = look_after if database.address.is_file else look_after_server
        except Moved as trouble:
            log.error(trouble.sentence)  # noqa: TRY400 - the sentence says it all
        except Exception as error:  # noqa: BLE001 - a full disk says so in many ways; one that stops tending leaves the log to grow
            log.warning("the database could not be tended: %s", type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS if database.address.is_file else SERVER_EVERY_SECONDS)


async def look_after(database: Database) -> None:
    """One round: see that the file is in its place, tell of forgotten readers, close them where the log grows, and empty it in a quiet moment.

    What was deleted and could not be overwritten at the time is overwritten now. Raises Moved.
    """
    database.require_in_place()
    size = log_size(database)
    for reader in database.open_readers.open_for(VIEW_SECONDS):
        log.error(
            "a view of the database has been open for %.0f s, and its log has %s bytes", reader.seconds, size
        )
        if size > LOG_MOST:
            await reader.close()
    await scrub(database)
    if size and database.is_quiet:
        await database.empty_log()


async def look_after_server(database: Database) -> None:
    """One round on a server, which sees to its files itself: finish what this process, or one that is gone, did not come to."""
    await sweep(database)
    await scrub(database)


def log_size(database: Database) -> int:
    """The bytes of the write-ahead log."""
    beside = disk.beside(database.address.path, "-wal")
    return beside.stat().st_size if beside.exists() else 0
