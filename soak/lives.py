"""Lives: runs of the real program, from its entry point to a stop, a kill or an end at a hook."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from soak.hooks import Fate

ROOT = Path(__file__).parent.parent
PASSED = re.compile(r"hooks passed: (\d+)")
UNWELL = re.compile(r"Traceback|Task exception was never retrieved|was never awaited")


@dataclass(frozen=True, slots=True)
class Life:
    """One run. `ended` is done, with its exit code or minus a signal, when it is over."""

    pid: int
    log: Path
    ended: asyncio.Future[int]

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send it a signal; none if it is over."""
        if not self.ended.done():
            os.kill(self.pid, number)

    async def meanwhile(self, work: Coroutine[object, object, None]) -> None:
        """Do something as long as it lives."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait((task, self.ended), return_when=asyncio.FIRST_COMPLETED)
        finally:  # also where whoever waits gives up
            left = not task.done() and task.cancel()
            await asyncio.gather(task, return_exceptions=left)

    async def stop(self) -> int:
        """Ask it to stop, as a platform would, and answer its exit code."""
        self.kill(signal.SIGTERM)
        async with asyncio.timeout(30):
            return await self.ended

    @property
    def hooks(self) -> int:
        """How many hooks it came by, once it has stopped."""
        return max((int(number) for number in PASSED.findall(self.said)), default=0)

    @property
    def said(self) -> str:
        """Its log, with what the lives before it said into the same file."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def is_unwell(self) -> bool:
        """Whether its log has a traceback, or something that nobody waited for."""
        return UNWELL.search(self.said) is not None


def peak_of(life: Life) -> float:
    """The most memory that a life has had so far, in MB."""
    lines = Path(f"/proc/{life.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@dataclass(slots=True)
class Zygote:
    """Starts lives within milliseconds, since everything is imported already."""

    process: asyncio.subprocess.Process
    listening: asyncio.Task[None] = field(init=False)
    _numbers: "count[int]" = field(default_factory=count)
    _born: dict[int, asyncio.Future[int]] = field(default_factory=dict)
    _ends: dict[int, asyncio.Future[int]] = field(default_factory=dict)

    async def begin(self, folder: Path, settings: Mapping[str, str], fate: Fate = Fate()) -> Life:  # noqa: B008 - frozen
        """Begin a life in a folder of its own, with these settings."""
        number, log = next(self._numbers), folder / "bot.log"
        born = self._born[number] = asyncio.get_running_loop().create_future()
        order = {
            "order": number,
            "folder": str(folder),
            "log": str(log),
            "environment": {"PATH": os.environ.get("PATH", ""), **settings},
            "fate": asdict(fate),
        }
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        await asyncio.wait((born, self.listening), return_when=asyncio.FIRST_COMPLETED)
        if not born.done():
            raise RuntimeError("the zygote is gone: what it said stands above")
        return Life(born.result(), log, self._ends[born.result()])

    async def listen(self) -> None:
        """Hear what begins and what ends, until the zygote itself does."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            news = json.loads(line)
            if "began" in news:
                self._ends[news["began"]] = asyncio.get_running_loop().create_future()
                self._born.pop(news["order"]).set_result(news["began"])
            elif "ended" in news:
                self._ends.pop(news["ended"]).set_result(news["code"])

    def kill_all(self) -> None:
        """Leave no life behind."""
        for pid in self._ends:
            os.kill(pid, signal.SIGKILL)


@asynccontextmanager
async def program(folder: Path, settings: Mapping[str, str], *before: str) -> AsyncIterator[Life]:
    """A life that is started as anybody would, perhaps with a command `before` it; over when the block is left."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), **settings}
    with (folder / "bot.log").open("ab") as log:
        child = await asyncio.create_subprocess_exec(
            *(*before, sys.executable, "-m", "bot"),
            cwd=folder,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    life = Life(child.pid, folder / "bot.log", asyncio.ensure_future(child.wait()))
    try:
        yield life
    finally:
        life.kill()
        await child.wait()


@asynccontextmanager
async def zygote() -> AsyncIterator[Zygote]:
    """A zygote for as long as the block lasts; on leaving, every life is over."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "soak.zygote"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    made = Zygote(process)
    made.listening = asyncio.create_task(made.listen())
    try:
        yield made
    finally:
        made.kill_all()
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await made.listening
