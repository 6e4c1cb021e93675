"""The whole state over HTTP: out, in, and as it was at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace import scenes
from rehearsal.workspace.control.asked import body, refused
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.keeping import picture
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def _dump(request: web.Request) -> web.Response:
    return web.Response(text=picture.taken(request.app[WORKSPACE]), content_type="application/json")


async def _load(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    given = await body(request)
    try:
        return web.json_response({"ok": True, **await loaded(workspace, given)})
    except SlackError as refusal:
        return web.json_response(refusal.answer())
    except Unclear as problem:
        return refused(problem)


async def loaded(workspace: Workspace, given: Json) -> Json:
    """Take in a state instead of what there is, or a scene beside it, and return what came of the scene."""
    if "version" not in given:
        return scenes.add(workspace, given)
    whole = picture.of(given)
    await workspace.deliveries.close()
    picture.restore(workspace, whole)
    return {}


async def _reset(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    workspace.faults.clear()
    await workspace.deliveries.close()
    picture.restore(workspace, picture.read(workspace.beginning))
    for app in workspace.apps:
        workspace.deliveries.subscriptions.of(app.app_id).switch(on=True)
    workspace.budgets.begin(workspace.setup.budgets)
    workspace.calls.clear()
    workspace.deliveries.log.clear()
    return web.json_response({"ok": True})


ROUTES = (
    web.get("/control/dump", _dump),
    web.post("/control/load", _load),
    web.post("/control/reset", _reset),
)
