"""An evening without end: votes without a break, kills and refreshed connections now and then, and memory looked at throughout."""

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from soak.bursts import Burst, Crowd, Press, crowd
from soak.evening import OPTIONS, Record
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.lives import Life

PEOPLE, VOTES_A_SECOND = 300, 5
KILL_MINUTES, REFRESH_MINUTES = (5.0, 15.0), 30.0
WHOLE_MINUTES = 120.0
"""A shorter run has its kills and refreshes in the same numbers, only closer together."""

WARM_SECONDS, LOOK_SECONDS = 20.0, 1.0
GROWTH_MOST, FILES_GROWTH_MOST = 20.0, 8


@dataclass(slots=True)
class Held:
    """What a life held at a moment: memory in MB, open files."""

    megabytes: float
    files: int


@dataclass(slots=True)
class Seen:
    """What happened. `pressed` is what each person pressed, in order, and whether it was acknowledged."""

    pressed: defaultdict[str, list[Press]] = field(default_factory=lambda: defaultdict(list))
    kills: int = 0
    refreshes: int = 0
    growth: float = 0.0
    files: int = 0
    most: float = 0.0
    slowest: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Endurance:
    """A crowd and what is done to it until `end` (monotonic). `pace` is 1 where a minute is a minute."""

    there: Crowd
    record: Record
    life: Life
    chance: Random
    pace: float
    end: float
    seen: Seen = field(default_factory=Seen)

    async def go_on(self) -> Seen:
        """Vote, kill, refresh and look until the end; then let it settle, stop it, and judge."""
        await asyncio.gather(self._vote(), self._kill(), self._refresh(), self._look())
        await self.there.settled(self.record, self.life)
        code = await self.life.stop()
        await self.there.rest(self.life)
        self.seen.wrong += [f"exit code {code}"] if code else []
        self.seen.wrong += ["a traceback"] if self.life.is_unwell else []
        self.seen.wrong += misjudged(self.record, self.seen)
        self.seen.wrong += [f"a card stands {n} times" for n in self.there.town.posts().values() if n != 1]
        return self.seen

    @property
    def _goes_on(self) -> bool:
        return monotonic() < self.end

    async def _vote(self) -> None:
        people, under_way = self.there.town.participants, set()
        free = set(people)
        while self._goes_on:
            if free:
                task = asyncio.create_task(self._press(free.pop(), free))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
            await asyncio.sleep(1 / VOTES_A_SECOND)
        await asyncio.gather(*under_way)

    async def _press(self, person: str, free: set[str]) -> None:
        mine = self.seen.pressed[person]
        press = Press(person, len(mine) % len(OPTIONS))
        mine.append(press)
        await Burst(self.there, [press]).run()
        if press.acknowledged:
            self.seen.slowest.append(press.seconds)
        free.add(person)

    async def _kill(self) -> None:
        # The last third is quiet, so that memory can be seen to stay as it is.
        quiet = self.end - (self.end - monotonic()) / 3
        while (pause := 60 * self.pace * self.chance.uniform(*KILL_MINUTES)) + monotonic() < quiet:
            await asyncio.sleep(pause)
            self.life.kill()
            await self.there.rest(self.life)
            self.life = await self.there.live(self.record)
            self.seen.kills += 1

    async def _refresh(self) -> None:
        deliveries = self.there.town.workspace.reach[self.there.town.app.app_id]
        while (pause := 60 * self.pace * REFRESH_MINUTES) + monotonic() < self.end:
            await asyncio.sleep(pause)
            self.seen.refreshes += deliveries.sockets.disconnect("refresh_requested")

    async def _look(self) -> None:
        life, began, first = self.life, monotonic(), Held(0.0, 0)
        while self._goes_on:
            await asyncio.sleep(LOOK_SECONDS)
            if life is not self.life:
                life, began, first = self.life, monotonic(), Held(0.0, 0)
            held = held_by(life)
            if held is None or monotonic() - began < WARM_SECONDS:
                continue
            first = first if first.files else held
            self.seen.most = max(self.seen.most, held.megabytes)
            self.seen.growth = max(self.seen.growth, held.megabytes - first.megabytes)
            self.seen.files = max(self.seen.files, held.files - first.files)


def held_by(life: Life) -> Held | None:
    """What a life holds just now; None once it is over."""
    place = Path(f"/proc/{life.pid}")
    try:
        lines = (place / "status").read_text(encoding="ascii").splitlines()
        files = len(list((place / "fd").iterdir()))
    except OSError:
        return None
    resident = next((line.split()[1] for line in lines if line.startswith("VmRSS")), None)
    return Held(int(resident) / 1024, files) if resident else None


def misjudged(record: Record, seen: Seen) -> list[str]:
    """Each whose ballots are not what they pressed: what was acknowledged in its order, what was not perhaps."""
    kept: defaultdict[str, list[int]] = defaultdict(list)
    for person, answer in record.rows("select person, answer from ballots order by order_stamp, number"):
        kept[person].append(json.loads(answer)["chosen"][0])
    wrong = [
        f"{person} has {kept[person]} of {[(one.option, one.acknowledged) for one in pressed]}"
        for person, pressed in seen.pressed.items()
        if not could_be(kept[person], pressed)
    ]
    return [*wrong, *([] if record.is_whole else ["the database is not whole"])]


def could_be(kept: list[int], pressed: list[Press]) -> bool:
    """Whether ballots are those of all acknowledged presses and of some others, in their order."""
    rest = list(kept)
    for press in pressed:
        if rest and rest[0] == press.option:
            rest.pop(0)
        elif press.acknowledged:
            return False
    return not rest


def run(options: Options) -> list[Figure]:
    """Go on for `--minutes`."""
    with folder() as place:
        return asyncio.run(_run(place, options))


async def _run(place: Path, options: Options) -> list[Figure]:
    pace = min(1.0, options.minutes / WHOLE_MINUTES)
    async with crowd(PEOPLE, place, rooms=1) as there:
        record, life = await there.begin()
        end = monotonic() + 60 * options.minutes
        seen = await Endurance(there, record, life, Random(options.seed), pace, end).go_on()
    for problem in seen.wrong[:20]:
        print(f"  {problem}", flush=True)
    pressed = [press for presses in seen.pressed.values() for press in presses]
    return [
        at_least("votes pressed", len(pressed), int(options.minutes * 60 * VOTES_A_SECOND * 0.8)),
        at_least("  of which acknowledged", sum(one.acknowledged for one in pressed), 1),
        at_most("  the slowest after", max(seen.slowest), 3.0, " s"),
        at_least("kills", seen.kills, 1),
        at_least("connections refreshed", seen.refreshes, 1),
        at_most("lost, doubled or wrong", len(seen.wrong), 0),
        at_most("memory at most", seen.most, 250, " MB"),
        at_most("  more than after the first moments of a life", seen.growth, GROWTH_MOST, " MB"),
        at_most("  files open, likewise", seen.files, FILES_GROWTH_MOST),
    ]
