import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import leading as module
from bot.leading import leading, sweeping
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

    async def work() -> None:
        begun.append(1)
        if len(begun) < 3:
            raise LeadershipLost

    task = asyncio.create_task(leading(Terms(), work))
    while len(begun) < 3:
        await asyncio.sleep(0)
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_sweeping_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SWEEP_SECONDS", 0)
    tried: list[int] = []

    async def take_up() -> None:
        tried.append(1)
        raise ConnectionError

    task = asyncio.create_task(sweeping(take_up))
    while len(tried) < 2:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
