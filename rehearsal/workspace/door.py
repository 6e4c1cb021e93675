"""What comes in over HTTP is whole, of a size, and in letters that can be read; or it is refused with a 4xx."""

from __future__ import annotations

import codecs
import logging
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from rehearsal.workspace.wire import compact

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

BIGGEST = 50 * 1024 * 1024
"""Bytes of a request, a file among them."""

_FIELDS, _PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
_SLACK, _BAD_REQUEST = 200, 400


@web.middleware
async def whole_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Read a body before anyone asks for it; under ``/api/`` what can't be read is answered in Slack's words."""
    if (request.content_length or 0) > request.client_max_size:
        raise web.HTTPRequestEntityTooLarge(request.client_max_size, request.content_length or 0)
    try:
        problem = await _problem(request)
        return _refused(request, problem) if problem else await handler(request)
    except (web.RequestPayloadError, ConnectionError):
        return web.Response(status=_BAD_REQUEST, text="The body ended before its end, or is chunked wrongly.")
    except RecursionError:
        return _refused(request, "invalid_json")


async def _problem(request: web.Request) -> str:
    """Return Slack's word for a body that can't be read, or nothing."""
    try:
        codecs.lookup(request.charset or "utf-8")
    except LookupError:
        return "invalid_charset"
    is_upload = request.path.startswith("/upload/")
    try:
        # An official client calls the bytes of a file a form, since its HTTP library does: only parts make one here.
        if request.content_type == _PARTS or (request.content_type == _FIELDS and not is_upload):
            await request.post()
        else:
            await (request.read() if is_upload else request.text())
    except UnicodeDecodeError:
        return "invalid_charset"
    except (ValueError, HttpProcessingError):
        return "invalid_form_data"
    return ""


def _refused(request: web.Request, word: str) -> web.Response:
    status = _SLACK if request.path.startswith("/api/") else _BAD_REQUEST
    text = compact({"ok": False, "error": word})
    return web.Response(status=status, text=text, content_type="application/json")


def quiet_logger() -> logging.Logger:
    """Return a logger for the server that passes over what was no HTTP: that is the sender's mistake, and answered."""
    logger = logging.getLogger("rehearsal.workspace.http")
    logger.addFilter(_is_ours)
    return logger


def _is_ours(record: logging.LogRecord) -> bool:
    problem = record.exc_info[1] if record.exc_info else None
    return not isinstance(problem, HttpProcessingError)
