"""Attachments: the older parts of a message, which may hold blocks with buttons of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.checking import message_faults
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.wire import Json

MOST = 100
FALLBACK = "[no preview available]"
_KEYS = frozenset(
    (
        "attachment_type",
        "author_icon",
        "author_link",
        "author_name",
        "blocks",
        "callback_id",
        "color",
        "fallback",
        "fields",
        "footer",
        "footer_icon",
        "image_url",
        "mrkdwn_in",
        "pretext",
        "text",
        "thumb_url",
        "title",
        "title_link",
        "ts",
    )
)
"""What an attachment may hold (docs.slack.dev, secondary attachments); its older ``actions`` are not modelled."""


def read_attachments(args: Arguments) -> list[Json] | None:
    """Read and check attachments, and number them from 1; raises ``invalid_attachments`` or ``too_many_attachments``."""
    try:
        given = args.structure("attachments")
    except ValueError:
        raise SlackError("invalid_attachments") from None
    if given is None:
        return None
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise SlackError("invalid_attachments")
    if len(given) > MOST:
        raise SlackError("too_many_attachments")
    faults = [fault for place, one in enumerate(given) for fault in _faults(one, f"/attachments/{place}")]
    if faults:
        raise SlackError(
            "invalid_attachments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]}
        )
    return [_numbered(one, number) for number, one in enumerate(given, 1)]


def _faults(one: Json, pointer: str) -> list[str]:
    if not _KEYS.issuperset(one):
        return ["invalid_keys"]
    blocks = one.get("blocks")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        return [f"must be an array [json-pointer:{pointer}/blocks]"]
    return message_faults(blocks, f"{pointer}/blocks")


def _numbered(one: Json, number: int) -> Json:
    color = {"color": str(one["color"]).removeprefix("#")} if one.get("color") else {}
    return {"fallback": FALLBACK, **one, **color, "id": number}
