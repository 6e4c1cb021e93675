"""Files: the three steps of an upload, finding and deleting (``files.*``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearsal.workspace import posting, sharing, texts
from rehearsal.workspace.api.method import Call, Method
from rehearsal.workspace.api.paging import numbered
from rehearsal.workspace.content import read_content
from rehearsal.workspace.errors import SlackError, invalid_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rehearsal.workspace.channels import Channel
    from rehearsal.workspace.drafts import Draft
    from rehearsal.workspace.files import File
    from rehearsal.workspace.wire import Json

ALT_TEXT = 1000
CHANNELS = 100
SNIPPET = 1_000_000
"""Bytes of a snippet (docs.slack.dev, files.getUploadURLExternal)."""
BIGGEST = 1_000_000_000
"""Bytes of a file (slack.com/help, add files to Slack)."""
SNIPPETS = frozenset(
    [
        "text",
        "c",
        "cpp",
        "csharp",
        "css",
        "csv",
        "diff",
        "go",
        "html",
        "java",
        "javascript",
        "json",
        "kotlin",
        "lua",
        "markdown",
        "php",
        "python",
        "r",
        "ruby",
        "rust",
        "scala",
        "shell",
        "sql",
        "swift",
        "typescript",
        "xml",
        "yaml",
    ]
)
"""The better known of Slack's snippet types."""

TYPES: Mapping[str, Callable[[File], bool]] = {
    "all": lambda _: True,
    "images": lambda file: file.is_image,
    "pdfs": lambda file: file.name.lower().endswith(".pdf"),
    "snippets": lambda _: False,
    "gdocs": lambda _: False,
    "zips": lambda file: file.name.lower().endswith(".zip"),
    "spaces": lambda _: False,
}


def _get_upload_url(call: Call) -> Json:
    length, name = call.args.whole("length", 0), call.args.text("filename")
    if length < 1 or not name:
        raise SlackError("missing_argument")
    if length > BIGGEST:
        raise SlackError("file_upload_size_restricted")
    _check_snippet(call.args.text("snippet_type"), length)
    alt_text = call.args.text("alt_txt")
    if len(alt_text) > ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    workspace = call.workspace
    file = sharing.promised(workspace, call.me, name, length)
    file.alt_text = alt_text
    ticket = workspace.ids.secret("upload", 64)
    workspace.files.add(file, ticket)
    return {"ok": True, "upload_url": f"{workspace.address}/upload/v1/{ticket}", "file_id": file.id}


def _check_snippet(kind: str, length: int) -> None:
    if kind and kind not in SNIPPETS:
        raise SlackError("unknown_snippet_type")
    if kind and length > SNIPPET:
        raise SlackError("snippet_too_large")


def _complete(call: Call) -> Json:
    channels = _channels(call)
    draft = _introduction(call)
    files = [_finished(call, entry) for entry in _entries(call)]
    for channel in channels:
        sharing.share(call.workspace, channel, files, draft())
    return {"ok": True, "files": [sharing.shown(call.workspace, file) for file in files]}


def _introduction(call: Call) -> Callable[[], Draft]:
    """Return how to make the message that introduces the files; where there is a comment, blocks are ignored."""
    comment = texts.posted(call.workspace, call.args.text("initial_comment"), call.args)
    blocks = None if comment else read_content(call.workspace, call.app, call.args).blocks

    def draft() -> Draft:
        made = posting.by_app(call.workspace, call.app, comment, blocks)
        made.thread_ts = call.args.text("thread_ts")
        return made

    return draft


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
    """Return where files are to be shown: channels, or people, whose direct messages are opened."""
    names = call.args.names("channels") or call.args.names("channel_id")
    if len(names) > CHANNELS:
        raise SlackError("channels_limit_exceeded")
    if len(names) > 1 and call.args.text("thread_ts"):
        raise invalid_arguments("thread_ts needs exactly one channel [json-pointer:/thread_ts]")
    channels = [_channel(call, name) for name in names]
    if any(call.me not in channel.members for channel in channels):
        raise SlackError("not_in_channel")
    return channels


def _channel(call: Call, name: str) -> Channel:
    if name in call.workspace.people:
        return call.workspace.direct(call.me, name)
    if not name.startswith(("C", "D", "G")):
        raise SlackError("invalid_channel")
    return call.workspace.channels.seen(name, call.me)


def _info(call: Call) -> Json:
    file = call.workspace.files.get(call.args.text("file"))
    if not sharing.seen_by(call.workspace, file, call.me):
        raise SlackError("not_visible")
    shown = sharing.shown(call.workspace, file) | sharing.shares(call.workspace, file)
    return {"ok": True, "file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def _list(call: Call) -> Json:
    kinds = call.args.names("types") or ["all"]
    if not set(kinds) <= set(TYPES):
        raise SlackError("unknown_type")
    user = call.args.text("user")
    owner = call.workspace.people.get(user).id if user else ""
    found = {
        file.id: file
        for file in call.workspace.files.all()
        if sharing.seen_by(call.workspace, file, call.me)
        and (not owner or file.user == owner)
        and any(TYPES[kind](file) for kind in kinds)
        and _within(call, file)
    }
    names, paging = numbered(found, call)
    return {"ok": True, "files": [_listed(call, found[name]) for name in names], "paging": paging}


def _listed(call: Call, file: File) -> Json:
    places = sharing.shares(call.workspace, file)
    del places["shares"]
    return sharing.shown(call.workspace, file) | places


def _within(call: Call, file: File) -> bool:
    """Return whether a file was shown in the channel and made in the time that a call asks for."""
    channel, latest = call.args.text("channel"), call.args.whole("ts_to", 0)
    here = not channel or any(place == channel for place, _ in file.shares)
    return here and call.args.whole("ts_from", 0) <= file.created <= (latest or file.created)


def _delete(call: Call) -> Json:
    file = call.workspace.files.get(call.args.text("file"))
    if file.user != call.me:
        raise SlackError("cant_delete_file")
    sharing.delete(call.workspace, file)
    return {"ok": True}


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
    Method("files.list", _list, ("files:read",), form_only=True),
    Method("files.delete", _delete, ("files:write",), ("file",)),
)
