"""The two doors through which a bot reaches Slack, as a real server on this machine: logging in, and Socket Mode."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Body = dict[str, Any]
BOT_TOKEN, APP_TOKEN = "xoxb-good", "xapp-good"


@dataclass
class Door:
    """Lets each address in once, as Slack does. `refusals` is how many handshakes are turned away first; `instead` answers log-ins, as a proxy might."""

    url: str = ""
    refusals: int = 0
    instead: web.Response | None = None
    addresses: int = 0
    handshakes: list[str] = field(default_factory=list)
    spent: set[str] = field(default_factory=set)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    responses: list[Body] = field(default_factory=list)
    change: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    async def until(self, seen: "object") -> None:
        """Wait until something holds, five seconds at most."""
        assert callable(seen)
        async with asyncio.timeout(5), self.change:
            await self.change.wait_for(seen)

    async def sends(self, envelope_id: str, text: str) -> None:
        """Send a slash command to whoever is connected."""
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
        envelope = {"envelope_id": envelope_id, "type": "slash_commands", "accepts_response_payload": True}
        await self.sockets[-1].send_json({**envelope, "payload": payload})

    async def login(self, request: web.Request) -> web.Response:
        if self.instead is not None:
            return web.Response(text=self.instead.text, content_type=self.instead.content_type)
        if request.headers["Authorization"] != f"Bearer {BOT_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        known = {"team_id": "T1", "user_id": "UBOT", "bot_id": "BBOT", "url": "https://example.slack.com/"}
        return web.json_response({"ok": True, **known})

    async def address(self, request: web.Request) -> web.Response:
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
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        await self._tell()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self.acknowledged.append(frame.json()["envelope_id"])
                await self._tell()
        return socket

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
            web.get("/link/{ticket}", door.link),
            web.post("/response", door.respond),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield door
    finally:
        await runner.cleanup()
