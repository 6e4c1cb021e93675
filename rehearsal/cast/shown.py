"""What a person sees in blocks: words, and buttons and fields found by the labels written on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rehearsal.cast.control import Json

CHOICES = {"static_select", "radio_buttons", "multi_static_select", "checkboxes"}
SEVERAL = {"multi_static_select", "checkboxes", "multi_users_select", "multi_conversations_select"}


class NotShown(Exception):
    """A person looked for something that isn't there; the sentence says what is there instead."""

    def __init__(self, kind: str, label: str, there: Iterable[str]) -> None:
        names = ", ".join(f"“{name}”" for name in there) or "none at all"
        super().__init__(f"There is no {kind} “{label}” to be seen; what is there: {names}.")


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is shown. ``address`` opens in the browser, where there is one; ``style`` is primary, danger or empty."""

    label: str
    block_id: str
    action_id: str
    style: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form with its label. ``options`` are the visible texts of its choices, each with its value."""

    label: str
    block_id: str
    action_id: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()

    def entered(self, value: object) -> object:
        """Return what a person means, as the control API takes it; raises ``NotShown`` for a choice that isn't there.

        Choices are named by their visible text, several by a list of them; a moment is an aware ``datetime``.
        """
        if self.kind in SEVERAL:
            several = value if isinstance(value, list | tuple) else [value]
            return [self._one(item) for item in several]
        return self._one(value)

    def _one(self, value: object) -> object:
        if isinstance(value, datetime):
            return _moment(self.kind, value)
        if self.kind not in CHOICES or value is None:
            return value
        wanted = same(str(value))
        for text, option in self.options:
            # A choice is cut to 75 letters where its text is longer, so a person knows it by its beginning.
            if same(text) == wanted or (text.endswith("…") and wanted.startswith(same(text[:-1]))):
                return option
        raise NotShown("choice", str(value), (text for text, _ in self.options))


def _moment(kind: str, value: datetime) -> object:
    if kind == "datepicker":
        return f"{value:%Y-%m-%d}"
    return f"{value:%H:%M}" if kind == "timepicker" else int(value.timestamp())


def buttons(blocks: Iterable[Json]) -> list[Button]:
    """Return the buttons in the order in which they are read."""
    return [
        Button(
            words(element["text"]),
            block["block_id"],
            element["action_id"],
            element.get("style", ""),
            element.get("url", ""),
        )
        for block, element in _elements(blocks)
        if element["type"] == "button"
    ]


def button(blocks: Iterable[Json], label: str) -> Button:
    """Return the button with a label; raises ``NotShown``."""
    found = buttons(blocks)
    for one in found:
        if same(one.label) == same(label):
            return one
    raise NotShown("button", label, (one.label for one in found))


def primary(blocks: Iterable[Json]) -> Button:
    """Return the one button that stands out; raises ``NotShown``."""
    found = buttons(blocks)
    for one in found:
        if one.style == "primary":
            return one
    raise NotShown("button", "in green", (one.label for one in found))


def fields(blocks: Iterable[Json]) -> list[Field]:
    """Return the fields of a form in the order in which they are read."""
    return [
        Field(
            words(block["label"]), block["block_id"], element["action_id"], element["type"], _options(element)
        )
        for block, element in _elements(blocks)
        if block["type"] == "input"
    ]


def field(blocks: Iterable[Json], label: str) -> Field:
    """Return the field with a label; raises ``NotShown``."""
    found = fields(blocks)
    for one in found:
        if same(one.label) == same(label):
            return one
    raise NotShown("field", label, (one.label for one in found))


def values(blocks: Sequence[Json], filled: dict[str, object]) -> dict[str, dict[str, object]]:
    """Return the values of a form, named by its labels, as the control API takes them; raises ``NotShown``."""
    entered: dict[str, dict[str, object]] = {}
    for label, value in filled.items():
        place = field(blocks, label)
        entered.setdefault(place.block_id, {})[place.action_id] = place.entered(value)
    return entered


def same(label: str) -> str:
    """Return a label without what a person doesn't mind: capitals, emoji, dots and spaces around it."""
    plain = re.sub(r":[a-z0-9_+-]+:", "", label)
    return re.sub(r"^[^\w(]+|[^\w)?]+$", "", plain).casefold()


def words(text: Json | str) -> str:
    """Return the letters that a reader sees of a text object or of a message's mrkdwn."""
    if isinstance(text, str):
        return read(text)
    return str(text["text"]) if text["type"] == "plain_text" else read(str(text["text"]))


def read(mrkdwn: str) -> str:
    """Return what is read where this mrkdwn is shown: labels of links, no marks for bold, entities undone."""
    plain = re.sub(r"<(?:[^<>|]*\|)([^<>]*)>", r"\1", mrkdwn)
    plain = re.sub(r"<([^<>]*)>", r"\1", plain)
    plain = re.sub(r"(?<!\w)([*_~])(\S(?:[^\n]*?\S)?)\1(?!\w)", r"\2", plain)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def lines(blocks: Iterable[Json]) -> list[str]:
    """Return every line of text in blocks, in reading order, still as mrkdwn where it is."""
    return [line for block in blocks for text in _texts(block) for line in str(text["text"]).split("\n")]


def read_lines(blocks: Iterable[Json]) -> list[str]:
    """Return every line of text in blocks as a person reads it."""
    return [read(line) for line in lines(blocks)]


def _texts(block: Json) -> Iterator[Json]:
    for one in (block.get("text"), *block.get("fields", ()), *block.get("elements", ())):
        if isinstance(one, dict) and one.get("type") in {"plain_text", "mrkdwn"}:
            yield one


def _elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    for block in blocks:
        single = block.get("element") or block.get("accessory")
        for element in (single,) if single else block.get("elements", ()):
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def _options(element: Json) -> tuple[tuple[str, str], ...]:
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    every = (*element.get("options", ()), *grouped)
    return tuple((words(option["text"]), str(option["value"])) for option in every)
