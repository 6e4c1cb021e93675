"""The arguments of a call in any of Slack's forms: query string, form and JSON, one laid over the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError, invalid_arguments
from rehearsal.workspace.wire import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from rehearsal.workspace.wire import Json

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Arguments:
    """What a call was given. A form knows only text; JSON knows types: the getters read both.

    ``token`` is the one that came along: among the fields of a form, or in the header once that was read.
    """

    def __init__(self, given: Mapping[str, object], token: str = "") -> None:
        self.given = {key: value for key, value in given.items() if value is not None}
        self.token = token

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, default: str = "") -> str:
        """Return a text; numbers and flags are taken as they are written."""
        value = self.given.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a flag: true, 1 and their text forms are set."""
        value = self.given.get(name, default)
        return value.lower() in {"1", "true"} if isinstance(value, str) else bool(value)

    def whole(self, name: str, default: int) -> int:
        """Return a whole number; raises ``invalid_arguments``."""
        value = self.given.get(name, default)
        try:
            return int(value) if isinstance(value, str | int | float) else default
        except (ValueError, OverflowError):
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None

    def names(self, name: str) -> list[str]:
        """Return a list of ids, given as a list or as text with commas."""
        value = self.given.get(name, "")
        entries = value if isinstance(value, list) else str(value).split(",")
        return [str(entry).strip() for entry in entries if str(entry).strip()]

    def structure(self, name: str) -> object:
        """Return what was given as JSON, itself or as text; None where it is missing; raises ``ValueError``."""
        value = self.given.get(name)
        if isinstance(value, str):
            return parsed(value) if value else None
        return value


async def read(request: web.Request, *, json_read: bool) -> Arguments:
    """Read a call; with ``json_read`` off, a JSON body is dropped, as Slack's form-only methods do.

    Raises ``invalid_json``, ``json_not_object``, ``invalid_form_data``, ``missing_post_type`` or ``invalid_post_type``.
    """
    given: dict[str, object] = dict(request.query)
    form: dict[str, object] = {}
    if request.content_type == "application/json":
        given |= _object(await request.text()) if json_read else {}
    elif request.content_type in _FORMS:
        form = await _form(request)
    elif await request.read():
        raise SlackError("invalid_post_type" if "Content-Type" in request.headers else "missing_post_type")
    given |= form
    given.pop("token", None)
    return Arguments(given, str(form.get("token", "")))


async def _form(request: web.Request) -> dict[str, object]:
    try:
        return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    except ValueError:
        raise SlackError("invalid_form_data") from None


def _object(text: str) -> Json:
    try:
        body = parsed(text or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body
