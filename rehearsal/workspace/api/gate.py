"""The one place that every call passes: token, scope, budget, arguments, then the method, then the log."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace import arguments
from rehearsal.workspace.api import checks
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.table import METHODS
from rehearsal.workspace.api.tokens import authorised
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.errors import RateLimited, SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def answer(workspace: Workspace, request: web.Request) -> web.Response:
    """Answer one call as Slack would: refusals are in the body, and HTTP 200 but where a budget is used up."""
    name = request.match_info["method"]
    started = workspace.clock.now()
    args, body, app, wait = Arguments({}), _UNKNOWN, None, 0.0
    try:
        method = _method(name)
        args = await arguments.read(request, json_read=not method.form_only)
        app = authorised(workspace, method, request, args)
        workspace.budgets.spend(app.app_id if app else "", name, args.text("channel"), started)
        body = _run(workspace, app, method, args)
    except RateLimited as limit:
        body, wait = limit.answer(), limit.seconds
    except SlackError as refusal:
        body = refusal.answer()
    log(workspace, name, args, body, started)
    headers = _headers(app) | ({"Retry-After": str(math.ceil(wait))} if wait else {})
    return web.json_response(body, status=429 if wait else 200, headers=headers)


_UNKNOWN: Json = {"ok": False, "error": "internal_error"}


def log(workspace: Workspace, method: str, args: Arguments, body: Json, started: float) -> None:
    """Remember a call and its answer; tokens are left out."""
    took = round((workspace.clock.now() - started) * 1000, 1)
    entry = {"at": started, "method": method, "arguments": args.given, "answer": body, "ms": took}
    workspace.calls.append(entry)


def _method(name: str) -> Method:
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    return METHODS[name]


def _run(workspace: Workspace, app: Installation | None, method: Method, args: Arguments) -> Json:
    checks.check(method, args)
    return method.run(Call(workspace, method, app, args))


def _headers(app: Installation | None) -> dict[str, str]:
    scopes = ",".join(sorted(app.scopes)) if app else ""
    return {"x-oauth-scopes": scopes, "Cache-Control": "private, no-cache, no-store"}
