"""Acknowledged votes a second, each of them durable, beside a bolt app that does nothing, over HTTP and over a socket.

The bot is a process of its own on one core, the crowd on another. Before a figure counts, the rows in the database are counted: as many as
votes were acknowledged, and as many ballots. The same crowd clicks for all bots, in turns, and only ratios within one run say anything:
set ROUNDS in the environment for more of them.
"""

import asyncio
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.crowd import Callers, FakeSlack, Tally, Way, a_second, fake_slack, in_flight
from bench.dispatch import dispatch_ratio
from bench.machine import free_port, memory, pin, share_stolen, stolen
from bench.votes import PEOPLE, SECRET, Press, Presses, begin, stored

ROUNDS = int(os.environ.get("ROUNDS", "3"))
OURS, BOLT, STOCK = "ours", "bolt", "stock"
COMMANDS = {
    OURS: ("-m", "bot"),
    BOLT: ("-m", "bench.acknowledger", "bolt"),
    STOCK: ("-m", "bench.acknowledger", "stock"),
}
READY = {OURS: "Plenary is running", BOLT: "ready", STOCK: "ready"}
BARE = "import slack_bolt.async_app, slack_bolt.adapter.socket_mode.aiohttp, aiosqlite, sqlalchemy.orm, sqlalchemy.ext.asyncio"
WAYS = ("HTTP", "socket")
SETTLE_SECONDS, REST_SECONDS = 60, 1.0
PACES: tuple[tuple[int, str, Callable[[Way, list[Press]], Awaitable[Tally]]], ...] = (
    (200, "1", lambda way, presses: in_flight(way, presses, 1)),
    (4_000, "1000/s", lambda way, presses: a_second(way, presses, 1_000)),
    (5_000, "5000/s", lambda way, presses: a_second(way, presses, 5_000)),
)
"""At their own pace, for ours and the no-op: how many clicks, the name of the pace, and how they come."""


@dataclass(frozen=True)
class Bot:
    """A bot at work."""

    way: Way
    pid: int
    ready_after: float
    database: Path | None


@dataclass
class Figures:
    """What was measured, by way, bot and what it was."""

    seen: dict[tuple[str, str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def note(self, way: str, bot: str, what: str, value: float) -> None:
        """Write one figure down."""
        self.seen[way, bot, what].append(value)

    def median(self, way: str, bot: str, what: str) -> float:
        """The middle of all rounds."""
        return statistics.median(self.seen[way, bot, what])

    def rounds(self, way: str, what: str) -> str:
        """What ours came to in the single rounds, the least and the most, and the no-op in the middle of all: how quick the machine is today."""
        seen = self.seen[way, OURS, what]
        return f"rounds: {min(seen):.2f} to {max(seen):.2f}; bolt: {self.median(way, BOLT, what):.2f}"


@dataclass
class Bench:
    """One run: where it keeps its files, who clicks, and what came of it."""

    folder: Path
    slack: FakeSlack
    presses: Presses
    figures: Figures = field(default_factory=Figures)

    async def play(self) -> None:
        """Every bot over both ways, in turns, once ours has been compiled in a start that isn't timed."""
        async with self._bot(OURS, WAYS[0], -1):
            await asyncio.to_thread(_bare_imports, self.folder)
        for number in range(ROUNDS):
            for way in WAYS:
                for kind in (OURS, BOLT, STOCK):
                    sys.stderr.write(f"round {number + 1} of {ROUNDS}: {kind} over {way}\n")
                    if kind == OURS:
                        # Just before, as how quick the machine is changes within seconds.
                        self.figures.note(
                            way, kind, "bare", await asyncio.to_thread(_bare_imports, self.folder)
                        )
                    async with self._bot(kind, way, number) as bot:
                        await self._measure(bot, kind, way)

    async def _measure(self, bot: Bot, kind: str, way: str) -> None:
        if kind == OURS:
            self.figures.note(way, kind, "rss", memory(bot.pid))
            self.figures.note(way, kind, "start", bot.ready_after)
        acknowledged = await self._click(
            500, lambda presses: in_flight(bot.way, presses, 50), kind, way, "warm"
        )
        if kind == OURS:
            await self._settled(bot, acknowledged)
        acknowledged += await self._click(
            6_000, lambda presses: in_flight(bot.way, presses, 500), kind, way, "500"
        )
        for number, what, crowd in PACES if kind != STOCK else ():
            if kind == OURS:
                # Each from rest: what is counted and answered still belongs to the one before.
                await self._settled(bot, acknowledged)
            acknowledged += await self._click(number, partial(crowd, bot.way), kind, way, what)
        if kind == OURS:
            await self._settled(bot, acknowledged)

    async def _click(
        self, number: int, crowd: Callable[[list[Press]], object], kind: str, way: str, what: str
    ) -> int:
        presses = self.presses.make(number, str(int(time.time())))
        # Looking through all these for garbage would stop the crowd for 130 ms, and each click that was due meanwhile.
        gc.collect()
        gc.freeze()
        tally = await crowd(presses)  # type: ignore[misc]  # each crowd is a coroutine
        assert isinstance(tally, Tally)
        if tally.refused:
            raise SystemExit(
                f"{kind} over {way} refused {tally.refused} of {number} clicks; nothing was timed."
            )
        for name, value in (
            ("rate", tally.a_second),
            ("p50", tally.at(0.5)),
            ("p99", tally.at(0.99)),
            ("latest", tally.at(1.0)),
            ("behind", (tally.ended - tally.began) - (number - 1) / float(what[:-2]))
            if what.endswith("/s")
            else ("", 0.0),
        ):
            self.figures.note(way, kind, f"{what} {name}", value)
        return number

    async def _settled(self, bot: Bot, acknowledged: int) -> None:
        """Wait until every vote is counted and its voter told. As many rows as acknowledgements, or nothing of all this counts."""
        assert bot.database is not None
        taken, _, _ = stored(bot.database)
        if taken != acknowledged:
            raise SystemExit(f"{acknowledged} votes were acknowledged, {taken} stored.")
        until, expected = time.monotonic() + SETTLE_SECONDS, (taken, taken, min(taken, PEOPLE))
        while stored(bot.database) != expected:
            if time.monotonic() > until:
                raise SystemExit(
                    f"Of {taken} votes, only {stored(bot.database)[1:]} were acted on and counted."
                )
            await asyncio.sleep(0.2)
        told = -1
        while told != self.slack.answers:
            told = self.slack.answers
            await asyncio.sleep(REST_SECONDS)

    @asynccontextmanager
    async def _bot(self, kind: str, way: str, number: int) -> AsyncIterator[Bot]:
        database = begin(self.folder, f"{kind}-{way}-{number}") if kind == OURS else None
        port = free_port()
        settings = {
            "SLACK_API_URL": f"{self.slack.url}/api/",
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_APP_TOKEN": "xapp-1",
            "DATABASE_URL": f"sqlite:///{database}",
            **({"PORT": str(port), "SLACK_SIGNING_SECRET": SECRET} if way == "HTTP" else {}),
        }
        self.slack.connected.clear()
        log = self.folder / "bot.log"
        began = time.perf_counter()
        with log.open("wb") as said:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, *COMMANDS[kind]),
                env={**os.environ, "PYTHONPATH": str(Path.cwd()), **_compiled(self.folder), **settings},
                cwd=self.folder,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        try:
            pin(child.pid, 0)
            while READY[kind] not in log.read_text(encoding="utf-8"):
                if child.returncode is not None:
                    raise SystemExit(f"{kind} did not start: {log.read_text(encoding='utf-8')}")
                await asyncio.sleep(0.01)
            ready = time.perf_counter() - began
            callers = await Callers.to(port) if way == "HTTP" else None
            if callers is None:
                await self.slack.connected.wait()
            yield Bot(callers or self.slack, child.pid, ready, database)
            if callers:
                callers.close()
        finally:
            child.terminate()
            await child.wait()


def main() -> None:
    """Play all rounds and print the figures, each beside what it should reach."""
    pin(0, 1)
    before = stolen()
    bench = asyncio.run(_play())
    report(bench.figures, dispatch_ratio(bench.presses.payload))
    print(f"of both cores, {share_stolen(before, stolen()):.0%} went to other guests of the host meanwhile")


async def _play() -> Bench:
    with tempfile.TemporaryDirectory() as name:
        async with fake_slack() as slack:
            bench = Bench(Path(name), slack, await Presses.on(Path(name), f"{slack.url}/response"))
            await bench.play()
            return bench


def report(figures: Figures, dispatch: float) -> None:
    """Print each figure beside its goal."""
    for way in WAYS:
        rates = {bot: figures.median(way, bot, "500 rate") for bot in (OURS, BOLT, STOCK)}
        tails = {bot: figures.median(way, bot, "500 p99") for bot in (OURS, BOLT, STOCK)}
        print(
            f"{way}, 500 in flight: "
            + ", ".join(f"{bot} {rates[bot]:.0f}/s p99 {tails[bot]:.0f} ms" for bot in rates)
        )
        _row("ours / bolt", rates[OURS] / rates[BOLT], ">= 0.80")
        _row("ours / stock", rates[OURS] / rates[STOCK], ">= 1.00" if way == "HTTP" else "")
        _row("p99 / bolt's", tails[OURS] / tails[BOLT], "<= 1.30")
        http = way == "HTTP"
        _row("5,000 in one second: latest, s", figures.median(way, OURS, "5000/s latest") / 1000, "<= 3")
        _row(
            "... the last after the last click, s",
            figures.median(way, OURS, "5000/s behind"),
            f"<= {1 if http else 0.5:g} ({figures.rounds(way, '5000/s behind')})",
        )
        steady = f"<= {50 if http else 20} ({figures.rounds(way, '1000/s p99')})"
        _row("1,000 a second: p99, ms", figures.median(way, OURS, "1000/s p99"), steady)
        _row("a lone click: median, ms", figures.median(way, OURS, "1 p50"), "<= 3")
        _row(
            "start / bare imports",
            figures.median(way, OURS, "start") / figures.median(way, OURS, "bare"),
            "<= 1.5",
        )
        _row("idle memory, MB", figures.median(way, OURS, "rss"), "<= 100")
    print(
        f"load of the machine while this ran: {os.getloadavg()[0]:.1f}; above 3, only the ratios say something"
    )
    print("in the process")
    _row("dispatch, all listeners / one", dispatch, "<= 1.1")


def _row(what: str, value: float, goal: str) -> None:
    print(f"  {what:<38}{value:9.2f}   {goal}")


def _bare_imports(folder: Path) -> float:
    """Seconds that a program takes which only loads the libraries."""
    began = time.perf_counter()
    subprocess.run(
        ["taskset", "-c", "0", sys.executable, "-c", BARE],  # noqa: S607 - the system's own
        check=True,
        env={**os.environ, **_compiled(folder)},
    )
    return time.perf_counter() - began


def _compiled(folder: Path) -> dict[str, str]:
    """Settings with which modules are compiled once and kept, as wherever a program is started more than once."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
