import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import leadership as module
from bot.leadership import leading, sweeping
from consultation.ports.leadership import LeadershipLost


class Terms:
    """A leadership that nobody takes away; the work itself finds out that it is lost."""

    @asynccontextmanager
    async def led(self) -> AsyncIterator[None]:
        yield
        raise AssertionError("left without being told to")

    def require(self) -> None: ...


async def test_work_begins_again_with_each_time_of_leading() -> None:
    begun: list[int] = []
    third = asyncio.Event()

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise LeadershipLost
        third.set()

    task = asyncio.create_task(leading(Terms(), work))
    await third.wait()
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_sweeping_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SWEEP_SECONDS", 0)
    tried: list[int] = []
    twice = asyncio.Event()

    async def take_up() -> None:
        tried.append(1)
        if len(tried) == 2:
            twice.set()
        raise ConnectionError

    task = asyncio.create_task(sweeping(take_up))
    await twice.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
