"""The addresses that an app posts to beside the Web API: those for answers, and those for uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace import passing, replies
from rehearsal.workspace.answers import Answer
from rehearsal.workspace.arguments import Arguments
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.wire import parsed

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace


async def reply(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """Take what an app posts to a response address; Slack answers with a plain ok, or 404 and its word."""
    started = workspace.clock.now()
    key = f"{request.match_info['number']}/{request.match_info['secret']}"
    given = await _json(request)
    to = workspace.tickets.find_reply(key)
    asked = passing.Asked("response_url", started, Arguments(given or {}))
    if to is not None:
        asked.app_id, asked.channel = to.app_id, to.channel
    return await passing.through(workspace, request, asked, lambda _: _replied(workspace, key, given))


async def upload(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """Take the bytes of a promised file, raw or as the first part of a form."""
    started = workspace.clock.now()
    ticket = request.match_info["ticket"]
    parted = request.content_type == "multipart/form-data"
    content = await _first_part(request) if parted else await request.read()
    file = workspace.files.promised(ticket)
    app = workspace.apps.find(file.user) if file else None
    asked = passing.Asked("upload", started, Arguments({"length": len(content)}), app.app_id if app else "")
    return await passing.through(workspace, request, asked, lambda _: _received(workspace, ticket, content))


def _replied(workspace: Workspace, key: str, given: Json | None) -> Answer:
    if given is None:
        return Answer({"ok": False, "error": "invalid_payload"}, 400)
    try:
        replies.to_address(workspace, workspace.tickets.take_reply(key), given)
    except SlackError as refusal:
        return Answer(refusal.answer(), 404)
    return Answer({"ok": True})


def _received(workspace: Workspace, ticket: str, content: bytes) -> Answer:
    try:
        workspace.files.receive(ticket, content)
    except SlackError:
        return Answer(None, 404, text="The upload address is used or unknown.", content_type="text/plain")
    return Answer(None, text=f"OK - {len(content)}", content_type="text/plain")


async def _json(request: web.Request) -> Json | None:
    try:
        body = parsed(await request.text())
    except ValueError:
        return None
    return body if isinstance(body, dict) else {}


async def _first_part(request: web.Request) -> bytes:
    part = next(iter((await request.post()).values()), b"")
    if isinstance(part, web.FileField):
        return part.file.read()
    return part.encode() if isinstance(part, str) else bytes(part)
