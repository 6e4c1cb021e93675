"""What blocks say, for ears: screen readers hear a message's own text and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handlers.slack.texts import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

Block = dict[str, object]
Element = dict[str, object]

_BAR = re.compile("`[█░]+ *([^`]*)` *")
_ICON_LINK = re.compile(r" ?<[^<>|]*\|↗>")


def spoken(blocks: Iterable[Block]) -> str:
    """What blocks say, for ears: every text of theirs in order without bars and arrows, then what can be pressed."""
    blocks = list(blocks)
    said = "\n".join(line for block in blocks for line in _lines_of(block))
    names = [name for block in blocks for name in _button_names(block) if not _is_heard(name, said)]
    return f"{said}\nButtons: {', '.join(names)}." if names else said


def _is_heard(name: str, said: str) -> bool:
    """Whether a button's name is among the words already: as words of their own, not as a part of others."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _lines_of(block: Block) -> list[str]:
    whole = [_for_ears(text) for text in texts_of(block)]
    if "fields" in block:
        # A field is a name above a value: heard as one line.
        whole = [text.replace("\n", ": ", 1) for text in whole]
    lines = [line.strip() for text in whole for line in text.split("\n")]
    return [line for line in lines if line]


def texts_of(block: Block) -> list[Element]:
    """The text objects of a block that carry words, in reading order."""
    return [one for one in _inner(block) if one.get("type") in ("plain_text", "mrkdwn")]


def _button_names(block: Block) -> list[str]:
    """What screen readers say for each button of a block, and for each entry behind three dots."""
    inner = _inner(block)
    buttons = [one for one in inner if one.get("type") == "button"]
    menus = [one["options"] for one in inner if one.get("type") == "overflow"]
    labels = [one.get("accessibility_label") or one["text"] for one in buttons]
    labels += [one["text"] for menu in menus if isinstance(menu, list) for one in menu]
    return [escape(str(label["text"] if isinstance(label, dict) else label)) for label in labels]


def _inner(block: Block) -> list[Element]:
    many = (block.get("fields"), block.get("elements"))
    found = [block.get("text"), *(one for some in many if isinstance(some, list) for one in some)]
    return [one for one in (*found, block.get("accessory")) if isinstance(one, dict)]


def _for_ears(text: Element) -> str:
    words = str(text["text"])
    if text["type"] == "plain_text":
        return escape(words)
    return _ICON_LINK.sub("", _BAR.sub(r"\1 ", words))
