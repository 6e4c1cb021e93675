"""Slack in trouble: answers lost and broken, calls that hang, "not now", every call slow, channels that change under our hands."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from random import Random

from soak.bursts import Crowd, crowd
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.hooks import Fate
from soak.kills import Trial, trial
from soak.slow import PAUSES, early
from soak.slow import evening as slow_evening
from soak.troubled import BROKEN, CREATING, UNHEARD, Outcome, evening, in_mid_session, mixed_list, name_taken
from storage.disk import own_folder

PEOPLE = 120
FORMS, OWN_SHARE = 10, 0.5
"""Of the three seconds that the trigger of a form lives, how many are ours at most: from the press to our call."""

CHANCE = 0.4
"""How many of the calls that make something are hit."""


def p99(seconds: Sequence[float]) -> float:
    """What all but one in a hundred took at most."""
    return sorted(seconds)[int(len(seconds) * 0.99)] if seconds else 0.0


def run(options: Options) -> list[Figure]:
    """All of it, one after the other."""
    with folder() as place:
        return asyncio.run(_run(options, place))


async def _run(options: Options, place: Path) -> list[Figure]:
    chance = Random(options.seed)
    rooms, votes = place / "rooms", place / "votes"
    own_folder(rooms)
    own_folder(votes)
    async with trial(PEOPLE, rooms) as tried:
        figures = [one async for one in _in_rooms(tried, chance, place)]
    async with crowd(PEOPLE, votes) as there:
        return [*figures, *await _slow(there)]


async def _in_rooms(tried: Trial, chance: Random, place: Path) -> AsyncIterator[Figure]:
    often = [
        await _told(tried, {**fault, "method": method, "chance": CHANCE, "seed": chance.randrange(10**6)})
        for method in CREATING
        for fault in BROKEN
    ]
    yield at_least("creating calls whose answer was lost or broken", sum(one.hits for one in often), 500)
    yield at_most("  doubled or missing", sum(len(one.wrong) for one in often), 0)
    never = [await _told(tried, {**fault, "method": method}) for method in CREATING for fault in UNHEARD]
    yield at_least("creating calls that were never answered", sum(one.hits for one in never), 8)
    yield at_most("  doubled or missing", sum(len(one.wrong) for one in never), 0)
    yield at_most("a room's name taken by somebody else: what is wrong", len(await name_taken(tried)), 0)
    seated, named, told = await mixed_list(tried, place)
    yield at_least("thirty invited, five of whom can't come: seated", seated, 25)
    yield at_most("  named to the organiser wrongly or not at all", len(named ^ told), 0)
    seconds, wrong = await in_mid_session(tried)
    yield at_most("a room archived, the bot shown out, a message removed: told after", seconds, 10.0, " s")
    yield at_most("  what is wrong", len(wrong), 0)


async def _told(tried: Trial, fault: dict[str, object]) -> Outcome:
    outcome = await evening(tried, fault)
    for one in outcome.wrong:
        print(f"  {fault}: {one}", flush=True)
    return outcome


async def _slow(there: Crowd) -> list[Figure]:
    slow = await slow_evening(there, Fate(hurried=False), {"fault": "delay", "seconds": 2.9})
    storm = await slow_evening(there, Fate(), {"fault": "ratelimited", "every": 2, "retry_after": [*PAUSES]})
    waited, soon = early(there.town.calls())
    for one in [*slow.wrong, *storm.wrong]:
        print(f"  {one}", flush=True)
    return [
        at_most("every call 2.9 s slow: 120 people in their rooms after", slow.placed, 300.0, " s"),
        at_most("  the slowest vote acknowledged meanwhile", slow.slowest, 2.0, " s"),
        at_most("  doubled or missing", len(slow.wrong), 0),
        at_least("  forms asked for and opened meanwhile", len(slow.opened), FORMS),
        at_most("  of that our own share, p99", p99(slow.opened), OWN_SHARE, " s"),
        at_least("every second call told to wait: such calls", waited, 200),
        at_most("  made before their time", soon, 0),
        at_most("  the slowest vote acknowledged meanwhile", storm.slowest, 2.0, " s"),
        at_most("  doubled or missing", len(storm.wrong), 0),
    ]
