"""Report and infographic, cold and warm, beside other engines; 2,000 notes; and whether the loop stays free meanwhile."""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

from consultation.model.report import Report, ReportNote
from reports.brand import Brand
from reports.compose import compose
from reports.document import Document
from reports.files import all_files, make_files
from tests.reports.golden import golden_report, points_of

PEERS = ("ours", "picture", "weasyprint", "reportlab", "matplotlib")
RUNS = 3
COLD_MOST, MANY_MOST = 0.3, 10.0
MANY_ROOMS, MANY_NOTES = 40, 50
TICK = 0.001


def golden() -> Report:
    """The golden session."""
    return golden_report()


def golden_document() -> Document:
    """Its report, composed."""
    return compose(golden_report(), Brand())


def main() -> None:
    """Print the figures."""
    for name in PEERS:
        _peer(name)
    _many()
    asyncio.run(_free())


def _peer(name: str) -> None:
    """The best of several cold starts: the machine's other work only ever adds to one."""
    runs = [_child(name) for _ in range(RUNS)]
    if "absent" in runs[0]:
        print(f"{name:11} not here: {runs[0]['absent']}")
        return
    best = {what: min(run[what] for run in runs) for what in ("import", "cold", "warm", "cpu")}
    held = f", goal {COLD_MOST} s {_held(best['cold'], COLD_MOST)}" if name in PEERS[:2] else ""
    print(
        f"{name:11} import {best['import'] * 1000:6.0f} ms, cold {best['cold'] * 1000:6.0f} ms "
        f"({best['cpu'] * 1000:.0f} ms of processor), "
        f"warm {best['warm'] * 1000:6.0f} ms, {runs[0]['bytes']:,} bytes{held}"
    )


def _child(name: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.peers", name], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _many() -> None:
    began, busy = time.perf_counter(), time.process_time()
    made = all_files(_large(), Brand())
    took, busy = time.perf_counter() - began, time.process_time() - busy
    notes = MANY_ROOMS * MANY_NOTES
    print(
        f"{notes:,} notes in {MANY_ROOMS} rooms, all {len(made)} files: {took:.2f} s ({busy:.2f} s of processor), goal {MANY_MOST:.0f} s {_held(took, MANY_MOST)}"
    )


def _large() -> Report:
    report = golden_report()
    text = report.rooms[0].notes[0].text

    def notes(number: int) -> tuple[ReportNote, ...]:
        return tuple(
            ReportNote(
                f"{number}.{place:02}",
                ("concern",),
                f"{text} ({number}, {place})",
                f"https://example.org/archives/C{number}/p{place}",
            )
            for place in range(1, MANY_NOTES + 1)
        )

    rooms = (
        replace(report.rooms[0], number=number, notes=said, points=tuple(points_of(said)))
        for number in range(1, MANY_ROOMS + 1)
        for said in (notes(number),)
    )
    return replace(report, rooms=tuple(rooms))


async def _free() -> None:
    """How late a loop that only ticks is, idle and while all files are made."""
    idle = await _gaps(asyncio.sleep(1))
    busy = await _gaps(make_files(golden_report(), Brand()))
    print(f"the loop answers within {idle:.0f} ms when idle, {busy:.0f} ms while all files are made")


async def _gaps(work: Any) -> float:  # noqa: ANN401 - any awaitable will do
    """The longest that the loop was late, in milliseconds."""
    task, longest = asyncio.ensure_future(work), 0.0
    while not task.done():
        began = time.perf_counter()
        await asyncio.sleep(TICK)
        longest = max(longest, time.perf_counter() - began - TICK)
    await task
    return longest * 1000


def _held(took: float, most: float) -> str:
    return "held" if took < most else "MISSED"
