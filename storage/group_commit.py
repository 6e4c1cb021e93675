"""Group commit: all that wait for the disk go there together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

GROUP_MOST = 500
"""Items in one transaction: enough for any burst, and few enough that a vote in the next group waits milliseconds."""


class GroupCommit(Generic[Item, Answer]):
    """Carries items to `commit` in groups: as soon as one commit is done, everything that came meanwhile is the next.

    No timer: a lone item doesn't wait, and a burst pays for one trip to the disk instead of thousands (54 times the throughput
    of a transaction each, docs/reliability.md). `commit` answers one value for each item, in their order; what it raises, all of
    its group get.
    """

    def __init__(self, commit: Callable[[Sequence[Item]], Awaitable[Sequence[Answer]]]) -> None:
        self._commit = commit
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._at_work: asyncio.Task[None] | None = None

    async def add(self, item: Item) -> Answer:
        """Wait until the item is committed, which it is also where nobody waits any more. Raises what the commit raised."""
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, mine))
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work())
        return await mine

    async def _work(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:GROUP_MOST], self._waiting[GROUP_MOST:]
                await self._carry(group)
        finally:
            self._at_work = None

    async def _carry(self, group: Sequence[tuple[Item, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._commit([item for item, _ in group])
        except Exception as error:  # noqa: BLE001 - whoever waits for the item judges it
            for _, waiting in group:
                if not waiting.done():
                    waiting.set_exception(error)
        else:
            for (_, waiting), answer in zip(group, answers, strict=True):
                if not waiting.done():
                    waiting.set_result(answer)
