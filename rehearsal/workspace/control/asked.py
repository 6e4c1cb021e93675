"""What the control API is asked: JSON objects and the values in them, or a sentence that says what is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from aiohttp import web

from rehearsal.workspace.errors import Unclear
from rehearsal.workspace.wire import parsed

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json

__all__ = ("Unclear", "body", "number", "refused")


async def body(request: web.Request) -> Json:
    """Return the JSON object that came along, an empty one for an empty body; anything else is answered with 400."""
    text = await request.text()
    try:
        given = parsed(text or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise web.HTTPBadRequest(
            text='{"ok": false, "error": "Send a JSON object."}', content_type="application/json"
        )
    return given


def number(given: Json, name: str, default: float | None = None) -> float:
    """Return a number of at least 0; raises ``Unclear``."""
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise Unclear(f"{name} must be a number of at least 0.")
    return float(value)


def refused(problem: Exception) -> web.Response:
    """Answer with the sentence for why something can't be done."""
    return web.json_response({"ok": False, "error": str(problem)})
