"""The doors between Slack and a bot, as a real server on this machine: logging in, Socket Mode, and requests that are signed.

It can refuse, hang and fall silent as Slack and the network do.
"""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from bot.http_server import listening
from handlers.slack.app import Serving, SlackEdge
from handlers.slack.ids import PATH
from handlers.slack.signing import signature
from tests.support.patience import SECONDS
from tests.support.slack import FakeSlack

Body = dict[str, Any]
BOT_TOKEN, APP_TOKEN = "xoxb-good", "xapp-good"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

HANG, TLS = "hang", "tls"
"""Handshakes that end in no answer, and in one that is no HTTP."""


@dataclass
class Door:
    """Lets each address in once, as Slack does.

    `handshakes_fail` is how the next handshakes are turned away: a status, HANG or TLS; `instead` answers log-ins, as a proxy might;
    `no_addresses` are the answers to the next requests for an address. `deaf` sockets answer nothing, not even pings, and say no
    goodbye. `greeting` is what each new socket is told first.
    """

    url: str = ""
    handshakes_fail: list[int | str] = field(default_factory=list)
    no_addresses: list[web.Response] = field(default_factory=list)
    greeting: Body = field(default_factory=lambda: {"type": "hello", "num_connections": 1})
    deaf: bool = False
    instead: web.Response | None = None
    addresses: int = 0
    asked: int = 0
    handshakes: list[str] = field(default_factory=list)
    spent: set[str] = field(default_factory=set)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    responses: list[Body] = field(default_factory=list)
    change: asyncio.Condition = field(default_factory=asyncio.Condition)
    http: aiohttp.ClientSession | None = None
    port: int = 0
    posts: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    async def until(self, seen: "object") -> None:
        """Wait until something holds."""
        assert callable(seen)
        async with asyncio.timeout(SECONDS), self.change:
            await self.change.wait_for(seen)

    async def sends(self, envelope_id: str, text: str) -> None:
        """Send a slash command to whoever is connected, or listens."""
        payload = {
            "team_id": "T1",
            "channel_id": "C1",
            "channel_name": "general",
            "user_id": "U1",
            "command": "/consult",
            "text": text,
            "response_url": f"{self.url}/response",
            "trigger_id": f"{envelope_id}.trigger",
        }
        if self.port:
            task = asyncio.create_task(self._posted(envelope_id, payload))
            self.posts.add(task)
            return
        envelope = {"envelope_id": envelope_id, "type": "slash_commands", "accepts_response_payload": True}
        await self.sockets[-1].send_json({**envelope, "payload": payload})

    async def _posted(self, name: str, payload: Body) -> None:
        status, _ = await self.posts_form(payload)
        if status == 200:
            self.acknowledged.append(name)
            await self._tell()

    async def posts_form(self, fields: Body) -> tuple[int, str]:
        """A form, signed; what was answered."""
        return await self.posts_body(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def posts_body(
        self, body: bytes, content_type: str = "application/json", **headers: str
    ) -> tuple[int, str]:
        """A request, signed where `headers` don't say otherwise; what was answered."""
        now = headers.pop("timestamp", str(int(time.time())))
        given = headers.pop("signature", signature(SIGNING_SECRET, now, body))
        sent = {"Content-Type": content_type, **headers}
        sent |= {"X-Slack-Request-Timestamp": now} if now else {}
        sent |= {"X-Slack-Signature": given} if given else {}
        assert self.http is not None
        async with self.http.post(
            f"http://127.0.0.1:{self.port}{PATH}", data=io.BytesIO(body), headers=sent
        ) as answer:
            return answer.status, await answer.text()

    async def login(self, request: web.Request) -> web.Response:
        if self.instead is not None:
            return web.Response(text=self.instead.text, content_type=self.instead.content_type)
        if request.headers["Authorization"] != f"Bearer {BOT_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        known = {"team_id": "T1", "user_id": "UBOT", "bot_id": "BBOT", "url": "https://example.slack.com/"}
        return web.json_response({"ok": True, **known})

    async def anything(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def address(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.no_addresses:
            return self.no_addresses.pop(0)
        if request.headers["Authorization"] != f"Bearer {APP_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        self.addresses += 1
        url = f"{self.url.replace('http', 'ws')}/link/{self.addresses}"
        return web.json_response({"ok": True, "url": url})

    async def link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        self.handshakes.append(ticket)
        if ticket in self.spent:
            return web.Response(status=408)
        self.spent.add(ticket)
        if self.handshakes_fail:
            return await self._turn_away(request, self.handshakes_fail.pop(0))
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_json(self.greeting)
        self.sockets.append(socket)
        await self._tell()
        async for frame in socket:
            if frame.type is WSMsgType.PING and not self.deaf:
                await socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT and not self.deaf:
                self.acknowledged.append(json.loads(frame.data)["envelope_id"])
                await self._tell()
        return socket

    async def _turn_away(self, request: web.Request, how: int | str) -> web.StreamResponse:
        if how == HANG:
            await asyncio.Event().wait()
        if how == TLS:
            assert request.transport is not None
            request.transport.write(b"\x15\x03\x03\x00\x02\x02\x28")  # a fatal alert: handshake failure
            request.transport.close()
        return web.Response(status=int(how) if isinstance(how, int) else 500)

    async def respond(self, request: web.Request) -> web.Response:
        self.responses.append(await request.json())
        await self._tell()
        return web.Response(text="ok")

    async def _tell(self) -> None:
        async with self.change:
            self.change.notify_all()


@asynccontextmanager
async def open_door() -> AsyncIterator[Door]:
    """A door on a free port of this machine."""
    door = Door()
    app = web.Application()
    app.add_routes(
        [
            web.post("/api/auth.test", door.login),
            web.post("/api/apps.connections.open", door.address),
            web.post("/api/{method}", door.anything),
            web.get("/link/{ticket}", door.link),
            web.post("/response", door.respond),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with aiohttp.ClientSession() as door.http:
            yield door
    finally:
        await runner.cleanup()


@asynccontextmanager
async def over_socket(door: Door, slack: FakeSlack) -> AsyncIterator[Serving]:
    """The bot, connected through Socket Mode."""
    async with (
        SlackEdge.reach(BOT_TOKEN, APP_TOKEN, door.api) as reached,
        reached.serve(slack.services, slack.intake) as serving,
    ):
        await door.until(lambda: door.sockets)
        yield serving


@asynccontextmanager
async def over_http(door: Door, slack: FakeSlack) -> AsyncIterator[Serving]:
    """The bot, listening for signed requests."""
    async with (
        SlackEdge.reach(BOT_TOKEN, "", door.api) as reached,
        reached.serve(slack.services, slack.intake, signing_secret=SIGNING_SECRET) as serving,
        listening("127.0.0.1", 0, serving.routes) as door.port,
    ):
        yield serving
