"""Composition objects: texts, options, confirmations, images (docs.slack.dev, composition objects)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.shapes import Check, by_type, choice, flag, items, text, thing, union

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ID = text(255)
URL = text(3000, 0)
LONG = 2000
STYLE = choice("primary", "danger")


def plain(most: int) -> Check:
    """Return the check for a plain_text object."""
    return by_type({"plain_text": thing({"type": text(20), "text": text(most)}, {"emoji": flag})})


def words(most: int) -> Check:
    """Return the check for a plain_text or mrkdwn object."""
    shared = {"type": text(20), "text": text(most)}
    kinds = {
        "plain_text": thing(shared, {"emoji": flag}),
        "mrkdwn": thing(shared, {"verbatim": flag, "emoji": flag}),
    }
    return union(by_type(kinds))


def option(label: Check, description: Check) -> Check:
    """Return the check for one option."""
    return thing({"text": label}, {"value": text(150), "description": description, "url": URL})


PLAIN_OPTION = option(plain(75), plain(75))
ANY_OPTION = option(words(75), words(75))
OPTION_GROUP = thing({"label": plain(75), "options": items(PLAIN_OPTION, 1, 100)}, {})
OPTIONS = items(PLAIN_OPTION, 0, 100)
OPTION_GROUPS = items(OPTION_GROUP, 0, 100)
CONFIRM = thing(
    {"text": words(300)}, {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": STYLE}
)
SLACK_FILE = thing({}, {"id": text(255), "url": URL}, one_of=("id", "url"))
DISPATCH = thing({}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 0, 2)})
IMAGE_PARTS: Mapping[str, Check] = {"image_url": text(3000), "slack_file": SLACK_FILE}
IMAGE = thing({"type": text(20), "alt_text": text(LONG)}, IMAGE_PARTS, one_of=("image_url", "slack_file"))


def element(
    required: Mapping[str, Check], optional: Mapping[str, Check], one_of: tuple[str, ...] = ()
) -> Check:
    """Return the check for an element: what all have, its own parts, and first choices that it really offers."""
    shape = thing({"type": text(60), **required}, {"action_id": ID, **optional}, one_of)

    def check(value: object, pointer: str) -> Iterator[str]:
        faults = list(shape(value, pointer))
        yield from faults
        if not faults and isinstance(value, dict):
            yield from _unoffered(value, pointer)

    return check


def _unoffered(value: Mapping[str, object], pointer: str) -> Iterator[str]:
    for name in ("initial_option", "initial_options"):
        chosen = value.get(name)
        for entry in chosen if isinstance(chosen, list) else [chosen] if chosen else ():
            if isinstance(entry, dict) and entry.get("value") not in _offered(value):
                yield f"{name} must be one of the options [json-pointer:{pointer}/{name}]"


def _offered(value: Mapping[str, object]) -> set[str]:
    options = value.get("options")
    groups = value.get("option_groups")
    listed = list(options) if isinstance(options, list) else []
    for group in groups if isinstance(groups, list) else ():
        listed += group["options"]
    return {entry.get("value", "") for entry in listed}
