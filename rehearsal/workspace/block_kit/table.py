"""The blocks, their limits and where each may stand (docs.slack.dev, blocks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.elements import ACCESSORIES, ACTIONS, FEEDBACK, INPUTS
from rehearsal.workspace.block_kit.objects import ID, IMAGE, IMAGE_PARTS, LONG, URL, plain, words
from rehearsal.workspace.block_kit.rich import CELL, COLUMN, RICH_TEXT
from rehearsal.workspace.block_kit.shapes import (
    Check,
    anything,
    at_least_one,
    by_type,
    choice,
    flag,
    items,
    number,
    text,
    thing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPE = {"type": text(60)}


def block(
    required: Mapping[str, Check], optional: Mapping[str, Check], one_of: tuple[str, ...] = ()
) -> Check:
    """Return the check for a block: a type, perhaps a block_id, and its own parts."""
    return thing({**_TYPE, **required}, {"block_id": ID, **optional}, one_of)


_SECTION = block(
    {},
    {
        "text": words(3000),
        "fields": items(words(2000), 1, 10),
        "accessory": by_type(ACCESSORIES),
        "expand": flag,
    },
)


def _section(value: object, pointer: str) -> Iterator[str]:
    """Check a section: a text, fields or both."""
    yield from _SECTION(value, pointer)
    if isinstance(value, dict) and not (value.get("text") or value.get("fields")):
        yield f"missing required field: text [json-pointer:{pointer}]"


_NOTE = by_type({"image": IMAGE, "plain_text": words(3000), "mrkdwn": words(3000)})
_LABEL = text(20)
_POINT = thing({"label": _LABEL, "value": number()}, {})
_PIE = thing(
    {**_TYPE, "segments": items(thing({"label": _LABEL, "value": number(above=0)}, {}), 1, 12)},
    {},
)
_SERIES = items(thing({"name": _LABEL, "data": items(_POINT, 1, 20)}, {}), 1, 12)
_AXES = thing({"categories": items(_LABEL, 1, 20)}, {"x_label": text(50, 0), "y_label": text(50, 0)})
_AXED = thing({**_TYPE, "series": _SERIES, "axis_config": _AXES}, {})
_CHART = by_type({"pie": _PIE, "bar": _AXED, "area": _AXED, "line": _AXED})

_EVERYWHERE: dict[str, Check] = {
    "actions": block({"elements": items(by_type(ACTIONS), 1, 25)}, {}),
    "context": block({"elements": items(_NOTE, 1, 10)}, {}),
    "divider": block({}, {}),
    "header": block({"text": plain(150)}, {"level": anything}),
    "image": block(
        {"alt_text": text(LONG)}, {**IMAGE_PARTS, "title": plain(LONG)}, one_of=("image_url", "slack_file")
    ),
    "input": block(
        {"label": plain(LONG), "element": by_type(INPUTS)},
        {"hint": plain(LONG), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
    "section": _section,
    "video": block(
        {"alt_text": text(200), "title": plain(200), "thumbnail_url": URL, "video_url": URL},
        {
            "author_name": text(50),
            "description": plain(200),
            "provider_name": text(50),
            "provider_icon_url": URL,
            "title_url": URL,
        },
    ),
}
_ANY_TEXT = text(1_000_000, 0)
_ICON = thing({**_TYPE, "name": text(60)}, {})
_BUTTON = by_type({"button": ACTIONS["button"]})
_CARD = at_least_one(
    ("hero_image", "title", "actions", "body"),
    block(
        {},
        {
            "title": words(150),
            "subtitle": words(150),
            "body": words(200),
            "subtext": words(200),
            "hero_image": by_type({"image": IMAGE}),
            "icon": by_type({"image": IMAGE}),
            "slack_icon": _ICON,
            "actions": items(_BUTTON, 1, 3),
        },
    ),
)
_TABLE = block({"rows": items(items(CELL, 1, 20), 1, 100)}, {"column_settings": items(COLUMN, 1, 20)})
_FILE = block({"external_id": text(255), "source": text(50)}, {})
_INSIDE = (
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "video",
)
_CHILD = by_type({**{name: _EVERYWHERE[name] for name in _INSIDE}, "table": _TABLE, "file": _FILE})
_WIDE: dict[str, Check] = {
    "card": _CARD,
    "carousel": block({"elements": items(by_type({"card": _CARD}), 1, 10)}, {}),
    "container": at_least_one(
        ("title", "rich_text_title"),
        block(
            {"child_blocks": items(_CHILD, 1, 10)},
            {
                "title": plain(150),
                "rich_text_title": RICH_TEXT,
                "subtitle": words(150),
                "icon": by_type({"image": IMAGE}),
                "width": choice("narrow", "standard", "wide", "full"),
                "is_collapsible": flag,
                "default_collapsed": flag,
                "has_header_divider": flag,
            },
        ),
    ),
    "data_table": block(
        {"rows": items(items(CELL, 1, 20), 2, 101), "caption": text(LONG, 0)},
        {"page_size": number(1, 100), "row_header_column_index": number(0)},
    ),
    "data_visualization": block({"title": text(50), "chart": _CHART}, {}),
    "table": _TABLE,
}
_SOURCE = thing({**_TYPE, "url": URL, "text": _ANY_TEXT}, {})
_TASK_PARTS: dict[str, Check] = {
    "task_id": text(255, 0),
    "title": _ANY_TEXT,
    "status": choice("pending", "in_progress", "complete", "error"),
}
_TASK_MORE: dict[str, Check] = {
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": items(_SOURCE, 0, 100),
}
_TASK = block(_TASK_PARTS, _TASK_MORE)
_PLANNED = thing(_TASK_PARTS, {**_TYPE, "block_id": ID, **_TASK_MORE})
_MESSAGE_ONLY: dict[str, Check] = {
    "context_actions": block({"elements": items(by_type(FEEDBACK), 1, 5)}, {}),
    "file": _FILE,
    "markdown": block({"text": text(12_000)}, {}),
    "plan": block({"title": _ANY_TEXT}, {"tasks": items(_PLANNED, 0, 50)}),
    "task_card": _TASK,
}
_ALERT = block({"text": words(200)}, {"level": choice("default", "info", "warning", "error", "success")})

MESSAGE = items(by_type({**_EVERYWHERE, **_WIDE, **_MESSAGE_ONLY}), 0, 50)
MODAL = items(by_type({**_EVERYWHERE, "alert": _ALERT, "card": _CARD}), 1, 100)
HOME = items(by_type({**_EVERYWHERE, **_WIDE}), 1, 100)

_VIEW: dict[str, Check] = {
    "callback_id": text(255, 0),
    "external_id": text(255, 0),
    "private_metadata": text(3000, 0),
}
MODAL_VIEW = thing(
    {**_TYPE, "title": plain(24), "blocks": MODAL},
    {
        **_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
HOME_VIEW = thing({**_TYPE, "blocks": HOME}, _VIEW)
