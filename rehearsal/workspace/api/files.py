"""Files: ``files.getUploadURLExternal``, ``completeUploadExternal``, ``info``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting, sharing
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.content import read_content
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.files import File
    from rehearsal.workspace.wire import Json

ALT_TEXT = 1000
CHANNELS = 100


def _get_upload_url(call: Call) -> Json:
    length = call.args.whole("length", 0)
    if length < 1:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    alt_text = call.args.text("alt_txt")
    if len(alt_text) > ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    workspace = call.workspace
    file = sharing.promised(workspace, call.me, call.args.text("filename"), length)
    file.alt_text = alt_text
    ticket = workspace.ids.secret("upload", 64)
    workspace.files.add(file, ticket)
    return {"ok": True, "upload_url": f"{workspace.address}/upload/v1/{ticket}", "file_id": file.id}


def _complete(call: Call) -> Json:
    files = [_finished(call, entry) for entry in _entries(call)]
    for channel in _channels(call):
        content = read_content(call.workspace, call.args)
        text = call.args.text("initial_comment")
        if text and content.blocks:
            raise invalid_arguments("initial_comment and blocks exclude each other")
        draft = posting.by_app(call.workspace, call.app, text, content.blocks)
        draft.thread_ts = call.args.text("thread_ts")
        sharing.share(call.workspace, channel, files, draft)
    return {"ok": True, "files": [sharing.shown(call.workspace, file) for file in files]}


def _entries(call: Call) -> list[Json]:
    try:
        entries = call.args.structure("files")
    except ValueError:
        entries = None
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and "id" in entry for entry in entries
    ):
        raise invalid_arguments("must be an array of objects with an id [json-pointer:/files]")
    return entries


def _finished(call: Call, entry: Json) -> File:
    file = call.workspace.files.get(str(entry["id"]))
    if file.user != call.me:
        raise SlackError("access_denied")
    if file.content is None or file.complete:
        raise SlackError("file_not_found")
    file.complete = True
    file.title = str(entry.get("title") or file.name)
    return file


def _channels(call: Call) -> list[Channel]:
    names = call.args.names("channels") or call.args.names("channel_id")
    if len(names) > CHANNELS:
        raise SlackError("channels_limit_exceeded")
    channels = [call.workspace.channels.seen(name, call.me) for name in names]
    if any(call.me not in channel.members for channel in channels):
        raise SlackError("not_in_channel")
    return channels


def _info(call: Call) -> Json:
    file = call.workspace.files.get(call.args.text("file"))
    shown = sharing.shown(call.workspace, file)
    shown["channels"] = [channel for channel, _ in file.shares]
    return {"ok": True, "file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = (
    Method(
        "files.getUploadURLExternal",
        _get_upload_url,
        ("files:write",),
        ("filename", "length"),
        form_only=True,
    ),
    Method("files.completeUploadExternal", _complete, ("files:write",), ("files",)),
    Method("files.info", _info, ("files:read",), ("file",), form_only=True),
)
