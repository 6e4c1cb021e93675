"""What was said: ``conversations.history`` and ``conversations.replies``."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import after, cursor, limit
from rehearsal.workspace.api.scopes import HISTORY
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rehearsal.workspace.messages import Message
    from rehearsal.workspace.wire import Json

MOST = 999
DEFAULT = 100


def _history(call: Call) -> Json:
    channel = call.own_channel()
    _check_keys(call)
    within = _range(call)
    told = (
        message
        for message in call.workspace.messages.newest_first(channel.id)
        if message.in_channel and within(message)
    )
    pins = sum(message.pin is not None for message in call.workspace.messages.of(channel.id))
    return {**_page(call, told, newest_first=True), "pin_count": pins}


def _replies(call: Call) -> Json:
    channel = call.own_channel()
    _check_keys(call)
    messages = call.workspace.messages
    parent = messages.find(channel.id, call.args.text("ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    first = messages.get(channel.id, parent.thread_ts) if parent.thread_ts else parent
    within = _range(call)
    thread = (message for ts in first.replies if within(message := messages.get(channel.id, ts)))
    return _page(call, iter((first, *thread)), newest_first=False)


def _check_keys(call: Call) -> None:
    """Raise ``invalid_metadata_filter_keys`` where the metadata asked for isn't named by a list of texts."""
    try:
        keys = call.args.structure("metadata_keys_to_include") or []
    except ValueError:
        keys = None
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise SlackError("invalid_metadata_filter_keys")


def _range(call: Call) -> Callable[[Message], bool]:
    oldest = _stamp(call, "oldest", 0.0)
    latest = _stamp(call, "latest", float("inf"))
    inclusive = call.args.flag("inclusive")

    def within(message: Message) -> bool:
        at = float(message.ts)
        return oldest < at < latest or (inclusive and at in {oldest, latest})

    return within


def _stamp(call: Call, name: str, default: float) -> float:
    text = call.args.text(name)
    try:
        moment = float(text or 0)
    except ValueError:
        moment = math.nan
    if not math.isfinite(moment):
        raise SlackError(f"invalid_ts_{name}")
    return moment or default


def _page(call: Call, messages: Iterator[Message], *, newest_first: bool) -> Json:
    most = limit(call, DEFAULT, MOST, refused=False)
    found = list(islice(_after(call, messages, newest_first=newest_first), most + 1))
    answer: Json = {
        "ok": True,
        "messages": [_shown(call, message) for message in found[:most]],
        "has_more": len(found) > most,
    }
    if answer["has_more"]:
        answer["response_metadata"] = {"next_cursor": cursor(f"next_ts:{found[most].ts}")}
    return answer


def _shown(call: Call, message: Message) -> Json:
    """Return a message; what its metadata holds is shown only to those who ask for it."""
    shown = message.with_reactions()
    if message.metadata and not call.args.flag("include_all_metadata"):
        shown["metadata"] = {"event_type": message.metadata["event_type"]}
    return shown


def _after(call: Call, messages: Iterator[Message], *, newest_first: bool) -> Iterator[Message]:
    """Skip what the pages before have shown."""
    place = after(call)
    if not place:
        return messages
    try:
        at = float(place.removeprefix("next_ts:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None
    return (m for m in messages if (float(m.ts) <= at if newest_first else float(m.ts) >= at))


METHODS = (
    Method("conversations.history", _history, (), ("channel",), HISTORY),
    Method("conversations.replies", _replies, (), ("channel", "ts"), HISTORY, form_only=True),
)
