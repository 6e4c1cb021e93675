"""Files on their way out: to the page, and to whoever shows a token that may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace import sharing
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.files import File
    from rehearsal.workspace.workspace import Workspace

SIGN_IN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head>
<body><h1>Sign in to see this file</h1>
<p>A file is handed out to an app only with its token in the Authorization header.</p></body></html>
"""


def download(workspace: Workspace, request: web.Request) -> web.Response:
    """Hand out a file; without a token that may read it, answer with a page to sign in, as Slack does, and HTTP 200.

    The rehearsal's own page shows pictures without a token: a browser says that it asks from there, or that someone
    opened the address themselves.
    """
    try:
        file = workspace.files.get(request.match_info["place"].rpartition("-")[2])
    except SlackError:
        raise web.HTTPNotFound from None
    if not (_from_page(request) or _may_read(workspace, request, file)):
        return web.Response(text=SIGN_IN, content_type="text/html")
    return web.Response(body=file.content or b"", content_type=file.mimetype)


def _from_page(request: web.Request) -> bool:
    return request.headers.get("Sec-Fetch-Site") in {"same-origin", "none"}


def _may_read(workspace: Workspace, request: web.Request, file: File) -> bool:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        app = workspace.apps.bearer(token.strip(), workspace.clock.now())
    except SlackError:
        return False
    if kind.lower() != "bearer" or app is None or "files:read" not in app.scopes:
        return False
    return sharing.seen_by(workspace, file, app.bot_user)
