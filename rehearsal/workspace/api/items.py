"""The message that a call about reactions or pins means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.api.method import Call
    from rehearsal.workspace.messages import Message

_STAMP = re.compile(r"\d+(\.\d+)?")


def item(call: Call) -> Message:
    """Return the message at ``channel`` and ``timestamp``.

    Raises ``no_item_specified``, ``bad_timestamp``, ``channel_not_found``, ``not_in_channel`` or ``message_not_found``.
    """
    timestamp = call.args.text("timestamp")
    if not (call.args.text("channel") and timestamp):
        raise SlackError("no_item_specified")
    if not _STAMP.fullmatch(timestamp):
        raise SlackError("bad_timestamp")
    return call.workspace.messages.get(call.own_channel().id, timestamp)
