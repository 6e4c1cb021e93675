"""The one place that every call passes: token, scope, budget, arguments, then the method."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace import arguments
from rehearsal.workspace.answers import Answer
from rehearsal.workspace.api import checks
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.table import METHODS
from rehearsal.workspace.api.tokens import authorised
from rehearsal.workspace.api.uploads import waylaid
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.errors import RateLimited, SlackError
from rehearsal.workspace.passing import Asked, through

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.faults.fault import Fault
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def answer(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """Answer one call as Slack would: refusals are in the body, and HTTP 200 but where a budget is used up."""
    asked = Asked(request.match_info["method"], workspace.clock.now(), Arguments({}))
    try:
        method = _method(asked.method)
        asked.args = await arguments.read(request, json_read=not method.form_only)
        app = authorised(workspace, method, request, asked.args)
    except SlackError as refusal:
        refused = Answer(refusal.answer(), headers=_headers(None))
        return await through(workspace, request, asked, lambda _: refused)
    asked.app_id, asked.channel = app.app_id if app else "", asked.args.text("channel")
    run = partial(_answered, workspace, asked, method, app)
    return await through(workspace, request, asked, run)


def _answered(
    workspace: Workspace, asked: Asked, method: Method, app: Installation | None, hits: Sequence[Fault]
) -> Answer:
    headers = _headers(app)
    try:
        workspace.budgets.spend(asked.app_id, asked.method, asked.channel, workspace.clock.now())
        args = waylaid(workspace, app, asked.args, hits)
        return Answer(_run(workspace, app, method, args), headers=headers)
    except RateLimited as limit:
        return Answer(limit.answer(), 429, {**headers, "Retry-After": str(math.ceil(limit.seconds))})
    except SlackError as refusal:
        return Answer(refusal.answer(), headers=headers)


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
