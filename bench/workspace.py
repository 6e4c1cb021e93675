"""The rehearsal workspace under a crowd: everyone clicks at once, and a bot acknowledges.

The workspace and the bot are processes of their own. The same crowd clicks for a bare socket that only acknowledges, and for a
no-op bolt app, in turns; what the framework adds is the ratio between them.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bench.machine import memory, processor

PEOPLE = 5_000
ROUNDS = 3
GOAL_SECONDS, GOAL_MEGABYTES = 3.0, 300
"""Slack waits three seconds for an acknowledgement."""

BUTTON = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [
        {
            "type": "button",
            "action_id": "press",
            "value": "yes",
            "text": {"type": "plain_text", "text": "Press"},
        }
    ],
}


@dataclass(frozen=True)
class Rush:
    """One crowd: how many clicks were acknowledged, when the last one was (seconds after the start).

    ``workspace_us`` and ``bot_us`` are microseconds of processor time a click: steadier than the clock where others work
    on the same machine.
    """

    acknowledged: int
    last: float
    workspace_us: float
    bot_us: float

    @property
    def a_second(self) -> float:
        """Return acknowledgements a second."""
        return self.acknowledged / self.last


def main() -> None:
    """Let the crowd click for both bots and print the figures."""
    asyncio.run(_compare())


async def _compare() -> None:
    rushes: dict[str, list[Rush]] = {"raw": [], "bolt": []}
    async with _child("rehearsal.alone", ("--people", str(PEOPLE)), "SLACK_SIGNING_SECRET", {}) as (
        child,
        said,
    ):
        settings = dict(line.strip().split("=", 1) for line in said if "=" in line)
        idle = memory(child.pid, "VmRSS")
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120)) as http:
            clicks = await _clicks(http, settings)
            for kind in list(rushes) * ROUNDS:
                async with _child("bench.acknowledger", (kind,), "ready", settings) as (bot, _):
                    pids = (child.pid, bot.pid)
                    # Bolt asks who it is at the first request, and would at each of the first thousands at once.
                    await _rush(http, settings, clicks[:1], pids)
                    rushes[kind].append(await _rush(http, settings, clicks, pids))
        _report(rushes, idle, memory(child.pid, "VmHWM"))


def _report(rushes: Mapping[str, list[Rush]], idle: float, highest: float) -> None:
    print(f"{PEOPLE} people, each clicking once at the same moment, {ROUNDS} times")
    for kind, name in (("raw", "the workspace alone"), ("bolt", "with a no-op bolt app")):
        last = statistics.median(rush.last for rush in rushes[kind])
        worst = max(rush.last for rush in rushes[kind])
        rate = statistics.median(rush.a_second for rush in rushes[kind])
        lost = sum(PEOPLE - rush.acknowledged for rush in rushes[kind])
        print(
            f"  {name:<24}{rate:7.0f} acknowledged a second, the last after {last:.2f} s"
            f" (at worst {worst:.2f} s), {lost} too late"
        )
        ours, theirs = (
            statistics.median(getattr(rush, who) for rush in rushes[kind])
            for who in ("workspace_us", "bot_us")
        )
        print(f"  {'':<24}{ours:7.0f} us of processor time a click, the bot {theirs:.0f} us")
    alone, bolt = (statistics.median(rush.last for rush in rushes[kind]) for kind in ("raw", "bolt"))
    worst = max(rush.last for kind in rushes for rush in rushes[kind])
    print(f"  bolt / alone            {bolt / alone:7.2f}")
    print(f"  worst / Slack's 3 s     {worst / GOAL_SECONDS:7.2f}")
    print(f"  memory of the workspace {idle:7.0f} MB idle, {highest:.0f} MB at its highest")
    print(f"  highest / {GOAL_MEGABYTES} MB        {highest / GOAL_MEGABYTES:7.2f}")


async def _clicks(http: aiohttp.ClientSession, settings: Mapping[str, str]) -> list[dict[str, str]]:
    """Post a message with a button and return a click on it for everyone."""
    base = settings["SLACK_API_URL"].removesuffix("/api/")
    async with http.get(f"{base}/control/state") as answer:
        state = await answer.json()
    general = next(channel["id"] for channel in state["channels"] if channel["name"] == "general")
    headers = {"Authorization": f"Bearer {settings['SLACK_BOT_TOKEN']}"}
    message = {"channel": general, "text": "Press", "blocks": [BUTTON]}
    async with http.post(f"{base}/api/chat.postMessage", json=message, headers=headers) as answer:
        ts = (await answer.json())["ts"]
    place = {"do": "click", "channel": general, "ts": ts, "block_id": "buttons", "action_id": "press"}
    return [{"as": person["id"], **place} for person in state["people"] if not person["is_bot"]]


async def _rush(
    http: aiohttp.ClientSession,
    settings: Mapping[str, str],
    clicks: list[dict[str, str]],
    pids: tuple[int, int],
) -> Rush:
    base = settings["SLACK_API_URL"].removesuffix("/api/")
    started, before = time.time(), [processor(pid) for pid in pids]
    async with http.post(f"{base}/control/acts", json={"acts": clicks}) as answer:
        answers = (await answer.json())["answers"]
    spent = [(processor(pid) - was) / len(clicks) for pid, was in zip(pids, before, strict=True)]
    async with http.get(f"{base}/control/deliveries") as answer:
        log: list[dict[str, Any]] = await answer.json()
    mine = [entry for entry in log if entry["at"] >= started and entry["outcome"] == "acknowledged"]
    assert len(mine) >= sum(entry["ok"] for entry in answers)
    last = max((entry["at"] + entry["ms"] / 1000 for entry in mine), default=float("nan")) - started
    return Rush(len(mine), last, *spent)


@asynccontextmanager
async def _child(
    module: str, options: tuple[str, ...], until: str, settings: Mapping[str, str]
) -> AsyncIterator[tuple[asyncio.subprocess.Process, list[str]]]:
    """Run a module as a process for as long as the block lasts, and give what it printed up to a word."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *options),
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    try:
        said: list[str] = []
        while until not in "".join(said[-1:]):
            line = (await child.stdout.readline()).decode()
            if not line:
                raise SystemExit(f"{module} did not start; nothing was timed.")
            said.append(line)
        yield child, said
    finally:
        child.terminate()
        await child.wait()
