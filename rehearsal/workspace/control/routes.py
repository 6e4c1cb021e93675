"""The control API over HTTP and its WebSocket (docs/rehearsal.md)."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace import scenes
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.control import budgets, clock, crowd, delivery, faults, keeping, log, wire
from rehearsal.workspace.control.acts import act
from rehearsal.workspace.control.asked import body, refused
from rehearsal.workspace.control.state import state
from rehearsal.workspace.entries import entries
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.keys import WORKSPACE
from rehearsal.workspace.live import END

if TYPE_CHECKING:
    from collections.abc import Callable

    from rehearsal.workspace.people import Person
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def _state(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    first = next((person for person in workspace.people if not person.is_bot), None)
    person = first if first and "as" not in request.query else _viewer(workspace, request)
    return web.json_response(state(workspace, person))


async def _live(request: web.Request) -> web.WebSocketResponse:
    workspace = request.app[WORKSPACE]
    person = _viewer(workspace, request)
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    queue = workspace.live.listen(person.id)
    pump = asyncio.ensure_future(_pump(socket, queue))
    try:
        async for _ in socket:
            pass
    finally:
        workspace.live.leave(person.id, queue)
        pump.cancel()
    return socket


async def _pump(socket: web.WebSocketResponse, queue: asyncio.Queue[str]) -> None:
    while (frame := await queue.get()) != END:
        await socket.send_str(frame)
    await socket.close()


async def _act(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    return web.json_response(await act(workspace, Arguments(await body(request))))


async def _people(request: web.Request) -> web.Response:
    return await _added(request, "people", scenes.add_person)


async def _channels(request: web.Request) -> web.Response:
    return await _added(request, "channels", scenes.add_channel)


async def _added(request: web.Request, what: str, add: Callable[[Workspace, Json], Json]) -> web.Response:
    """Answer with what was added, or with the sentence or word for why it can't be."""
    workspace, given = request.app[WORKSPACE], await body(request)
    try:
        added = [add(workspace, entry) for entry in entries(given, what)]
    except SlackError as refusal:
        return web.json_response(refusal.answer())
    except Unclear as problem:
        return refused(problem)
    return web.json_response({"ok": True, what: added})


def _viewer(workspace: Workspace, request: web.Request) -> Person:
    try:
        return workspace.people.get(request.query.get("as", ""))
    except SlackError as refusal:
        raise web.HTTPNotFound(
            text=json.dumps(refusal.answer()), content_type="application/json"
        ) from refusal


ROUTES = (
    web.get("/control/state", _state),
    web.get("/control/live", _live),
    web.post("/control/act", _act),
    web.post("/control/people", _people),
    web.post("/control/channels", _channels),
    *budgets.ROUTES,
    *clock.ROUTES,
    *crowd.ROUTES,
    *delivery.ROUTES,
    *faults.ROUTES,
    *keeping.ROUTES,
    *log.ROUTES,
    *wire.ROUTES,
)
