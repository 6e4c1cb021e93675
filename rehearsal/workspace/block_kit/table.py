"""The blocks, their limits and where each may stand (docs.slack.dev, blocks)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.elements import ACCESSORIES, ACTIONS, INPUTS
from rehearsal.workspace.block_kit.objects import ID, IMAGE, IMAGE_PARTS, LONG, URL, plain, words
from rehearsal.workspace.block_kit.shapes import (
    Check,
    anything,
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

_RICH = by_type(
    dict.fromkeys(
        ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"), anything
    )
)
_RICH_TEXT = block({"elements": items(_RICH, 1, 1000)}, {})
_CELL = by_type({"rich_text": _RICH_TEXT, "raw_text": anything, "raw_number": anything})

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
    "rich_text": _RICH_TEXT,
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
_CARD = block(
    {},
    {
        "title": words(150),
        "subtitle": words(150),
        "body": words(200),
        "subtext": words(200),
        "hero_image": anything,
        "icon": anything,
        "slack_icon": anything,
        "actions": items(by_type(ACTIONS), 0, 3),
    },
)
_WIDE: dict[str, Check] = {
    "card": _CARD,
    "carousel": block({"elements": items(_CARD, 1, 10)}, {}),
    "container": block(
        {"child_blocks": items(anything, 1, 10)},
        {
            "title": words(150),
            "subtitle": words(150),
            "icon": anything,
            "width": anything,
            "is_collapsible": flag,
        },
    ),
    "data_table": block(
        {"rows": items(items(anything, 1, 20), 2, 101), "caption": text(LONG)},
        {"page_size": number(1, 100), "row_header_column_index": number(0)},
    ),
    "data_visualization": block({"title": text(50), "chart": _CHART}, {}),
    "table": block({"rows": items(items(_CELL, 1, 20), 1, 100)}, {"column_settings": items(anything, 1, 20)}),
}
_MESSAGE_ONLY: dict[str, Check] = {
    "context_actions": block({"elements": items(anything, 1, 5)}, {}),
    "file": block({"external_id": text(255), "source": text(50)}, {}),
    "markdown": block({"text": text(12_000)}, {}),
    "plan": block({"title": anything}, {"tasks": items(anything, 0, 50)}),
    "task_card": anything,
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
