"""A start that finds thousands of deliveries stored and not done, while new ones come."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from copy import deepcopy
from dataclasses import dataclass
from time import monotonic
from typing import Any

from aiohttp import web

from handlers.slack.intake import delivery_of
from soak.bursts import Burst, Crowd, misjudged
from soak.evening import OPTIONS, POLL, Record

UNDONE, NEW = 10_000, 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How long it took to do all that was left, how soon new votes were acknowledged, and what is wrong."""

    seconds: float
    p99: float
    wrong: list[str]


async def start_with_much_undone(crowd: Crowd) -> Outcome:
    """Half of the people have pressed twice when the program ended; others press while it catches up."""
    record, life = await crowd.begin()
    presses = crowd.presses()
    early, late = presses[: UNDONE // 4], presses[-NEW:]
    await Burst(crowd, presses[:1]).run()
    await crowd.settled(record, life)
    await life.stop()
    await crowd.rest(life)
    (pattern,) = (
        entry["payload"] for entry in crowd.town.workspace.deliveries.log if entry["kind"] == "interactive"
    )
    async with _sink() as url:
        people = [press.person for press in early]
        _leave_undone(record, pattern, people, url)
        began = monotonic()
        life = await crowd.live(record)
        await Burst(crowd, late).run()
        await crowd.settled(record, life)
        seconds = monotonic() - began
        await life.stop()
        await crowd.rest(life)
    slowest = sorted(press.seconds for press in late)
    wrong = [f"{press.person} was not acknowledged" for press in late if not press.acknowledged]
    changed = dict(
        record.rows("select person, json_extract(answer, '$.chosen[0]') from ballots order by number")
    )
    wrong += [
        f"{one} has {changed.get(one)}"
        for one in people
        if changed.get(one) != (UNDONE // len(people) - 1) % 3
    ]
    with closing(sqlite3.connect(record.path)) as connection, connection:
        connection.execute(
            "delete from ballots where person not in (select value from json_each(?))",
            [json.dumps([one.person for one in late])],
        )
    wrong += misjudged(record, late)
    return Outcome(seconds, slowest[int(len(slowest) * 0.99)], wrong)


def _leave_undone(record: Record, pattern: dict[str, Any], people: list[str], url: str) -> None:
    rows = []
    for number in range(UNDONE):
        body = deepcopy(pattern)
        turn = number // len(people)
        body["user"]["id"], body["response_url"] = people[number % len(people)], url
        body["trigger_id"] = f"{number}.undone"
        body["actions"][0] |= {
            "action_id": f"vote:{POLL}:{turn % len(OPTIONS)}",
            "action_ts": f"{1_000_000 + number}.000000",
        }
        delivery = delivery_of(body)
        rows.append((delivery.key, delivery.kind, delivery.body))
    with closing(sqlite3.connect(record.path)) as connection, connection:
        moment = "select received_at from intake order by number desc limit 1"
        connection.executemany(
            f"insert into intake (key, kind, body, received_at, tries, state) values (?, ?, ?, ({moment}), 0, 'waiting')",  # noqa: S608 - a constant
            rows,
        )


@asynccontextmanager
async def _sink() -> AsyncIterator[str]:
    """An address that takes every answer: response addresses live half an hour, and these are of nobody."""

    async def take(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
