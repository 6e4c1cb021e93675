"""Rich text and the cells of tables (docs.slack.dev, rich text block, table block)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.objects import ID, URL
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
    from collections.abc import Mapping

_TYPE: Mapping[str, Check] = {"type": text(60)}
_ANY_TEXT = text(1_000_000, 0)
_BORDER: Mapping[str, Check] = {"border": number(0, 1)}
_MARKS: Mapping[str, Check] = dict.fromkeys(("bold", "code", "italic", "strike", "underline"), flag)
_STYLE: Mapping[str, Check] = {"style": thing({}, _MARKS)}
_MENTION_STYLE: Mapping[str, Check] = {
    "style": thing({}, {**_MARKS, **dict.fromkeys(("highlight", "client_highlight", "unlink"), flag)})
}


def _mention(key: str) -> Check:
    return thing({**_TYPE, key: ID}, _MENTION_STYLE)


_TEXT = thing({**_TYPE, "text": _ANY_TEXT}, _STYLE)
_LINK = thing({**_TYPE, "url": URL}, {"text": _ANY_TEXT, "unsafe": flag, **_STYLE})
_ELEMENT = by_type(
    {
        "broadcast": thing({**_TYPE, "range": choice("here", "channel", "everyone")}, _MENTION_STYLE),
        "channel": _mention("channel_id"),
        "color": thing({**_TYPE, "value": text(20)}, _STYLE),
        "date": thing(
            {**_TYPE, "timestamp": number(), "format": text(300)},
            {"fallback": _ANY_TEXT, "url": URL, **_STYLE},
        ),
        "emoji": thing({**_TYPE, "name": text(255)}, {"unicode": text(60), "url": URL, **_STYLE}),
        "link": _LINK,
        "team": _mention("team_id"),
        "text": _TEXT,
        "user": _mention("user_id"),
        "usergroup": _mention("usergroup_id"),
    }
)
_SECTION = thing({**_TYPE, "elements": items(_ELEMENT, 0, 1000)}, {})
_LIST = thing(
    {
        **_TYPE,
        "elements": items(by_type({"rich_text_section": _SECTION}), 0, 1000),
        "style": choice("bullet", "ordered"),
    },
    {"indent": number(0), "offset": number(0), **_BORDER},
)
_PART = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": _LIST,
        "rich_text_quote": thing({**_TYPE, "elements": items(_ELEMENT, 0, 1000)}, _BORDER),
        "rich_text_preformatted": thing(
            {**_TYPE, "elements": items(by_type({"text": _TEXT, "link": _LINK}), 0, 1000)},
            {**_BORDER, "language": anything},
        ),
    }
)

RICH_TEXT = thing({**_TYPE, "elements": items(_PART, 1, 1000)}, {"block_id": ID})
CELL = by_type(
    {
        "rich_text": RICH_TEXT,
        "raw_text": thing({**_TYPE, "text": text(1_000_000)}, {}),
        "raw_number": thing({**_TYPE, "value": number(), "text": _ANY_TEXT}, {}),
    }
)
COLUMN = thing({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})
