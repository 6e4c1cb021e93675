"""Links over a channel: ``bookmarks.*``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.bookmarks import Bookmark
from rehearsal.workspace.emoji import is_emoji
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.wire import Json

_LINK = re.compile(r"https?://\S+|mailto:\S+", re.IGNORECASE)


def _add(call: Call) -> Json:
    channel = _channel(call)
    if call.args.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if not call.args.text("title").strip():
        raise invalid_arguments("must be more than 0 characters [json-pointer:/title]")
    workspace, now = call.workspace, call.workspace.seconds()
    mark = Bookmark(
        workspace.ids.new("Bk"),
        channel.id,
        call.args.text("title"),
        _link(call),
        _emoji(call),
        now,
        now,
        str(sum(1 for _ in workspace.bookmarks.of(channel.id))),
        call.app.app_id,
        call.me,
    )
    workspace.bookmarks.add(mark)
    workspace.show_bookmarks(channel)
    return {"ok": True, "bookmark": mark.as_slack(workspace.team_id)}


def _edit(call: Call) -> Json:
    channel = _channel(call)
    mark = call.workspace.bookmarks.get(call.args.text("bookmark_id"), channel.id)
    mark.title = call.args.text("title", mark.title)
    mark.link = _link(call) if "link" in call.args else mark.link
    mark.emoji = _emoji(call) if "emoji" in call.args else mark.emoji
    mark.updated, mark.user = call.workspace.seconds(), call.me
    call.workspace.show_bookmarks(channel)
    return {"ok": True, "bookmark": mark.as_slack(call.workspace.team_id)}


def _list(call: Call) -> Json:
    marks = call.workspace.bookmarks.of(_channel(call).id)
    return {"ok": True, "bookmarks": [mark.as_slack(call.workspace.team_id) for mark in marks]}


def _remove(call: Call) -> Json:
    marks, channel = call.workspace.bookmarks, _channel(call)
    marks.remove(marks.get(call.args.text("bookmark_id"), channel.id))
    call.workspace.show_bookmarks(channel)
    return {"ok": True}


def _channel(call: Call) -> Channel:
    channel = call.channel("channel_id")
    if call.me not in channel.members:
        raise SlackError("permission_denied")
    return channel


def _link(call: Call) -> str:
    link = call.args.text("link")
    if not _LINK.fullmatch(link):
        raise SlackError("invalid_link")
    return link


def _emoji(call: Call) -> str:
    emoji = call.args.text("emoji")
    if emoji and not is_emoji(call.workspace, emoji.strip(":")):
        raise SlackError("invalid_emoji")
    return emoji


METHODS = (
    Method("bookmarks.add", _add, ("bookmarks:write",), ("channel_id", "title", "type")),
    Method("bookmarks.edit", _edit, ("bookmarks:write",), ("channel_id", "bookmark_id")),
    Method("bookmarks.list", _list, ("bookmarks:read",), ("channel_id",)),
    Method("bookmarks.remove", _remove, ("bookmarks:write",), ("channel_id", "bookmark_id")),
)
