"""The logs over HTTP: what the apps called, and what was delivered to them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.control.asked import refused
from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.keys import WORKSPACE

if TYPE_CHECKING:
    from rehearsal.workspace.ledger import Ledger
    from rehearsal.workspace.wire import Json


async def _calls(request: web.Request) -> web.Response:
    method = request.query.get("method", "*")
    try:
        entries = _since(request.app[WORKSPACE].calls, request)
    except Unclear as problem:
        return refused(problem)
    return web.json_response([entry for entry in entries if fnmatchcase(entry["method"], method)])


async def _deliveries(request: web.Request) -> web.Response:
    try:
        return web.json_response(_since(request.app[WORKSPACE].deliveries.log, request))
    except Unclear as problem:
        return refused(problem)


def _since(ledger: Ledger, request: web.Request) -> list[Json]:
    """Return the entries after the number that was given, each with its own; raises ``Unclear``."""
    text = request.query.get("since", "0")
    if not (text.isascii() and text.isdecimal()):
        raise Unclear("since must be the number n of an entry.")
    return [{"n": number, **entry} for number, entry in ledger.since(int(text[:18]), len(ledger))]


ROUTES = (
    web.get("/control/log", _calls),
    web.get("/control/deliveries", _deliveries),
)
