"""The rich text that Slack makes of what a person types: words, line breaks, mentions, links and emoji."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from rehearsal.workspace.wire import unescaped

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json

_PART = re.compile(
    r"<@(?P<user>[UW]\w+)(?:\|[^>]*)?>|<#(?P<channel>[CG]\w+)(?:\|[^>]*)?>|<!(?P<range>here|channel|everyone)>"
    r"|<(?P<url>https?://[^|>]+)(?:\|[^>]*)?>|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-\d)?):"
)


def typed_blocks(text: str) -> list[Json]:
    """Return the one rich text block of an escaped text; its id depends on the text alone."""
    if not text:
        return []
    block_id = f"{zlib.crc32(text.encode()):08x}"[:5]
    section = {"type": "rich_text_section", "elements": _elements(text)}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _elements(text: str) -> list[Json]:
    found: list[Json] = []
    end = 0
    for part in _PART.finditer(text):
        if part.start() > end:
            found.append({"type": "text", "text": unescaped(text[end : part.start()])})
        found.append(_element(part))
        end = part.end()
    if end < len(text):
        found.append({"type": "text", "text": unescaped(text[end:])})
    return found


def _element(part: re.Match[str]) -> Json:
    kind = str(part.lastgroup)
    value = unescaped(part[kind])
    if kind == "range":
        return {"type": "broadcast", "range": value}
    if kind == "url":
        return {"type": "link", "url": value}
    key = {"user": "user_id", "channel": "channel_id", "emoji": "name"}[kind]
    return {"type": kind, key: value}
