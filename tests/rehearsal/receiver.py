"""An app's own web server, as bare as can be: it keeps what it is sent and answers as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from aiohttp import web

from tests.rehearsal.stage import stage
from tests.support.patience import SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from rehearsal.workspace import Timing
    from tests.rehearsal.stage import Json, Stage


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(slots=True)
class Receiver:
    """A server that answers the challenge, then gives ``answers`` in their order, and an empty 200 after the last."""

    url: str
    arrived: asyncio.Queue[Received] = field(default_factory=asyncio.Queue)
    answers: deque[web.Response | Callable[[], Awaitable[web.Response]]] = field(default_factory=deque)

    async def next(self) -> Received:
        async with asyncio.timeout(SECONDS):
            return await self.arrived.get()

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        if b'"url_verification"' in body:
            challenge: dict[str, Any] = await request.json()
            return web.json_response({"challenge": challenge["challenge"]})
        if b"ssl_check=1" in body:
            return web.Response()
        self.arrived.put_nowait(Received(request.headers, body))
        answer = self.answers.popleft() if self.answers else web.Response()
        return answer if isinstance(answer, web.Response) else await answer()


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """Serve a receiver for as long as the block lasts."""
    heard = Receiver("")
    app = web.Application()
    app.router.add_post("/slack/events", heard.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        heard.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        yield heard
    finally:
        await runner.cleanup()


@asynccontextmanager
async def over_http(
    *, timing: Timing | None = None, at: float | None = None
) -> AsyncIterator[tuple[Stage, Receiver]]:
    """Serve a workspace whose bot is called at a receiver."""
    async with stage(timing=timing, at=at) as s, receiver() as bot:
        moved = await s.post("/control/delivery", {"socket_mode": False, "request_url": bot.url})
        assert moved["ok"]
        yield s, bot


async def outcomes(s: Stage, number: int, kind: str = "events_api") -> list[Json]:
    """Return the first deliveries of a kind as soon as they are over."""
    async with asyncio.timeout(SECONDS):
        while True:
            log = [entry for entry in await s.get("/control/deliveries") if entry["kind"] == kind]
            if len(log) >= number and all(entry["ms"] is not None for entry in log[:number]):
                return log[:number]
