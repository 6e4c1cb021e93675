"""The workspace served over HTTP on 127.0.0.1: Web API, Socket Mode, response addresses, control API, page."""

from __future__ import annotations

import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace import addresses, authorising, downloads
from rehearsal.workspace.answers import send
from rehearsal.workspace.api import gate
from rehearsal.workspace.control.routes import ROUTES
from rehearsal.workspace.door import BIGGEST, quiet_logger, whole_requests
from rehearsal.workspace.faults.calls import refused_handshake
from rehearsal.workspace.keeping.keeper import kept
from rehearsal.workspace.keeping.picture import taken
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp.typedefs import Handler

    from rehearsal.workspace.workspace import Workspace

PAGE = Path(__file__).parent.parent / "page"
LOOPBACK = "127.0.0.1"
HEARTBEAT = 15.0
"""Seconds between pings on a socket: the official clients take one that is silent for thirty for dead."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a workspace is served: ``url`` without a slash at its end, and the ``api_url`` that a bot needs."""

    url: str

    @property
    def api_url(self) -> str:
        """Return the base URL for a bot's web client."""
        return f"{self.url}/api/"


def application(workspace: Workspace) -> web.Application:
    """Return the HTTP application of a workspace, for a server of one's own."""
    app = web.Application(client_max_size=BIGGEST, middlewares=[_same_origin, _fresh, whole_requests])
    app[WORKSPACE] = workspace
    app.add_routes(ROUTES)
    app.add_routes(authorising.ROUTES)
    app.add_routes(
        [
            web.route("*", "/api/{method}", _call),
            web.get("/link/", _link),
            web.post("/{kind:commands|actions|app}/{team}/{number}/{secret}", _reply),
            web.post("/upload/v1/{ticket}", _upload),
            web.get("/files-pri/{place}/{name:.+}", _download),
            web.get("/", _to_page),
            web.get("/archives/{channel}/{message}", _to_message),
            web.get("/page/", _index),
            web.static("/page", PAGE),
        ]
    )
    app.on_startup.append(_begin)
    app.on_shutdown.append(_shut_down)
    return app


@asynccontextmanager
async def serve(
    workspace: Workspace, port: int = 0, host: str = LOOPBACK, state: Path | None = None
) -> AsyncIterator[Address]:
    """Serve a workspace for as long as the block lasts; port 0 takes a free one.

    On loopback unless another ``host`` is named: a name or an address under which apps reach it too. ``state`` names
    a file in which its state is kept from now on.
    """
    runner = web.AppRunner(
        application(workspace), access_log=None, logger=quiet_logger(), shutdown_timeout=1.0
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        workspace.address = f"http://{_named(host)}:{runner.addresses[0][1]}"
        async with kept(workspace, state):
            yield Address(workspace.address)
    finally:
        await runner.cleanup()


def _named(host: str) -> str:
    """Return a host as it stands in an address; one that means every address of a machine has the machine's name."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 -- compared with, never bound to unless someone asks for it
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


async def _call(request: web.Request) -> web.StreamResponse:
    return await gate.answer(request.app[WORKSPACE], request)


async def _link(request: web.Request) -> web.StreamResponse:
    workspace = request.app[WORKSPACE]
    reach = workspace.reach.get(request.query.get("app_id", ""))
    fault = workspace.faults.of_handshake(request.query.get("app_id", ""))
    if fault is not None:
        return await send(request, refused_handshake(fault))
    if reach is None or not reach.sockets.admit(request.query.get("ticket", "")):
        return web.Response(status=403, text="invalid ticket")
    link = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await link.prepare(request)
    with workspace.lines.held(request.query["app_id"], request.transport):
        await reach.sockets.serve(link, debug=request.query.get("debug_reconnects") == "true")
    return link


async def _reply(request: web.Request) -> web.StreamResponse:
    return await addresses.reply(request.app[WORKSPACE], request)


async def _upload(request: web.Request) -> web.StreamResponse:
    return await addresses.upload(request.app[WORKSPACE], request)


async def _download(request: web.Request) -> web.Response:
    return downloads.download(request.app[WORKSPACE], request)


async def _to_page(request: web.Request) -> web.Response:
    """Send the browser to where the page's own files lie beside it."""
    raise web.HTTPFound(request.url.with_path("/page/").with_query(request.query).relative())


async def _to_message(request: web.Request) -> web.Response:
    """Open the page at the message of a permalink."""
    digits = request.match_info["message"].removeprefix("p")
    raise web.HTTPFound(f"/page/#{request.match_info['channel']}/{digits[:-6]}.{digits[-6:]}")


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")


@web.middleware
async def _same_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep other web pages that are open in the same browser from acting here."""
    origin = request.headers.get("Origin", "")
    if origin and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden(text="This address is for the rehearsal's own page.")
    return await handler(request)


@web.middleware
async def _fresh(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep browsers from showing yesterday's page, and learn the address where nobody said it."""
    workspace = request.app[WORKSPACE]
    workspace.address = workspace.address or str(request.url.origin())
    answer = await handler(request)
    workspace.touched()
    if not answer.prepared:
        answer.headers.setdefault("Cache-Control", "no-cache")
    return answer


async def _begin(app: web.Application) -> None:
    app[WORKSPACE].beginning = taken(app[WORKSPACE])
    app[WORKSPACE].clock.wind()


async def _shut_down(app: web.Application) -> None:
    workspace = app[WORKSPACE]
    workspace.faults.clear()
    workspace.live.close()
    await workspace.deliveries.close()
    for reach in workspace.reach.values():
        await reach.close()
