"""Slack's side, for a bench: it lets a bot log in, and clicks for thousands of people, over a socket or over HTTP."""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import WSMsgType, web
from typing_extensions import override

from bench.votes import Press

CONNECTIONS = 500
OK = b"HTTP/1.1 200"


@dataclass
class Tally:
    """Seconds that each acknowledged click took, and when the first and the last was."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    began: float = 0.0
    ended: float = 0.0

    @property
    def a_second(self) -> float:
        """Acknowledged clicks a second."""
        return len(self.seconds) / (self.ended - self.began)

    def at(self, share: float) -> float:
        """The milliseconds within which this share of them was acknowledged."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] * 1000


class Way(Protocol):
    """How a click gets to the bot."""

    async def click(self, press: Press) -> bool:
        """Deliver one; whether it was acknowledged."""
        ...


@dataclass
class FakeSlack:
    """As much of Slack as a bot asks for."""

    url: str = ""
    socket: web.WebSocketResponse | None = None
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: dict[str, asyncio.Future[bool]] = field(default_factory=dict)
    answers: int = 0

    async def method(self, request: web.Request) -> web.Response:
        """Say yes to every call."""
        known = {"team_id": "T1", "user_id": "UBOT", "bot_id": "BBOT", "url": "https://example.slack.com/"}
        address = f"{self.url.replace('http', 'ws')}/link"
        return web.json_response(
            {"ok": True, "ts": "1.1", "channel": "C1", **known}
            | {"url": address if "open" in request.path else known["url"]}
        )

    async def answered(self, request: web.Request) -> web.Response:
        """Take a private answer."""
        await request.read()
        self.answers += 1
        return web.Response(text="ok")

    async def link(self, request: web.Request) -> web.StreamResponse:
        """A socket; one at a time."""
        self.socket = socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await socket.send_str('{"type": "hello", "num_connections": 1}')
        self.connected.set()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                waiting = self.waiting.pop(json.loads(frame.data)["envelope_id"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(True)
        return socket

    async def click(self, press: Press) -> bool:
        """Deliver over the socket."""
        assert self.socket is not None
        self.waiting[press.name] = waiting = asyncio.get_running_loop().create_future()
        await self.socket.send_str(press.envelope)
        acknowledged: bool = await waiting
        return acknowledged


@asynccontextmanager
async def fake_slack() -> AsyncIterator[FakeSlack]:
    """It listens on a free port of this machine."""
    slack = FakeSlack()
    app = web.Application()
    app.add_routes(
        [
            web.post("/api/{method}", slack.method),
            web.get("/link", slack.link),
            web.post("/response/{name}", slack.answered),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield slack
    finally:
        await runner.cleanup()


class Caller(asyncio.Protocol):
    """One kept connection over HTTP, with as little as possible around it: the load must not weigh more than what is measured."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[bool] | None = None
        self._came = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, _ = self._came.partition(b"\r\n\r\n")
        # All answers to clicks are empty, so the head is the whole.
        if found and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(head.startswith(OK))

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(False)

    async def send(self, request: bytes) -> bool:
        """Send one request and wait for its answer; whether it is 200."""
        assert self._transport is not None
        self._came, self._waiting = b"", asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        """Hang up."""
        assert self._transport is not None
        self._transport.close()


class Callers:
    """Kept connections: a click takes a free one."""

    def __init__(self, callers: Sequence[Caller]) -> None:
        self._callers, self._free = callers, deque(callers)
        self._lines: deque[asyncio.Future[None]] = deque()

    @classmethod
    async def to(cls, port: int) -> "Callers":
        """As many as Slack might open."""
        loop = asyncio.get_running_loop()
        return cls([(await loop.create_connection(Caller, "127.0.0.1", port))[1] for _ in range(CONNECTIONS)])

    async def click(self, press: Press) -> bool:
        """Deliver over the next free connection."""
        while not self._free:
            self._lines.append(asyncio.get_running_loop().create_future())
            await self._lines[-1]
        caller = self._free.popleft()
        try:
            return await caller.send(press.request)
        finally:
            self._free.append(caller)
            if self._lines:
                self._lines.popleft().set_result(None)

    def close(self) -> None:
        """Hang up everywhere."""
        for caller in self._callers:
            caller.close()


async def in_flight(way: Way, presses: Sequence[Press], at_once: int) -> Tally:
    """So many clicks under way all the time: each acknowledgement is followed by the next click."""
    tally, line = Tally(began=time.perf_counter()), iter(presses)

    async def one_after_the_other() -> None:
        for press in line:
            await _timed(way, press, tally, time.perf_counter())

    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    return tally


async def a_second(way: Way, presses: Sequence[Press], rate: float) -> Tally:
    """Clicks at a steady rate, whether those before are acknowledged or not. A click's time counts from when it was due."""
    tally = Tally(began=time.perf_counter())
    under_way = []
    for number, press in enumerate(presses):
        due = tally.began + number / rate
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        under_way.append(asyncio.create_task(_timed(way, press, tally, due)))
    await asyncio.gather(*under_way)
    return tally


async def _timed(way: Way, press: Press, tally: Tally, due: float) -> None:
    if await way.click(press):
        tally.ended = time.perf_counter()
        tally.seconds.append(tally.ended - due)
    else:
        tally.refused += 1
