"""Reactions and pins: ``reactions.*``, ``pins.add``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting, reacting
from rehearsal.workspace.api.chat import permalink
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json


def _add(call: Call) -> Json:
    reacting.react(call.workspace, _message(call), call.me, _name(call))
    return {"ok": True}


def _remove(call: Call) -> Json:
    reacting.unreact(call.workspace, _message(call), call.me, _name(call))
    return {"ok": True}


def _get(call: Call) -> Json:
    message = _message(call)
    shown = {**message.with_reactions(), "permalink": permalink(call.workspace, message)}
    return {"ok": True, "type": "message", "channel": message.channel, "message": shown}


def _pin(call: Call) -> Json:
    message = _message(call)
    if message.pinned:
        raise SlackError("already_pinned")
    message.pinned = True
    posting.show(call.workspace, call.channel(), message)
    return {"ok": True}


def _message(call: Call) -> Message:
    if "channel" not in call.args or "timestamp" not in call.args:
        raise SlackError("no_item_specified")
    return call.workspace.messages.get(call.own_channel().id, call.args.text("timestamp"))


def _name(call: Call) -> str:
    return call.args.text("name").strip(":")


_ITEM = {"name": "invalid_name", "timestamp": "no_item_specified", "channel": "no_item_specified"}

METHODS = (
    Method("reactions.add", _add, ("reactions:write",), ("name", "channel", "timestamp"), refusals=_ITEM),
    Method("reactions.remove", _remove, ("reactions:write",), ("name",), refusals=_ITEM),
    Method("reactions.get", _get, ("reactions:read",), form_only=True),
    Method("pins.add", _pin, ("pins:write",), ("channel",)),
)
