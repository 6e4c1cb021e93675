"""Fields from which several can be chosen, and those for a number."""

from collections.abc import Sequence

from handlers.slack.blocks import LABEL_MOST, MENU_MOST, VALUE, Element, Option, plain_text

BOXES_MOST = 10
"""Boxes that one field holds; longer lists are menus."""


def checkboxes(options: Sequence[Option], chosen: Sequence[str] = ()) -> Element:
    """Boxes to tick, ten at most."""
    element: Element = {
        "type": "checkboxes",
        "action_id": VALUE,
        "options": [_shown(one) for one in options[:BOXES_MOST]],
    }
    ticked = [_shown(one) for one in options[:BOXES_MOST] if one.value in chosen]
    return {**element, "initial_options": ticked} if ticked else element


def multi_select(options: Sequence[Option], chosen: Sequence[str] = ()) -> Element:
    """A menu from which several can be chosen, a hundred options at most."""
    element: Element = {
        "type": "multi_static_select",
        "action_id": VALUE,
        "options": [_shown(one) for one in options[:MENU_MOST]],
    }
    taken = [_shown(one) for one in options[:MENU_MOST] if one.value in chosen]
    return {**element, "initial_options": taken} if taken else element


def number_input(
    initial: str = "", *, least: int | None = None, most: int | None = None, decimal: bool = False
) -> Element:
    """A field for a number within these bounds."""
    element: Element = {"type": "number_input", "action_id": VALUE, "is_decimal_allowed": decimal}
    bounds = {"min_value": least, "max_value": most}
    element |= {name: str(bound) for name, bound in bounds.items() if bound is not None}
    return {**element, "initial_value": initial} if initial else element


def _shown(one: Option) -> Element:
    shown: Element = {"text": plain_text(one.text, LABEL_MOST), "value": one.value[:150]}
    return shown | ({"description": plain_text(one.description, LABEL_MOST)} if one.description else {})
