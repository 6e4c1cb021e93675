"""The end of an evening, killed at its hooks: wrapped up, then the digest published. Every part of it stands once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from consultation.model.cards import CardKind
from consultation.model.sessions import Phase
from soak.evening import Record, Template
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.hooks import Fate
from soak.kills import Trial, ended_badly, spread, trial
from soak.lives import Life
from soak.organiser import in_rooms
from soak.town import Town, until

PEOPLE = 20
PATIENCE = 60.0


@asynccontextmanager
async def ending(people: int, folder: Path) -> AsyncIterator[Trial]:
    """An evening whose rooms are open, ready to be brought to its end again and again."""
    async with trial(people, folder) as tried:
        record = await tried.template.begin(tried.town, tried.folder)
        life = await tried.zygote.begin(tried.folder, tried.town.settings(record.url))
        await in_rooms(tried.town, record, life)
        await life.stop()
        await until(lambda: not tried.town.connected)
        life.log.unlink()
        tried.folder.rename(folder / "open")
        shown = Template(tried.town.state(), folder / "open" / record.path.name)
        yield replace(tried, template=shown)


async def ended(tried: Trial, *ends_at: int) -> tuple[int, list[str]]:
    """Bring it to its end; each life but the last ends at its hook. The hooks of the last, and what is wrong."""
    record = await tried.template.begin(tried.town, tried.folder)
    for hook in ends_at:
        life = await tried.zygote.begin(tried.folder, tried.town.settings(record.url), Fate(ends_at=hook))
        async with asyncio.timeout(2 * PATIENCE):
            await life.meanwhile(published(tried.town, record, life))
        if not life.ended.done():
            await life.stop()
        await until(lambda: not tried.town.connected)
    life = await tried.zygote.begin(tried.folder, tried.town.settings(record.url))
    async with asyncio.timeout(2 * PATIENCE):
        await life.meanwhile(published(tried.town, record, life))
    code = await life.stop()
    await until(lambda: not tried.town.connected)
    return life.hooks, [*wrong_in(tried.town, record), *ended_badly(life, code)]


async def published(town: Town, record: Record, life: Life) -> None:
    """What the organiser does until the digest is there, and all of it shown."""
    while not life.ended.done():
        # One that has just killed itself is not connected any more, and its end not told yet: there is nobody to ask.
        await until(lambda: town.connected or life.ended.done())
        await until(lambda: record.is_settled or life.ended.done(), PATIENCE)
        if record.phase == Phase.PUBLISHED:
            return
        if record.phase == Phase.IN_ROOMS:
            await town.act(town.organiser, "command", channel=town.plenary, text="/consult wrapup")
        else:
            await _publish(town, life)


async def _publish(town: Town, life: Life) -> None:
    forms = town.workspace.forms
    forms.clear(town.organiser)
    await town.act(town.organiser, "command", channel=town.plenary, text="/consult digest")
    try:
        await until(lambda: bool(forms.of(town.organiser)) or life.ended.done(), 5.0)
    except TimeoutError:
        return  # it did not open: its trigger lives three seconds
    for view in forms.of(town.organiser):
        await town.act(town.organiser, "submit", view_id=view.id, values={})


def wrong_in(town: Town, record: Record) -> list[str]:
    """What does not stand once, and what is not whole."""
    shown, cards = town.posts(), record.rows("select id, kind from cards")
    wrong = [f"a {kind} card stands {shown[card]} times" for card, kind in cards if shown.pop(card, 0) != 1]
    wrong += [f"a card that nobody knows stands {often} times" for often in shown.values()]
    kinds = Counter(kind for _, kind in cards)
    parts = record.number("select count(*) from edition_parts")
    if not parts or kinds[CardKind.DIGEST] != parts:
        wrong.append(f"{kinds[CardKind.DIGEST]} cards of {parts} parts")
    return [*wrong, *([] if record.is_whole else ["not whole"])]


def run(options: Options) -> list[Figure]:
    """Kill at so many hooks, spread over all of them."""
    with folder() as place:
        return asyncio.run(_run(place, options))


async def _run(place: Path, options: Options) -> list[Figure]:
    wrong: list[str] = []
    async with ending(PEOPLE, place) as tried:
        hooks, found = await ended(tried)
        wrong += found
        points = spread(hooks, options.points, Random(options.seed))
        for point in points:
            _, found = await ended(tried, point)
            wrong += [f"kill at {point}: {one}" for one in found]
    for problem in wrong[:20]:
        print(f"  {problem}", flush=True)
    return [
        at_least("hooks of the end of an evening killed at", len(points), min(options.points, hooks)),
        at_most("  parts of the digest missing or doubled; others likewise", len(wrong), 0),
    ]
