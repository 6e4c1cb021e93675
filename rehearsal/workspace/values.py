"""What people choose and type in forms: plain values in, Slack's ``state.values`` out, and what is still missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rehearsal.workspace.wire import Json

State: TypeAlias = "dict[str, dict[str, Json]]"
"""Slack's ``state.values``: by block_id, then by action_id."""

REQUIRED = "Please complete this required field."


@dataclass(frozen=True, slots=True)
class Kind:
    """How one type of element keeps its value: under ``key``, first taken from ``initial``."""

    key: str
    initial: str
    many: bool = False
    options: bool = False


KINDS = {
    "plain_text_input": Kind("value", "initial_value"),
    "email_text_input": Kind("value", "initial_value"),
    "url_text_input": Kind("value", "initial_value"),
    "number_input": Kind("value", "initial_value"),
    "rich_text_input": Kind("rich_text_value", "initial_value"),
    "static_select": Kind("selected_option", "initial_option", options=True),
    "external_select": Kind("selected_option", "initial_option", options=True),
    "radio_buttons": Kind("selected_option", "initial_option", options=True),
    "multi_static_select": Kind("selected_options", "initial_options", many=True, options=True),
    "multi_external_select": Kind("selected_options", "initial_options", many=True, options=True),
    "checkboxes": Kind("selected_options", "initial_options", many=True, options=True),
    "users_select": Kind("selected_user", "initial_user"),
    "conversations_select": Kind("selected_conversation", "initial_conversation"),
    "channels_select": Kind("selected_channel", "initial_channel"),
    "multi_users_select": Kind("selected_users", "initial_users", many=True),
    "multi_conversations_select": Kind("selected_conversations", "initial_conversations", many=True),
    "multi_channels_select": Kind("selected_channels", "initial_channels", many=True),
    "datepicker": Kind("selected_date", "initial_date"),
    "timepicker": Kind("selected_time", "initial_time"),
    "datetimepicker": Kind("selected_date_time", "initial_date_time"),
    "file_input": Kind("files", "initial_files", many=True),
}


def elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Give each element that a person can act on, with its block."""
    for block in blocks:
        single = block.get("element") or block.get("accessory")
        for element in (single,) if single else block.get("elements", ()):
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def found(blocks: Iterable[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """Return the element of that address with its block, if it is there."""
    for block, element in elements(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return block, element
    return None


def initial(blocks: Iterable[Json]) -> State:
    """Return the state of a form before anyone has touched it."""
    state: State = {}
    for block, element in elements(blocks):
        kind = KINDS.get(element["type"])
        if kind is not None:
            first = element.get(kind.initial, [] if kind.many else None)
            state.setdefault(block["block_id"], {})[element["action_id"]] = {
                "type": element["type"],
                kind.key: first,
            }
    return state


def kept(blocks: Iterable[Json], before: State) -> State:
    """Return the state of changed blocks: what was entered stays where block, action and type are the same."""
    state = initial(blocks)
    for block_id, entries in state.items():
        for action_id, entry in entries.items():
            old = before.get(block_id, {}).get(action_id)
            if old is not None and old["type"] == entry["type"]:
                entries[action_id] = old
    return state


def entered(blocks: list[Json], state: State, plain: Mapping[str, Mapping[str, object]]) -> State:
    """Return ``state`` with a person's plain values put in; raises ``invalid_value`` for what the form lacks."""
    result = {block_id: dict(entries) for block_id, entries in state.items()}
    for block_id, entries in plain.items():
        for action_id, value in entries.items():
            place = found(blocks, block_id, action_id)
            if place is None or place[1]["type"] not in KINDS:
                raise SlackError("invalid_value", detail=f"The form has no field {block_id}/{action_id}.")
            result[block_id][action_id] = entry(place[1], value)
    return result


def entry(element: Json, value: object) -> Json:
    """Return the state of one element for a plain value; raises ``invalid_value`` for a choice it doesn't offer."""
    kind = KINDS[element["type"]]
    return {"type": element["type"], kind.key: _converted(element, kind, value)}


def _converted(element: Json, kind: Kind, value: object) -> object:
    if kind.many:
        items = list(value) if isinstance(value, list | tuple) else [value] if value else []
        return [option(element, item) for item in items] if kind.options else items
    if value is None or value == "":
        return None
    if kind.options:
        return option(element, value)
    if kind.key == "selected_date_time":
        return int(str(value))
    return value if isinstance(value, dict) else str(value)


def option(element: Json, value: object) -> Json:
    """Return the option with a value; raises ``invalid_value``."""
    grouped = [o for group in element.get("option_groups", ()) for o in group["options"]]
    for candidate in (*element.get("options", ()), *grouped):
        if candidate.get("value") == value:
            return dict(candidate)
    raise SlackError("invalid_value", detail=f"{value} is not one of the choices.")


def refusals(blocks: Iterable[Json], state: State) -> dict[str, str]:
    """Return what Slack itself refuses before the app hears of the form: one sentence for each input block."""
    errors: dict[str, str] = {}
    for block, element in elements(blocks):
        if block["type"] != "input" or element["type"] not in KINDS:
            continue
        value = state[block["block_id"]][element["action_id"]][KINDS[element["type"]].key]
        sentence = _refusal(block, element, value)
        if sentence:
            errors[block["block_id"]] = sentence
    return errors


def _refusal(block: Json, element: Json, value: object) -> str:
    if value in (None, "", []):
        return "" if block.get("optional") else REQUIRED
    most = element.get("max_selected_items")
    if most is not None and isinstance(value, list) and len(value) > most:
        return f"Please choose at most {most}."
    check = {
        "plain_text_input": _text_refusal,
        "number_input": _number_refusal,
        "email_text_input": _email_refusal,
        "url_text_input": _url_refusal,
    }.get(element["type"])
    if element["type"] == "file_input" and isinstance(value, list):
        return _files_refusal(element, value)
    return check(element, str(value)) if check else ""


def _files_refusal(element: Json, files: list[Json]) -> str:
    most, kinds = element.get("max_files", 10), element.get("filetypes") or ()
    if len(files) > most:
        return f"Please add at most {most} file{'s' if most > 1 else ''}."
    if kinds and any(file["filetype"] not in kinds for file in files):
        return f"Please add only files of these kinds: {', '.join(kinds)}."
    return ""


def _text_refusal(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < least:
        return f"Please enter at least {least} characters."
    if len(text) > most:
        return f"Please enter at most {most} characters."
    return ""


def _number_refusal(element: Json, text: str) -> str:
    whole, decimal = r"[+-]?\d+", r"[+-]?(\d+(\.\d*)?|\.\d+)"
    if not re.fullmatch(decimal if element.get("is_decimal_allowed") else whole, text):
        return (
            "Please enter a number." if element.get("is_decimal_allowed") else "Please enter a whole number."
        )
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(text) < float(least):
        return f"Please enter {least} or more."
    if most is not None and float(text) > float(most):
        return f"Please enter {most} or less."
    return ""


def _email_refusal(_element: Json, text: str) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else "Please enter an email address."


def _url_refusal(_element: Json, text: str) -> str:
    return (
        "" if re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", text, re.IGNORECASE) else "Please enter a web address."
    )
