"""The way out to Slack, where many answer at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from handlers.slack.client import ANSWERS_AT_ONCE, SlackClient
from handlers.slack.pacer import Pacer

if TYPE_CHECKING:
    import aiohttp

CONNECTIONS = 100
"""How many connections aiohttp keeps open in a session; who waits for one has three seconds."""


@dataclass
class Reply:
    status: int = 200


@dataclass
class Line:
    """A session of connections, which counts how many are used at once."""

    under_way: int = 0
    most: int = 0

    @asynccontextmanager
    async def request(self, *_: object, **__: object) -> AsyncIterator[Reply]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        for _turn in range(3):
            await asyncio.sleep(0)
        self.under_way -= 1
        yield Reply()


async def test_thousands_of_answers_wait_their_turn_and_leave_connections_for_other_calls() -> None:
    line = Line()
    client = SlackClient("xoxb-test", "https://slack.test/api/", cast("aiohttp.ClientSession", line), Pacer())
    answered = await asyncio.gather(*(client.respond("https://slack.test/", {}) for _ in range(1000)))
    assert all(answered)
    assert line.most == ANSWERS_AT_ONCE
    assert line.most <= CONNECTIONS // 2
