"""The shape of what crosses the wire, and Slack's way of escaping text."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""One JSON object exactly as Slack spells it; what we mean by it is a class of our own."""


_MARKUP = (
    r"<(?:[@#!][^<>\n]+|[a-z][a-z0-9+.-]*:[^<>\n]+)>"  # a mention or a link as Slack spells it
    r"|&(?:amp|lt|gt);"
)
_ADDRESS = r"https?://[^\s<>|]*[^\s<>|.,;:!?'\")\]]"
_PARTS = re.compile(f"(?P<markup>{_MARKUP})|(?P<address>{_ADDRESS})|(?P<letter>[&<>])", re.IGNORECASE)

compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""JSON without spaces and with people's letters left as they are."""


def parsed(text: str) -> object:
    """Read JSON; half a letter (a lone surrogate), which no one could write again, becomes a question mark.

    Raises ``ValueError``, also for what is nested too deeply.
    """
    try:
        value = json.loads(text)
        return json.loads(compact(value).encode(errors="replace")) if "\\ud" in text.lower() else value
    except RecursionError:
        raise ValueError("nested too deeply") from None


def escaped(text: str) -> str:
    """Escape what a person typed as Slack does before it shows it to anyone: only ``&``, ``<`` and ``>``.

    Mentions that the page has already turned into Slack's own form (``<@U1>``, ``<#C1>``, ``<!here>``) are text
    like any other: a person can't type one.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped_once(text: str) -> str:
    """Return a text without markup, such as a topic, as Slack stores it, whether it came escaped or not."""
    return escaped(unescaped(text))


def unescaped(text: str) -> str:
    """Return the letters that a reader sees for an escaped text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def linked(text: str, *, addresses: bool = True) -> str:
    """Return a text with what isn't Slack's markup escaped and, with ``addresses``, bare addresses as links."""

    def part(found: re.Match[str]) -> str:
        if found["address"]:
            address = re.sub("&(?!amp;)", "&amp;", found["address"])
            return f"<{address}>" if addresses else address
        return found["markup"] or escaped(found["letter"])

    return _PARTS.sub(part, text)
