"""Polls under a burst: repaints and how old they are beside one update for each vote, and votes acknowledged beside a bot that does nothing.

The burst runs on a clock of its own, through the real use cases and the real rules of the card worker, so that a busy machine changes nothing
in it; 50 updates a minute are what Slack allows a whole workspace. Votes acknowledged a second are measured as in the bench intake.
"""

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from typing_extensions import override

from bench.crowd import fake_slack, in_flight
from bench.intake import BOLT, OURS, ROUNDS, WAYS, Bench
from bench.votes import Presses
from storage.database import open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlStorage
from tests.support.consultation import made
from tests.support.pacing import Paced, moments, one_each, pace

VOTES, SECONDS, TICK = 5_000, 60.0, 0.1


@dataclass
class Acknowledged(Bench):
    """Ours and a bolt app that does nothing, in turns, with 500 votes in flight."""

    @override
    async def play(self) -> None:
        """Both over both ways, in turns."""
        for number, way, kind in product(range(ROUNDS), WAYS, (OURS, BOLT)):
            sys.stderr.write(f"round {number + 1} of {ROUNDS}: {kind} over {way}\n")
            async with self._bot(kind, way, number) as bot:
                for what, presses, at_once in (("warm", 500, 50), ("500", 6_000, 500)):
                    crowd = partial(in_flight, bot.way, at_once=at_once)
                    await self._click(presses, crowd, kind, way, what)


def main() -> None:
    """Play the burst for both, then the votes; print each figure beside its goal."""
    ours, theirs = asyncio.run(_burst()), one_each(moments(VOTES, SECONDS))
    print(f"{VOTES:,} votes in {SECONDS:.0f} s on four cards")
    _row("", "ours", "one each", "goal")
    _row("chat.update calls", f"{ours.calls}", f"{theirs.calls}", "<= 60")
    _row("refused (429)", f"{ours.refused}", f"{theirs.refused}", "0")
    _row("staleness p95, s", f"{ours.age(0.95):.1f}", f"{theirs.age(0.95):.1f}", "<= 6")
    _row("staleness at most, s", f"{ours.age(1.0):.1f}", f"{theirs.age(1.0):.1f}", "")
    _row("result shown after the close, s", f"{ours.final:.1f}", f"{theirs.final:.1f}", "<= 2")
    bench = asyncio.run(_acknowledged())
    for way in WAYS:
        rates = [bench.figures.median(way, kind, "500 rate") for kind in (OURS, BOLT)]
        share = rates[0] / rates[1]
        _row(
            f"votes a second over {way}", f"{rates[0]:.0f}", f"{rates[1]:.0f}", f"share {share:.2f}, >= 0.80"
        )
    print(
        f"load of the machine meanwhile: {os.getloadavg()[0]:.1f}; above 3, only the first figures say something"
    )


async def _burst() -> Paced:
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'burst.sqlite3'}"
        await asyncio.to_thread(migrate, url)
        database = await open_database(url)
        try:
            return await pace(made(SqlStorage(database)), VOTES, SECONDS, TICK)
        finally:
            await database.close()


async def _acknowledged() -> Acknowledged:
    with tempfile.TemporaryDirectory() as name:
        async with fake_slack() as slack:
            presses = await Presses.on(Path(name), f"{slack.url}/response")
            bench = Acknowledged(Path(name), slack, presses)
            await bench.play()
            return bench


def _row(what: str, ours: str, theirs: str, goal: str) -> None:
    print(f"  {what:<34}{ours:>10}{theirs:>12}   {goal}")
