"""Answers in pages: a cursor names the entry that comes next, so that it stays right while others come and go."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearsal.workspace.api.method import Call
    from rehearsal.workspace.wire import Json


def limit(call: Call, default: int, most: int, *, refused: bool = True) -> int:
    """Return how many entries are asked for; more than ``most`` is ``refused`` or cut. Raises ``invalid_limit``."""
    given = call.args.given.get("limit", default)
    try:
        number = int(given) if isinstance(given, str | int) and given != "" else default
    except ValueError:
        raise SlackError("invalid_limit") from None
    if number < 0 or (refused and number > most):
        raise SlackError("invalid_limit")
    return min(number or default, most)


def cursor(what: str) -> str:
    """Return the cursor that leads to an entry: opaque, as Slack's are."""
    return b64encode(what.encode()).decode()


def after(call: Call) -> str:
    """Return the entry that the cursor of a call leads to, or nothing at the first page; raises ``invalid_cursor``."""
    try:
        return b64decode(call.args.text("cursor"), validate=True).decode()
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None


def page(names: Iterable[str], call: Call, most: int = 1000, default: int = 100) -> tuple[list[str], Json]:
    """Return the part of ``names`` that a call asks for and its ``response_metadata``.

    Raises ``invalid_cursor`` or ``invalid_limit``.
    """
    entries = list(names)
    first = after(call).removeprefix("next:")
    if first and first not in entries:
        raise SlackError("invalid_cursor")
    start = entries.index(first) if first else 0
    end = start + limit(call, default, most)
    return entries[start:end], {"next_cursor": cursor(f"next:{entries[end]}") if end < len(entries) else ""}


def numbered(names: Iterable[str], call: Call, most: int = 1000) -> tuple[list[str], Json]:
    """Return one of the older, numbered pages (``count`` and ``page``) and its ``paging``; the first page is 1."""
    entries = list(names)
    count = min(max(call.args.whole("count", 100), 1), most)
    number = max(call.args.whole("page", 1), 1)
    pages = -(-len(entries) // count)
    paging = {"count": count, "total": len(entries), "page": number, "pages": pages}
    return entries[(number - 1) * count : number * count], paging
