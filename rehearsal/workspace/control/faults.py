"""The faults over HTTP: switched on, listed, switched off."""

from __future__ import annotations

from aiohttp import web

from rehearsal.workspace.control.asked import body, refused
from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.keys import WORKSPACE


async def _faults(request: web.Request) -> web.Response:
    faults = request.app[WORKSPACE].faults
    return web.json_response({"ok": True, "faults": [fault.plain() for fault in faults]})


async def _add(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    try:
        fault = workspace.faults.add(await body(request))
        if fault.target == "socket":
            workspace.lines.fall_silent(fault)
    except Unclear as problem:
        return refused(problem)
    return web.json_response({"ok": True, "fault": fault.plain()})


async def _clear(request: web.Request) -> web.Response:
    request.app[WORKSPACE].faults.clear()
    return await _faults(request)


async def _remove(request: web.Request) -> web.Response:
    try:
        request.app[WORKSPACE].faults.remove(request.match_info["fault"])
    except Unclear as problem:
        return refused(problem)
    return await _faults(request)


ROUTES = (
    web.get("/control/faults", _faults),
    web.post("/control/faults", _add),
    web.delete("/control/faults", _clear),
    web.delete("/control/faults/{fault}", _remove),
)
