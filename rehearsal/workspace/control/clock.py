"""The clock over HTTP: standing still, going on, going by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.control.asked import body, number, refused
from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from rehearsal.workspace.clock import Clock
    from rehearsal.workspace.wire import Json


async def _time(request: web.Request) -> web.Response:
    return _told(request.app[WORKSPACE].clock)


async def _set(request: web.Request) -> web.Response:
    clock = request.app[WORKSPACE].clock
    try:
        await _move(clock, await body(request))
    except Unclear as problem:
        return refused(problem)
    return _told(clock)


async def _move(clock: Clock, given: Json) -> None:
    """Do what was asked: first the mode, then the moment, then how far to go."""
    if given.keys() - {"mode", "at", "advance"} or not given:
        raise Unclear("Give advance (seconds), or mode (controlled or real) and perhaps at (unix time).")
    mode = given.get("mode", "controlled")
    if mode not in ("controlled", "real"):  # what was given may be a list, which no set can look for
        raise Unclear("mode must be controlled or real.")
    if mode == "real":
        if given.keys() - {"mode"}:
            raise Unclear("A real clock can't be set or moved.")
        clock.release()
        return
    at = number(given, "at") if "at" in given else None
    seconds = number(given, "advance", 0)
    if "mode" not in given and not clock.controlled:
        raise Unclear("The clock goes by itself: set its mode to controlled first.")
    await clock.hold(at)
    await clock.advance(seconds)


def _told(clock: Clock) -> web.Response:
    mode = "controlled" if clock.controlled else "real"
    return web.json_response({"ok": True, "mode": mode, "now": clock.now()})


ROUTES = (
    web.get("/control/clock", _time),
    web.post("/control/clock", _set),
)
