"""Power lost under the file: from the K-th time on, the system says that what was written did not reach the disk.

`strace` lets the calls fail (`-e inject=fdatasync,fsync:error=EIO:when=K+`, counted for each thread). Where it is missing, the soak says so.
"""

import asyncio
import re
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from soak.bursts import Burst, Crowd, Press, crowd, misjudged
from soak.evening import Record
from soak.figures import Figure, Options, at_least, at_most, folder
from soak.lives import program
from soak.town import until

PEOPLE, WAVE = 600, 10
FAILURES_MOST = 20
IN_FLIGHT_SECONDS = 0.25
"""An acknowledgement that was sent before the failure may be read this much later."""

FAILED = re.compile(r"(\d+\.\d+) f(?:data)?sync\(.*INJECTED", re.MULTILINE)


@dataclass(slots=True)
class Outcome:
    """What runs came to: failures met, presses, those acknowledged, those acknowledged too late; exit codes; what is wrong."""

    met: int = 0
    pressed: int = 0
    acknowledged: int = 0
    late: int = 0
    codes: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def run(options: Options) -> list[Figure]:
    """Let the disk fail from the first, the second ... the `--runs`-th time on, twenty at most."""
    if shutil.which("strace") is None:
        print("  strace is missing, so that nothing is shown: apt install strace", flush=True)
        return [at_least("runs in which the disk failed", 0, FAILURES_MOST)]
    with folder() as place:
        return asyncio.run(_run(place, min(options.runs, FAILURES_MOST)))


async def _run(place: Path, runs: int) -> list[Figure]:
    total = Outcome()
    async with crowd(PEOPLE, place, rooms=1) as there:
        for number in range(1, runs + 1):
            await _fail_from(there, number, total)
    for problem in total.wrong[:20]:
        print(f"  {problem}", flush=True)
    return [
        at_least("runs in which the disk failed", total.met, FAILURES_MOST),
        at_least("  votes acknowledged before", total.acknowledged, WAVE * FAILURES_MOST),
        at_least("  votes pressed in vain afterwards", total.pressed - total.acknowledged, FAILURES_MOST),
        at_most("  acknowledged after the first failure", total.late, 0),
        at_most(
            "  acknowledged and lost, doubled or wrong after a start on a good disk", len(total.wrong), 0
        ),
    ]


async def _fail_from(there: Crowd, number: int, total: Outcome) -> None:
    """Let the disk fail from this time on, press until it does and once more, stop, and start on a good disk."""
    record = await there.template.begin(there.town, there.folder)
    trace, presses = there.folder / "trace", there.presses()
    heard: dict[str, float] = {}
    settings = there.town.settings(record.url)
    async with program(there.folder, settings, *_traced(number, trace)) as life:
        try:
            await until(lambda: there.town.connected or life.ended.done())
        except TimeoutError:
            print(f"  no start with the disk failing from the {number}th time on: {life.said}", flush=True)
            raise
        pressed = 0
        while pressed < len(presses) and not life.ended.done():
            failed = _first_failure(trace)
            await _press(there, presses[pressed : pressed + WAVE], heard)
            pressed += WAVE
            if failed:
                break
        total.codes.add(await life.stop())
    await there.rest(life)
    failed = _first_failure(trace)
    total.met += bool(failed)
    total.pressed += pressed
    total.acknowledged += len(heard)
    total.late += sum(failed > 0 and at > failed + IN_FLIGHT_SECONDS for at in heard.values())
    total.wrong += await _after_a_start(there, record, presses[:pressed])


async def _press(there: Crowd, wave: list[Press], heard: dict[str, float]) -> None:
    began = time.time()
    await Burst(there, wave).run()
    heard.update({one.person: began + one.seconds for one in wave if one.acknowledged})


async def _after_a_start(there: Crowd, record: Record, presses: list[Press]) -> list[str]:
    life = await there.live(record)
    await there.settled(record, life)
    code = await life.stop()
    await there.rest(life)
    return [*misjudged(record, presses), *([f"exit code {code}"] if code else [])]


def _first_failure(trace: Path) -> float:
    """When the disk first failed; 0 before."""
    found = FAILED.search(trace.read_text(encoding="ascii", errors="replace")) if trace.exists() else None
    return float(found[1]) if found else 0.0


def _traced(number: int, trace: Path) -> tuple[str, ...]:
    # -D: the program stays our own child, with the tracer beside it.
    failing = f"inject=fdatasync,fsync:error=EIO:when={number}+"
    return (
        *("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-ttt", "-o", str(trace)),
        *("-e", "trace=fdatasync,fsync", "-e", "signal=none", "-e", failing),
    )
