"""How apps are reached, over HTTP: the mode, the request URLs, farewells, repeats, and the log of what was delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.apps import RequestUrls
from rehearsal.workspace.control.asked import body, number, refused
from rehearsal.workspace.errors import SlackError, Unclear
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")
"""Why Slack ends a socket (docs.slack.dev, using Socket Mode)."""

_KEYS = {"app", "socket_mode", "request_url", "events_an_hour", "delayed_events", "events_on"}


async def _delivery(workspace: Workspace, app: Installation, given: Json) -> Json:
    """Change what was given, the URL first, since only it can fail; then say how things are."""
    if given.keys() - _KEYS:
        raise Unclear(f"Give some of {', '.join(sorted(_KEYS))}.")
    reach, events = workspace.reach[app.app_id], workspace.deliveries.subscriptions.of(app.app_id)
    if "request_url" in given:
        names = (command.command for command in app.features.commands)
        await reach.move(RequestUrls.at(str(given["request_url"] or ""), names))
    if "socket_mode" in given:
        reach.switch(socket_mode=_flag(given, "socket_mode"))
    if "events_an_hour" in given:
        events.meter.most = int(number(given, "events_an_hour"))
    if "delayed_events" in given:
        events.delayed = _flag(given, "delayed_events")
    if "events_on" in given:
        events.switch(on=_flag(given, "events_on"))
    workspace.touched()
    return {
        "app": app.app_id,
        "socket_mode": reach.socket_mode,
        "request_url": reach.requests.urls.events,
        "events_on": events.on,
    }


async def _disconnect(workspace: Workspace, app: Installation, given: Json) -> Json:
    reason = given.get("reason", "refresh_requested")
    if reason not in REASONS:
        raise Unclear(f"reason must be one of {', '.join(REASONS)}.")
    which = int(number(given, "socket")) if "socket" in given else None
    return {"told": workspace.reach[app.app_id].sockets.disconnect(reason, number=which)}


async def _again(workspace: Workspace, app: Installation, given: Json) -> Json:
    attempt, reason = int(number(given, "attempt", 0)), str(given.get("reason", ""))
    workspace.deliveries.again(app.app_id, str(given.get("event_id", "")), attempt, reason)
    return {}


def _route(path: str, work: Callable[[Workspace, Installation, Json], Awaitable[Json]]) -> web.RouteDef:
    """Return a route that does something for the app that is named, or for the first."""

    async def handle(request: web.Request) -> web.Response:
        workspace = request.app[WORKSPACE]
        given = await body(request)
        try:
            done = await work(workspace, _app(workspace, given), given)
            return web.json_response({"ok": True, **done})
        except SlackError as refusal:
            return web.json_response(refusal.answer())
        except Unclear as problem:
            return refused(problem)

    return web.post(path, handle)


def _app(workspace: Workspace, given: Json) -> Installation:
    first = next(iter(workspace.apps), None)
    return first if first and "app" not in given else workspace.apps.get(str(given.get("app", "")))


def _flag(given: Json, name: str) -> bool:
    if not isinstance(given[name], bool):
        raise Unclear(f"{name} must be true or false.")
    return bool(given[name])


ROUTES = (
    _route("/control/delivery", _delivery),
    _route("/control/disconnect", _disconnect),
    _route("/control/again", _again),
)
