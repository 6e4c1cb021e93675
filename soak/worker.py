"""One of several processes: while it leads it notes what it is about to call, looks at its lease, and calls. For soak/leaders.py."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from consultation.ports.leadership import Leadership
from storage.database import open_database
from storage.leadership import leadership
from storage.unit_of_work import SqlStorage

PAUSE = 0.02


async def main(url: str, calls: Path) -> None:
    """Go on until killed. Says its name first."""
    database = await open_database(url)
    print(database.process, flush=True)
    storage, leader = SqlStorage(database), leadership(database)
    while True:
        try:
            async with leader.led():
                while True:
                    await _call(storage, leader, calls)
                    await asyncio.sleep(PAUSE)
        except Exception as error:  # noqa: BLE001 - whatever it is, it goes on
            print(type(error).__name__, file=sys.stderr, flush=True)
            await asyncio.sleep(PAUSE)


async def _call(storage: SqlStorage, leader: Leadership, calls: Path) -> None:
    key = f"call {_made(calls)}"
    async with storage.work() as work:
        await work.operations.begin(key, datetime.now(UTC))
    leader.require()
    with calls.open("a", encoding="ascii") as log:
        log.write(f"{key}\n")


def _made(calls: Path) -> int:
    return len(calls.read_text(encoding="ascii").splitlines())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
