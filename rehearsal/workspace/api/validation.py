"""Asking beforehand what Slack would refuse: ``blocks.validate``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.block_kit.checking import message_faults, view_faults
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json

_FAULT = re.compile(r"(?P<message>.*) \[json-pointer:(?P<pointer>.*)\]")


def _validate(call: Call) -> Json:
    given = [name for name in ("blocks", "view", "message") if name in call.args]
    if len(given) != 1:
        raise invalid_arguments("exactly one of blocks, view and message is required")
    faults = _faults(call, given[0])
    if faults:
        raise SlackError(f"invalid_{given[0]}", errors=[_explained(fault) for fault in faults])
    return {"ok": True}


def _faults(call: Call, name: str) -> list[str]:
    try:
        value = call.args.structure(name)
    except ValueError:
        value = None
    if isinstance(value, list) and name == "blocks":
        return message_faults(value)
    if isinstance(value, dict) and name == "view":
        return view_faults(value)
    if isinstance(value, dict) and isinstance(value.get("blocks"), list):
        return message_faults(value["blocks"])
    return [f"must be valid JSON [json-pointer:/{name}]"]


def _explained(fault: str) -> Json:
    parts = _FAULT.fullmatch(fault)
    assert parts is not None
    code = "missing_field" if fault.startswith("missing required field") else "failed_constraint"
    return {"code": code, **parts.groupdict()}


METHODS = (Method("blocks.validate", _validate, by="anyone"),)
