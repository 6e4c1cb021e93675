"""Messages for later: ``chat.scheduleMessage``, ``chat.scheduledMessages.list``, ``chat.deleteScheduledMessage``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rehearsal.workspace.api.chat import draft_of, postable
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import page
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.posting import post_due
from rehearsal.workspace.schedule import Waiting

if TYPE_CHECKING:
    from rehearsal.workspace.wire import Json

LENGTH = 4000


def _schedule(call: Call) -> Json:
    channel = postable(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    moment = call.args.text("post_at")
    if not moment.isdecimal():
        raise SlackError("invalid_time")
    call.workspace.schedule.check(channel.id, int(moment))
    if len(call.args.text("text")) > LENGTH:
        raise SlackError("msg_too_long")
    draft = draft_of(call, channel)
    message_id, now = call.workspace.ids.new("Q"), call.workspace.seconds()
    waiting = Waiting(message_id, call.app.app_id, channel.id, int(moment), now, draft)
    call.workspace.schedule.add(waiting, partial(post_due, call.workspace))
    return {
        "ok": True,
        "channel": channel.id,
        "scheduled_message_id": waiting.id,
        "post_at": waiting.post_at,
        "message": {
            "text": draft.text,
            "username": call.app.name,
            "bot_id": call.app.bot_id,
            "type": "delayed_message",
            "subtype": "bot_message",
        },
    }


def _list(call: Call) -> Json:
    channel = call.args.text("channel")
    if channel and not call.workspace.channels.known(channel, call.me):
        raise SlackError("invalid_channel")
    oldest, latest = call.args.whole("oldest", 0), call.args.whole("latest", 0)
    waiting = {
        one.id: one
        for one in call.workspace.schedule.of(call.app.app_id)
        if channel in {"", one.channel} and oldest <= one.post_at and (not latest or one.post_at <= latest)
    }
    names, metadata = page(waiting, call)
    shown = [_shown(waiting[name]) for name in names]
    return {"ok": True, "scheduled_messages": shown, "response_metadata": metadata}


def _shown(waiting: Waiting) -> Json:
    return {
        "id": waiting.id,
        "channel_id": waiting.channel,
        "post_at": waiting.post_at,
        "date_created": waiting.created,
        "text": waiting.draft.text,
    }


def _take_back(call: Call) -> Json:
    channel = call.channel()
    message_id = call.args.text("scheduled_message_id")
    call.workspace.schedule.take_back(message_id, call.app.app_id, channel.id)
    return {"ok": True}


METHODS = (
    Method("chat.scheduleMessage", _schedule, ("chat:write",), ("channel", "post_at")),
    Method("chat.scheduledMessages.list", _list),
    Method("chat.deleteScheduledMessage", _take_back, ("chat:write",), ("channel", "scheduled_message_id")),
)
