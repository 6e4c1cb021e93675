"""What Slack adds to the blocks that an app sends, and what it refuses in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearsal.workspace.ids import Ids
    from rehearsal.workspace.wire import Json

_ADDED: dict[str, Json] = {
    "plain_text": {"emoji": True},
    "mrkdwn": {"verbatim": False},
    "input": {"optional": False, "dispatch_action": False},
}


def completed(blocks: list[Json], ids: Ids) -> list[Json]:
    """Return blocks as Slack hands them out again: each with a block_id, elements with an action_id, defaults set."""
    whole = [_completed(block) for block in blocks]
    for block in whole:
        block.setdefault("block_id", ids.secret("block", 5))
        for element in _elements(block):
            if element.get("type") not in {"image", "plain_text", "mrkdwn"}:
                element.setdefault("action_id", ids.secret("action", 5))
    return whole


def _completed(item: Json) -> Json:
    whole = {key: _value(value) for key, value in item.items()}
    for key, value in _ADDED.get(str(item.get("type")), {}).items():
        whole.setdefault(key, value)
    return whole


def _value(value: object) -> object:
    if isinstance(value, dict):
        return _completed(value)
    if isinstance(value, list):
        return [_value(entry) for entry in value]
    return value


def _elements(block: Json) -> list[Json]:
    if block["type"] == "rich_text":
        return []
    several = block.get("elements") or [block.get("element") or block.get("accessory")]
    return [element for element in several if isinstance(element, dict)]
