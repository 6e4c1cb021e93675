"""Asking beforehand what Slack would refuse: ``blocks.validate``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.block_kit.checking import message_faults, view_faults
from rehearsal.workspace.errors import SlackError, invalid_arguments
from rehearsal.workspace.wire import compact

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json

SIZE = 100_000
"""Characters of what is asked about (docs.slack.dev, blocks.validate)."""
_FAULT = re.compile(r"(?P<message>.*) \[json-pointer:(?P<pointer>.*)\]")
_MISSING = "missing required field: "


def _validate(call: Call) -> Json:
    given = [name for name in ("blocks", "view", "message") if name in call.args]
    if len(given) != 1:
        raise invalid_arguments("must provide exactly one of `blocks`, `view`, or `message`")
    name = given[0]
    faults = _faults(name, _value(call, name))
    errors = [_explained(fault, f"/{name}") for fault in faults if not fault.startswith("failed to match")]
    if errors:
        raise SlackError(f"invalid_{name}", errors=errors)
    return {"ok": True}


def _value(call: Call, name: str) -> object:
    given = call.args.given[name]
    if len(given if isinstance(given, str) else compact(given)) > SIZE:
        raise invalid_arguments(f"must be less than {SIZE + 1} characters [json-pointer:/{name}]")
    try:
        value = call.args.structure(name)
    except ValueError:
        value = None
    if not isinstance(value, list if name == "blocks" else dict):
        raise invalid_arguments(f"must be valid JSON [json-pointer:/{name}]")
    return value


def _faults(name: str, value: object) -> list[str]:
    if isinstance(value, list):
        return message_faults(value)
    assert isinstance(value, dict)
    if name == "view":
        return view_faults(value)
    blocks = value.get("blocks", [])
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/message/blocks]"]
    if not (blocks or value.get("text") or value.get("attachments")):
        return [f"{_MISSING}text [json-pointer:/message]"]
    return message_faults(blocks, "/message/blocks")


def _explained(fault: str, root: str) -> Json:
    """Return one fault as its parts; the pointer begins at what was asked about."""
    parts = _FAULT.fullmatch(fault)
    message = parts["message"] if parts else fault
    place = {"message": message, "pointer": parts["pointer"].removeprefix(root) if parts else ""}
    if message.startswith(_MISSING):
        return {"code": "missing_field", **place, "field": message.removeprefix(_MISSING)}
    return {"code": "failed_constraint", **place}


METHODS = (Method("blocks.validate", _validate, by="anyone"),)
