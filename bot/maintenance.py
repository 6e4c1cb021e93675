"""Care of the data: the commands that look through a database, copy it and bring a copy back."""

import asyncio
import os
import re
import sys
from pathlib import Path

from consultation.model.references import PersonRef

MEMBER_ID = re.compile(r"[UW][0-9A-Z]{1,30}")
WHERE_IDS_ARE = (
    "it begins with U or W. In Slack, open the person's profile, then the three dots, Copy member ID."
)


def verify(url: str) -> int:
    """Print a sentence for each thing that is the matter; 74 when there is any."""
    from storage.verify import verify

    found = verify(url)
    for sentence in found:
        _say(sentence)
    if not found:
        _say("The database is whole: its structure, its references, every seal and every tally.")
    return os.EX_IOERR if found else os.EX_OK


def back_up(url: str, target: str = "") -> int:
    """Make a copy while the program runs, and print where it is."""
    from storage.backups import back_up

    _say(f"Backed up to {back_up(url, Path(target) if target else None)}.")
    return os.EX_OK


def restore(url: str, source: str) -> int:
    """Bring a copy back, and print where what was there before is kept."""
    from storage.backups import restore
    from storage.erasures import forget_again, write_down

    asyncio.run(write_down(url))
    kept = restore(url, Path(source))
    again = asyncio.run(forget_again(url))
    _say(f"Restored from {source}." + (f" What was there before is kept in {kept}." if kept else ""))
    if again:
        _say(f"Forgotten again, since the copy is older than that: {again}.")
    return os.EX_OK


def forget(url: str, person: str) -> int:
    """Forget somebody in all workspaces, and print how many rows told of them; 64 for what is no member id."""
    if not MEMBER_ID.fullmatch(person):
        sys.stderr.write(f"'{person}' is no member id: {WHERE_IDS_ARE}\n")
        return os.EX_USAGE
    rows = asyncio.run(_forget(url, PersonRef(person)))
    _say(f"Forgotten. {rows} {'row' if rows == 1 else 'rows'} told of this person.")
    return os.EX_OK


async def _forget(url: str, person: PersonRef) -> int:
    from bot.clock import SteadyClock
    from consultation.services.erasures import Erasures
    from storage.database import open_database
    from storage.unit_of_work import SqlStorage

    database = await open_database(url)
    try:
        return await Erasures(SqlStorage(database), SteadyClock()).forget_everywhere(person)
    finally:
        await database.close()


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201 - printing it is the command
