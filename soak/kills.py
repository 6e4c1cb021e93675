"""The program killed at every hook of "so many people to their rooms", started again, and looked at when it has settled."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from types import MappingProxyType

from consultation.model.cards import CardKind
from rehearsal.workspace import Timing
from soak.evening import Record, Template, prepared
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.hooks import Fate
from soak.lives import Life, Zygote, zygote
from soak.organiser import in_rooms
from soak.town import TIMING, Town, town, until

PLENTY = 60.0
"""Seconds within which everything has to have settled after a start."""

LINES_SHOWN = 5
"""The last words of a program that did not settle."""


@dataclass(slots=True)
class Outcome:
    """What came of an evening: the hooks of its last life, how long that took to settle, and what is wrong."""

    hooks: int = 0
    seconds: float = 0.0
    violations: Sequence[str] = ()
    ends: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything that an evening needs, to be had again and again."""

    town: Town
    zygote: Zygote
    template: Template
    folder: Path

    async def evening(self, *ends_at: int) -> Outcome:
        """Open the rooms; each life but the last ends at its hook. Answers what came of it."""
        record = await self.template.begin(self.town, self.folder)
        for hook in ends_at:
            life = await self._begin(record, Fate(ends_at=hook))
            await self._lives_on(record, life)
            if not life.ended.done():  # it settled before it came to its hook
                await life.stop()
            await until(lambda: not self.town.connected)
        began = monotonic()
        life = await self._begin(record, Fate())
        settled = await self._lives_on(record, life)
        seconds = monotonic() - began
        code = await life.stop()
        await until(lambda: not self.town.connected)
        wrong = [] if settled else ["not settled in time", *life.said.splitlines()[-LINES_SHOWN:]]
        wrong += [*violations(self.town, record), *ended_badly(life, code)]
        ends = [line for line in life.said.splitlines() if line.startswith("ended at hook")]
        return Outcome(life.hooks, seconds, wrong, ends)

    async def _lives_on(self, record: Record, life: Life) -> bool:
        """Go on until everything is done or the life has ended; whether that took no longer than it may."""
        try:
            async with asyncio.timeout(PLENTY):
                await life.meanwhile(in_rooms(self.town, record, life))
        except TimeoutError:
            return False
        return True

    async def _begin(self, record: Record, fate: Fate) -> Life:
        return await self.zygote.begin(self.folder, self.town.settings(record.url), fate)


def ended_badly(life: Life, code: int) -> list[str]:
    """What is wrong with how a life ended that was asked to stop."""
    wrong = [f"exit code {code}"] if code else []
    return [*wrong, "a traceback in the log"] if life.is_unwell else wrong


def violations(
    town: Town, record: Record, others: Mapping[CardKind, int] = MappingProxyType({})
) -> list[str]:
    """What is not as it should be: by the workspace's own state, and by the database where it says what should be there.

    `others` are cards that stood there before.
    """
    rooms, leads = town.rooms(), set(town.facilitators)
    wrong = [f"{len(rooms)} rooms"] if len(rooms) != len(leads) else []
    seated = Counter(person for room in rooms for person in room.members)
    wrong += [f"{person} in {seated[person]} rooms" for person in town.participants if seated[person] != 1]
    fair = len(town.participants) / len(leads)
    for room in rooms:
        sizes = len(set(room.members) & set(town.participants)), len(set(room.members) & leads)
        if abs(sizes[0] - fair) > 1 or sizes[1] != 1 or town.organiser not in room.members:
            wrong.append(f"{room.name} has {sizes[0]} people, {sizes[1]} facilitators")
    shown = town.posts()
    cards = record.rows("select id, kind from cards")
    wrong += [f"a {kind} card stands {shown[card]} times" for card, kind in cards if shown.pop(card, 0) != 1]
    wrong += [f"a card that nobody knows stands {often} times" for often in shown.values()]
    kinds = Counter(kind for _, kind in cards)
    wanted = {
        CardKind.WELCOME: len(town.participants) + len(leads),
        CardKind.ROOM: len(leads),
        CardKind.PROGRESS: 1,
        CardKind.SIGN_UP: 1,
        **others,
    }
    if kinds != wanted:
        wrong.append(f"cards {dict(kinds)}")
    wrong += [f"told a trouble: {row}" for row in record.rows("select * from troubles")]
    wrong += [f"told in a notice: {words}" for (words,) in record.rows("select text from notices")]
    return [*wrong, *([] if record.is_whole else ["not whole"])]


@asynccontextmanager
async def trial(
    people: int, folder: Path, *, rooms: int = 4, timing: Timing = TIMING
) -> AsyncIterator[Trial]:
    """An evening with so many people, ready to be tried."""
    async with town(people, rooms, timing=timing) as place, zygote() as cell:
        record = await prepared(place, folder / "template")
        yield Trial(place, cell, Template(place.state(), record.path), folder / "life")


def run(options: Options) -> list[Figure]:
    """Kill at so many hooks, spread over all of them; then at pairs of hooks, the second during the recovery from the first."""
    return asyncio.run(_run(options))


async def _run(options: Options) -> list[Figure]:
    chance = Random(options.seed)
    with folder() as place:
        async with trial(options.people, place) as tried:
            hooks = (await tried.evening()).hooks
            print(f"  an evening left alone comes by {hooks} hooks", flush=True)
            points = spread(hooks, options.points, chance)
            singles = await _tried(tried, [(point,) for point in points])
            pairs = [(chance.randint(1, hooks), chance.randint(1, hooks)) for _ in range(options.pairs)]
            doubles = await _tried(tried, pairs)
    return [
        at_least("hooks killed at", len(singles), min(400, options.points, hooks)),
        at_most("violations after a kill", sum(bool(one.violations) for one in singles), 0),
        at_most(
            "slowest to settle after the restart",
            max([one.seconds for one in singles], default=0.0),
            PLENTY,
            " s",
        ),
        at_least("pairs of hooks killed at", len(doubles), options.pairs),
        at_most("violations after two kills", sum(bool(one.violations) for one in doubles), 0),
        at_most(
            "slowest to settle after two", max([one.seconds for one in doubles], default=0.0), PLENTY, " s"
        ),
    ]


def spread(hooks: int, points: int, chance: Random) -> list[int]:
    """So many hooks, evenly spread, from a first one by chance."""
    if points >= hooks:
        return list(range(1, hooks + 1))
    if not points:
        return []
    step = hooks / points
    first = chance.uniform(1, step)
    return [int(first + number * step) for number in range(points)]


async def _tried(tried: Trial, plans: Sequence[tuple[int, ...]]) -> list[Outcome]:
    outcomes = []
    for plan in plans:
        outcome = await tried.evening(*plan)
        outcomes.append(outcome)
        for violation in outcome.violations:
            print(f"  kill at {plan} ({'; '.join(outcome.ends)}): {violation}", flush=True)
        if len(outcomes) % 50 == 0:
            print(f"  ... {len(outcomes)} of {len(plans)}", flush=True)
    return outcomes
