"""What Slack adds to the blocks that an app sends."""

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
_WITHOUT_ACTION = frozenset(("image", "plain_text", "mrkdwn"))


def completed(blocks: list[Json], ids: Ids) -> list[Json]:
    """Return blocks as Slack hands them out again: each with a block_id, elements with an action_id, defaults set."""
    whole = [completed_object(block) for block in blocks]
    for block in whole:
        block.setdefault("block_id", ids.secret("block", 5))
        for element in _elements(block):
            if element.get("type") not in _WITHOUT_ACTION:
                element.setdefault("action_id", ids.secret("action", 5))
    return whole


def completed_object(item: Json) -> Json:
    """Return one object of Block Kit, and what lies in it, with the defaults set."""
    whole = {key: _value(value) for key, value in item.items()}
    for key, value in _ADDED.get(str(item.get("type")), {}).items():
        whole.setdefault(key, value)
    return whole


def _value(value: object) -> object:
    if isinstance(value, dict):
        return completed_object(value)
    if isinstance(value, list):
        return [_value(entry) for entry in value]
    return value


def _elements(block: Json) -> list[Json]:
    if block["type"] == "rich_text":
        return []
    several = block.get("elements") or [block.get("element") or block.get("accessory")]
    return [element for element in several if isinstance(element, dict)]
