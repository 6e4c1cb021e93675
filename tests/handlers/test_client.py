"""The way out to Slack, where many answer at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import aiohttp
import pytest

from handlers.slack.client import ANSWERS_AT_ONCE, TIMEOUT, SlackClient
from handlers.slack.pacer import TRIES, Pacer
from tests.support.slack import FakeTime

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


async def test_what_slack_never_answers_is_waited_for_no_longer_than_a_call_may_take() -> None:
    held: list[asyncio.StreamWriter] = []

    async def never(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(sock_read=0.05)) as session:
        client = SlackClient("xoxb-test", address, session, Pacer(FakeTime()))
        for call in (
            client.chat_postMessage(channel="C1", text="Hello"),
            client.conversations_info(channel="C1"),
            client.respond(address, {}),
        ):
            with pytest.raises(TimeoutError):
                await call
    for writer in held:
        writer.close()
    server.close()
    assert len(held) == 1 + TRIES + 1
    assert (TIMEOUT.total, TIMEOUT.connect) == (10, 3)
