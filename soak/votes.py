"""`kill -9` and SIGTERM in bursts of votes and of reactions, poison among good votes, and a start with much left undone."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from signal import SIGTERM
from time import monotonic

from soak.bursts import Burst, Crowd, crowd, misjudged
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.hooks import Fate
from soak.lives import peak_of
from soak.reactions import cut_reactions
from soak.town import until
from soak.undone import start_with_much_undone

PEOPLE = 5_000
REACTION_RUNS, REACTIONS = 12, 500
STOP_SECONDS, ALIVE_SECONDS, START_SECONDS = 10.0, 5.0, 30.0
SLOWEST_SECONDS = 2.0
FILES, MEMORY_MOST = 256, 250


@dataclass(slots=True)
class Sum:
    """What bursts came to."""

    acknowledged: int = 0
    pressed: int = 0
    wrong: list[str] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)


async def cut_votes(crowd: Crowd, after: Sequence[int], signal: int = 9) -> Sum:
    """End bursts of votes once so many were acknowledged, start again, and look."""
    total = Sum()
    for limit in after:
        record, life = await crowd.begin()
        presses, ended = crowd.presses(), 0.0

        def end(acknowledged: int) -> None:
            nonlocal ended
            if acknowledged == limit:  # noqa: B023 - called within this very turn
                ended = monotonic()
                life.kill(signal)  # noqa: B023 - likewise

        await Burst(crowd, presses, end).run()
        if not ended:  # a machine under load may not acknowledge as many within three seconds
            end(limit)
        total.codes.add(await crowd.rest(life))
        total.seconds.append(monotonic() - ended)
        total.wrong += ["a traceback"] if life.is_unwell else []
        again = await crowd.live(record)
        await crowd.settled(record, again)
        await again.stop()
        await crowd.rest(again)
        total.acknowledged += sum(press.acknowledged for press in presses)
        total.pressed += len(presses)
        total.wrong += misjudged(record, presses)
        print(f"  ... {total.acknowledged:,} acknowledged, {len(total.wrong)} wrong", flush=True)
    return total


async def whole_burst(crowd: Crowd) -> tuple[float, int, float]:
    """A burst that nobody disturbs: the slowest acknowledgement in seconds, what is missing, and the memory it took in MB."""
    record = await crowd.template.begin(crowd.town, crowd.folder)
    life = await crowd.live(record, Fate(files=FILES))
    presses = crowd.presses()
    await Burst(crowd, presses).run()
    await crowd.settled(record, life)
    memory = peak_of(life)
    await life.stop()
    await crowd.rest(life)
    missing = sum(not press.acknowledged for press in presses) + len(misjudged(record, presses))
    return max(press.seconds for press in presses), missing, memory


async def ended_before_it_acts(crowd: Crowd) -> tuple[int, float]:
    """Ended between the commit of a delivery and its listener: how often it took effect, and how soon after the next start."""
    record, life = await crowd.begin()
    await life.stop()
    await crowd.rest(life)
    life = await crowd.live(record, Fate(ends_after="after an intake"))
    await Burst(crowd, crowd.presses()[:1]).run()
    await crowd.rest(life)
    began = monotonic()
    life = await crowd.live(record)
    await crowd.settled(record, life)
    seconds = monotonic() - began
    await life.stop()
    await crowd.rest(life)
    return record.number("select count(*) from ballots"), seconds


async def poisoned(crowd: Crowd, good: int) -> tuple[int, float, int, int]:
    """One vote that can never be counted among good ones: how many of those are, how soon, how many are parked and told of."""
    record, life = await crowd.begin()
    await life.stop()
    await crowd.rest(life)
    presses = crowd.presses()[: good + 1]
    bad = presses[good // 2].person
    life = await crowd.live(record, Fate(poisoned=bad))
    await Burst(crowd, presses).run()
    began = monotonic()
    await until(lambda: record.number("select count(*) from ballots") >= good)
    seconds = monotonic() - began
    await crowd.settled(record, life)
    await life.stop()
    await crowd.rest(life)
    counted = record.number("select count(*) from ballots")
    parked = record.number("select count(*) from intake where state = 'parked'")
    return counted, seconds, parked, record.number("select count(*) from notices")


def run(options: Options) -> list[Figure]:
    """All of it, one after the other."""
    with folder() as place:
        return asyncio.run(_run(options, place))


async def _run(options: Options, place: Path) -> list[Figure]:
    chance = Random(options.seed)
    async with crowd(PEOPLE, place) as there:
        slowest, missing, memory = await whole_burst(there)
        figures = [
            at_most("5,000 votes at once, the slowest acknowledged after", slowest, SLOWEST_SECONDS, " s"),
            at_most("  of which not acknowledged, lost or doubled", missing, 0),
            at_most("  memory, where 256 files may be open", memory, MEMORY_MOST, " MB"),
        ]
        kills = await cut_votes(there, [chance.randint(1_000, PEOPLE) for _ in range(options.runs)])
        figures += [
            at_least("kill -9 in a burst of 5,000 votes, times", options.runs, 40),
            at_least("  votes acknowledged before", kills.acknowledged, 100_000),
            at_most("  lost, doubled or wrong", len(kills.wrong), 0),
        ]
        stops = await cut_votes(there, [chance.randint(1_000, 4_000) for _ in range(5)], SIGTERM)
        figures += [
            at_most(
                "SIGTERM in a burst, 5 times: the slowest to stop", max(stops.seconds), STOP_SECONDS, " s"
            ),
            at_most("  exit codes other than 0", len(stops.codes - {0}), 0),
            at_most("  lost, doubled, wrong, or a traceback", len(stops.wrong), 0),
        ]
        for problem in [*kills.wrong, *stops.wrong][:20]:
            print(f"  {problem}", flush=True)
        return [*figures, *await _others(there, chance)]


async def _others(there: Crowd, chance: Random) -> list[Figure]:
    effects, soon = await ended_before_it_acts(there)
    counted, seconds, parked, told = await poisoned(there, 1_000)
    reactions = await cut_reactions(there, REACTIONS, [chance.randint(50, 600) for _ in range(REACTION_RUNS)])
    undone = await start_with_much_undone(there)
    return [
        at_most("kill -9 between the commit and the listener: effects beside one", abs(effects - 1), 0),
        at_most("  done after the next start within", soon, ALIVE_SECONDS, " s"),
        at_least("one poisoned among 1,000 votes: counted", counted, 1_000),
        at_most("  the good ones counted after", seconds, 1.0, " s"),
        at_most("  parked beside the one", abs(parked - 1), 0),
        at_least("  told to the organiser", told, 1),
        at_least("reactions acknowledged in bursts ended by kill -9", reactions.acknowledged, 5_000),
        at_most("  lost, doubled or wrong", len(reactions.wrong), 0),
        at_most("start with 10,000 undone: all done after", undone.seconds, START_SECONDS, " s"),
        at_most("  new votes meanwhile, p99 acknowledged after", undone.p99, 1.5, " s"),
        at_most("  lost, doubled or wrong", len(undone.wrong), 0),
    ]
