"""The line to Slack cut at any byte: of a frame of the socket, of a call, of an answer. Nobody is left hanging, nothing is lost."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from time import monotonic

from soak.bursts import Burst, Crowd, Press, crowd, misjudged
from soak.evening import Record
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.hooks import Fate
from soak.line import Cut, How, Line, line
from soak.lives import Life

PEOPLE, EVERY_SECONDS = 5_000, 0.1
PING_SECONDS = 0.4
"""Pings come 25 times as often as they should, so that a run takes minutes and not hours."""

BACK_SECONDS = 3 * PING_SECONDS + 2
BYTES_MOST = 1_500
"""About what an envelope and its acknowledgement, or a call and its answer, have."""

SILENT, IN_SOCKET = 0.1, 0.6
"""How many of the cuts are without a word, and in the socket's connection."""

STEADY_SECONDS = 3.2 * PING_SECONDS
"""A connection that held for as long counts as a good one, so that the next try follows at once."""


@dataclass(slots=True)
class Outcome:
    """What the cuts came to: how many were made, how long it took each time to be heard again, what is wrong."""

    made: int = 0
    seconds: list[float] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    pressing: list[asyncio.Task[None]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def run(options: Options) -> list[Figure]:
    """Cut the line `--points` times."""
    with folder() as place:
        return asyncio.run(_run(place, options))


async def _run(place: Path, options: Options) -> list[Figure]:
    async with crowd(PEOPLE, place, rooms=1) as there:
        found = await cut_often(there, options.points, Random(options.seed))
    for problem in found.wrong[:20]:
        print(f"  {problem}", flush=True)
    return [
        at_least("cuts made", found.made, options.points),
        at_most("  the slowest to be heard again after", max(found.seconds), BACK_SECONDS, " s"),
        at_least("  votes acknowledged between them", sum(one.acknowledged for one in found.presses), 1),
        at_most("  lost, doubled or wrong; messages doubled or missing", len(found.wrong), 0),
    ]


async def cut_often(there: Crowd, cuts: int, chance: Random) -> Outcome:
    """Cut the line so many times while people press, and see after each that somebody is heard."""
    total = Outcome()
    record = await there.template.begin(there.town, there.folder)
    workspace = there.town.workspace
    direct = workspace.address
    async with line(int(direct.rpartition(":")[2])) as way:
        workspace.address = direct.replace(direct.rpartition(":")[2], str(way.port))
        town = replace(there.town, api_url=f"{workspace.address}/api/")
        lined = replace(there, town=town)
        try:
            life = await lined.live(record, Fate(ping=PING_SECONDS))
            waiting = there.presses()
            for number in range(cuts):
                await _cut(lined, way, life, waiting, total, chance)
                if (number + 1) % 50 == 0:
                    print(f"  ... {number + 1} cuts, {max(total.seconds):.1f} s at most", flush=True)
            way.cut = None
            await asyncio.gather(*total.pressing)
            try:
                await lined.settled(record, life)
            except TimeoutError:
                total.wrong.append(f"something is left to do: {left_in(record)}")
            code = await life.stop()
            await lined.rest(life)
        finally:
            workspace.address = direct
    total.wrong += [*misjudged(record, total.presses), *([f"exit code {code}"] if code else [])]
    total.wrong += ["a traceback"] if life.is_unwell else []
    total.wrong += [f"a card stands {often} times" for often in town.posts().values() if often != 1]
    return total


async def _cut(
    there: Crowd, way: Line, life: Life, waiting: list[Press], total: Outcome, chance: Random
) -> None:
    """One cut, made while some press; then others press until one is heard."""
    await asyncio.sleep(STEADY_SECONDS)
    cut = way.cut = _somewhere(chance)
    await _press_until(there, waiting, total, lambda: cut.done.is_set() or life.ended.done())
    total.made += 1
    began, later = monotonic(), len(total.presses)
    try:
        async with asyncio.timeout(10 * BACK_SECONDS):
            await _press_until(there, waiting, total, lambda: _heard(total.presses[later:], life))
    except TimeoutError:
        total.wrong.append(f"not heard again after a cut ({cut.how}, inward {cut.inward})")
    total.seconds.append(monotonic() - began)


def left_in(record: Record) -> list[tuple[object, ...]]:
    """What is still to be done, for who looks into it."""
    return [
        *record.rows("select number, kind, tries, owner from intake where state = 'waiting' limit 5"),
        *record.rows("select id, kind, wanted, shown from cards where queued is not null limit 5"),
    ]


def _heard(presses: Sequence[Press], life: Life) -> bool:
    return any(one.acknowledged for one in presses) or life.ended.done()


def _somewhere(chance: Random) -> Cut:
    how = How.SILENCE if chance.random() < SILENT else chance.choice((How.RST, How.FIN))
    in_socket = chance.random() < IN_SOCKET
    return Cut(chance.randrange(BYTES_MOST), how, inward=chance.random() < 0.5, in_socket=in_socket)  # noqa: PLR2004 - a coin


async def _press_until(there: Crowd, waiting: list[Press], total: Outcome, seen: Callable[[], bool]) -> None:
    """One more presses every moment, whatever became of those before, until something holds."""
    while waiting and not seen():
        one = waiting.pop()
        total.presses.append(one)
        total.pressing.append(asyncio.create_task(Burst(there, [one]).run()))
        await asyncio.sleep(EVERY_SECONDS)
