"""Many people acting at the same moment: a list of acts, started together, answered together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.control.acts import act
from rehearsal.workspace.control.asked import body, refused
from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

MOST = 20_000
"""How many acts one request may hold."""

AT_ONCE = 250
"""How many are started before everyone else has a turn."""


async def _acts(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    try:
        acts = _read(await body(request))
    except Unclear as problem:
        return refused(problem)
    return web.json_response({"ok": True, "answers": await _together(workspace, acts)})


async def _together(workspace: Workspace, acts: list[Json]) -> list[Json]:
    """Start all acts and wait for all; what the first have sent leaves while the last are still being started."""
    under_way = []
    for number, entry in enumerate(acts, 1):
        under_way.append(asyncio.create_task(act(workspace, Arguments(entry))))
        if number % AT_ONCE == 0:
            await asyncio.sleep(0)
    return await asyncio.gather(*under_way)


def _read(given: Json) -> list[Json]:
    acts = given.get("acts")
    if not isinstance(acts, list) or not all(isinstance(entry, dict) for entry in acts):
        raise Unclear("acts must be a list of objects, each as for /control/act.")
    if len(acts) > MOST:
        raise Unclear(f"Send at most {MOST} acts at a time.")
    return acts


ROUTES = (web.post("/control/acts", _acts),)
