"""Bursts: thousands of people press at the same moment, and the program is killed, stopped or burdened meanwhile."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

from rehearsal.workspace import Timing
from soak.evening import OPTIONS, POLL, Record, Template, prepared
from soak.hooks import Fate
from soak.lives import Life, Zygote, zygote
from soak.town import TIMING, Town, key, town, until

AT_ONCE = 250
"""How many press before everyone else has a turn."""

PATIENCE = 300.0
"""Seconds that a life may take to do what is left, where how long that takes is not what is asked."""

DONE = Fate()


@dataclass(slots=True)
class Press:
    """One press of one person: whether it was acknowledged, and how long that took."""

    person: str
    option: int
    acknowledged: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """A town whose poll is shown, and everything to begin from there again and again."""

    town: Town
    zygote: Zygote
    template: Template
    folder: Path

    async def begin(self) -> tuple[Record, Life]:
        """Everything as it was before the burst, and a life that is connected."""
        record = await self.template.begin(self.town, self.folder)
        return record, await self.live(record)

    async def live(self, record: Record, fate: Fate = DONE) -> Life:
        """A life that is connected, unless it ended before."""
        life = await self.zygote.begin(self.folder, self.town.settings(record.url), fate)
        await until(lambda: self.town.connected or life.ended.done())
        return life

    async def rest(self, life: Life) -> int:
        """Wait for the end of a life, and for its connection's; its exit code."""
        async with asyncio.timeout(60):
            code = await life.ended
        await until(lambda: not self.town.connected)
        return code

    async def settled(self, record: Record, life: Life) -> None:
        """Wait until nothing is left to do."""
        await life.meanwhile(until(lambda: record.is_settled, PATIENCE))

    def presses(self) -> list[Press]:
        """What everybody would press."""
        return [Press(person, n % len(OPTIONS)) for n, person in enumerate(self.town.participants)]


@dataclass(slots=True)
class Burst:
    """A burst under way. `on_acknowledged` is called with the number of acknowledgements so far."""

    crowd: Crowd
    presses: Sequence[Press]
    on_acknowledged: Callable[[int], None] = lambda _: None
    acknowledged: int = 0
    _place: Mapping[str, Any] = field(default_factory=dict)

    async def run(self) -> None:
        """Everybody presses, all at the same moment; until each has heard or will not hear any more."""
        self._place = poll_of(self.crowd.town)
        under_way = []
        for number, press in enumerate(self.presses, 1):
            under_way.append(asyncio.create_task(self._press(press)))
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        await asyncio.gather(*under_way)

    async def _press(self, press: Press) -> None:
        began = monotonic()
        place = {**self._place, "action_id": f"vote:{POLL}:{press.option}"}
        answer = await self.crowd.town.act(press.person, "click", **place)
        press.acknowledged, press.seconds = bool(answer["ok"]), monotonic() - began
        if press.acknowledged:
            self.acknowledged += 1
            self.on_acknowledged(self.acknowledged)


def poll_of(town: Town) -> dict[str, str]:
    """Where the poll's buttons are."""
    for message in town.workspace.messages:
        for block in message.blocks or ():
            if any(one.get("action_id", "").startswith("vote:") for one in block.get("elements", ())):
                return {"channel": message.channel, "ts": message.ts, "block_id": block["block_id"]}
    raise LookupError("no poll is shown")


def misjudged(record: Record, presses: Sequence[Press]) -> list[str]:
    """Every press that did not come to what it should: once if it was acknowledged, at most once if it was not."""
    counted = Counter(record.rows("select person, json_extract(answer, '$.chosen[0]') from ballots"))
    wrong = []
    for press in presses:
        times = counted.pop((press.person, press.option), 0)
        if times > 1 or (press.acknowledged and times == 0):
            wrong.append(f"{press.person} acknowledged {press.acknowledged}, counted {times} times")
    wrong += [f"nobody pressed {ballot}" for ballot in counted]
    return [*wrong, *([] if record.is_whole else ["the database is not whole"])]


@asynccontextmanager
async def crowd(
    people: int, folder: Path, *, rooms: int = 4, http: bool = False, timing: Timing = TIMING
) -> AsyncIterator[Crowd]:
    """So many people before a poll, and some messages that may be kept as notes."""
    async with town(people, rooms, http=http, timing=timing) as place, zygote() as cell:
        record = await prepared(place, folder / "template", poll=True)
        made = Crowd(place, cell, Template(place.state(), record.path), folder / "life")
        record, life = await made.begin()
        await made.settled(record, life)
        await life.stop()
        await made.rest(life)
        life.log.unlink()
        made.folder.rename(folder / "shown")
        shown = Template(place.state(), folder / "shown" / record.path.name)
        assert any(key(one) for one in place.workspace.messages)
        yield replace(made, template=shown)
