"""What Slack refuses in blocks and views, in its own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit import table
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rehearsal.workspace.wire import Json

ALL_TEXT = 10_000
"""Characters over all blocks of a message: undocumented, refusals were seen from 11,341 on, so we refuse early."""
ALL_MARKDOWN = 12_000
ONLY = {"table": 1, "data_visualization": 2}
ONE_TABLE = "only_one_table_allowed"


def check_message(blocks: list[Json], *, counted: bool = True) -> None:
    """Raise ``invalid_blocks`` or ``invalid_attachments`` for what a message can't show.

    Where the text over all blocks is ``counted``, too much of it is ``msg_blocks_too_long``.
    """
    faults = message_faults(blocks)
    if faults == [ONE_TABLE]:
        raise _too_many_tables()
    if faults:
        raise invalid_blocks(faults)
    if counted and sum(_letters(block) for block in blocks if block["type"] != "markdown") > ALL_TEXT:
        raise SlackError("msg_blocks_too_long")


def check_tables(blocks: list[Json]) -> None:
    """Raise ``invalid_attachments`` for a second table in a message: Slack keeps tables among the attachments."""
    if sum(block["type"] == "table" for block in blocks) > ONLY["table"]:
        raise _too_many_tables()


def message_faults(blocks: list[Json], pointer: str = "/blocks") -> list[str]:
    """Return what is wrong with the blocks of a message, one sentence for each fault."""
    faults = [*table.MESSAGE(blocks, pointer), *_shared(blocks, pointer)]
    return faults or list(_counted(blocks, pointer))


def check_view(view: Json) -> None:
    """Raise ``invalid_arguments`` for what a form or a home tab can't show."""
    faults = view_faults(view)
    if faults:
        raise invalid_arguments(*faults)


def view_faults(view: Json, pointer: str = "/view") -> list[str]:
    """Return what is wrong with a view, one sentence for each fault."""
    shape = table.HOME_VIEW if view.get("type") == "home" else table.MODAL_VIEW
    faults = list(shape(view, pointer))
    blocks = view.get("blocks")
    if isinstance(blocks, list):
        faults += _shared(blocks, f"{pointer}/blocks")
        if _has_input(blocks) and view.get("type") == "modal" and not view.get("submit"):
            faults.append(f"missing required field: submit [json-pointer:{pointer}]")
    return faults


def invalid_blocks(faults: list[str]) -> SlackError:
    """Return the refusal that Slack gives for blocks, with every fault in both places where it lists them."""
    messages = [f"[ERROR] {fault}" for fault in faults]
    return SlackError("invalid_blocks", errors=faults, response_metadata={"messages": messages})


def _shared(blocks: list[Json], pointer: str) -> Iterator[str]:
    """Find what a shape can't express: ids that are there twice."""
    known = list(filter(_is_object, blocks))
    for name in _twice(known, "block_id"):
        yield f"block_id {name} already exists [json-pointer:{pointer}]"
    for place, block in enumerate(known):
        elements = block.get("elements")
        for name in _twice(elements if isinstance(elements, list) else [], "action_id"):
            yield f"action_id {name} already exists [json-pointer:{pointer}/{place}/elements]"


def _twice(entries: list[Json], key: str) -> list[str]:
    names = (entry.get(key) for entry in entries if _is_object(entry))
    return [
        name for name, count in Counter(name for name in names if isinstance(name, str)).items() if count > 1
    ]


def _too_many_tables() -> SlackError:
    return SlackError("invalid_attachments", response_metadata={"messages": [f"[ERROR] {ONE_TABLE}"]})


def _counted(blocks: list[Json], pointer: str) -> Iterator[str]:
    kinds = Counter(block["type"] for block in blocks)
    if kinds["table"] > ONLY["table"]:
        yield ONE_TABLE
    if kinds["data_visualization"] > ONLY["data_visualization"]:
        yield f"no more than 2 data_visualization blocks allowed [json-pointer:{pointer}]"
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > ALL_MARKDOWN:
        yield f"must be less than {ALL_MARKDOWN + 1} characters over all markdown blocks [json-pointer:{pointer}]"


def _has_input(blocks: list[Json]) -> bool:
    return any(_is_object(block) and block.get("type") == "input" for block in blocks)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _letters(value: object) -> int:
    """Return how much text stands in a part of a block."""
    if isinstance(value, list):
        return sum(_letters(entry) for entry in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    return (len(own) if isinstance(own, str) else 0) + sum(_letters(v) for v in value.values())
