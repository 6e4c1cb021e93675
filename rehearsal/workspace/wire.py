"""The shape of what crosses the wire, and Slack's way of escaping text."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""One JSON object exactly as Slack spells it; what we mean by it is a class of our own."""


compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""JSON without spaces and with people's letters left as they are."""


def escaped(text: str) -> str:
    """Escape what a person typed as Slack does before it shows it to anyone: only ``&``, ``<`` and ``>``.

    Mentions that the page has already turned into Slack's own form (``<@U1>``, ``<#C1>``, ``<!here>``) are text
    like any other: a person can't type one.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return the letters that a reader sees for an escaped text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
