"""What is pinned to a channel: ``pins.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting
from rehearsal.workspace.api.chat import permalink
from rehearsal.workspace.api.items import item
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.messages import Pin

if TYPE_CHECKING:
    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json

MOST = 100
"""Pins of a channel (slack.com/help, pin messages)."""


def _add(call: Call) -> Json:
    message = item(call)
    if message.pin:
        raise SlackError("already_pinned")
    if message.is_note:
        raise SlackError("not_pinnable")
    if len(_pinned(call, message.channel)) >= MOST:
        raise SlackError("too_many_pins")
    message.pin = Pin(call.me, call.workspace.seconds())
    posting.show(call.workspace, call.channel(), message)
    return {"ok": True}


def _remove(call: Call) -> Json:
    message = item(call)
    if not message.pin:
        raise SlackError("no_pin")
    message.pin = None
    posting.show(call.workspace, call.channel(), message)
    return {"ok": True}


def _list(call: Call) -> Json:
    found = _pinned(call, call.own_channel().id)
    return {"ok": True, "items": [_shown(call, message, pin) for message, pin in found]}


def _pinned(call: Call, channel: str) -> list[tuple[Message, Pin]]:
    return [(message, message.pin) for message in call.workspace.messages.of(channel) if message.pin]


def _shown(call: Call, message: Message, pin: Pin) -> Json:
    shown = {**message.with_reactions(), "permalink": permalink(call.workspace, message)}
    return {
        "type": "message",
        "channel": message.channel,
        "message": shown,
        "created": pin.created,
        "created_by": pin.user,
    }


METHODS = (
    Method("pins.add", _add, ("pins:write",), ("channel",)),
    Method("pins.remove", _remove, ("pins:write",), ("channel",)),
    Method("pins.list", _list, ("pins:read",), ("channel",), form_only=True),
)
